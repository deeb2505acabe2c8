import { expect, test } from 'vitest';
import { ApiError } from '@/api/client';
import { adviceOf, verdictOf } from './answers';

test.each([
  [0, 'network.unreachable', 'later'],
  [429, 'limits.exceeded', 'later'],
  [500, 'internal', 'later'],
  [503, 'busy', 'later'],
  [401, 'session.ended', 'login'],
  [401, 'token.missing', 'login'],
  [403, 'session.csrf', 'login'],
  [401, 'shipment.link_invalid', 'refused'],
  [403, 'capture.not_allowed', 'refused'],
  [400, 'request.invalid', 'refused'],
  [409, 'event_key.conflict', 'refused'],
  [413, 'media.too_large', 'refused'],
] as const)('%d %s: %s', (status, code, expected) => expect(verdictOf(new ApiError(status, code, ''))).toBe(expected));

test('what is no answer is no verdict', () => {
  expect(() => verdictOf(new TypeError('a fault of ours'))).toThrow('a fault of ours');
});

test('every sentence that says what to change', () => {
  const details = [{ path: 'a', code: 'a.b', message: '改一' }, { path: 'b', code: 'b.c', message: '改二' }];
  expect(adviceOf(new ApiError(400, 'request.invalid', '请修改', details))).toEqual(['改一', '改二']);
  expect(adviceOf(new ApiError(403, 'capture.not_allowed', '没有权限'))).toEqual(['没有权限']);
  expect(adviceOf(new ApiError(400, 'x.y', ''))).toEqual(['x.y']);
});
