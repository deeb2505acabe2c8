import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError, call, setKeeper } from '@/api/client';

const asked: { name: string; headers: Record<string, string> }[] = [];
let answers: (Response | Error)[] = [];

const answer = (status: number, body: object): Response => new Response(JSON.stringify(body), { status });
const ok = (): Response => answer(200, { code: 'ok', data: { done: true }, request_id: 'r' });
const refused = (status: number, code: string): Response =>
  answer(status, { code, message: 'told', details: [{ path: 'changes.gtin', code: 'gtin.wrong', message: 'check' }], request_id: 'r7' });

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal('fetch', (url: string, init: { headers: Record<string, string> }) => {
    asked.push({ name: url, headers: init.headers });
    const next = answers.shift();
    return next instanceof Error || next === undefined ? Promise.reject(next) : Promise.resolve(next);
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('a call', () => {
  test('is told by code, fields and request', async () => {
    answers = [refused(400, 'request.invalid')];
    const error = await call('product.save', {}).catch((fault: unknown) => fault as ApiError);
    expect(error).toMatchObject({ status: 400, code: 'request.invalid', requestId: 'r7' });
    expect((error as ApiError).at('changes.gtin')).toBe('check');
    expect((error as ApiError).at('changes.name')).toBeUndefined();
  });

  test('that got no answer is sent again with the same key, a new one with another', async () => {
    answers = [new Error('cut'), ok(), ok()];
    const body = { rows: [1] };
    await expect(call('event.capture', body, { writes: true })).rejects.toMatchObject({ code: 'network.unreachable' });
    await call('event.capture', body, { writes: true });
    await call('event.capture', body, { writes: true });
    const keys = asked.map(({ headers }) => headers['Idempotency-Key']);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  test('whose key the caller keeps is sent with that key each time', async () => {
    answers = [ok(), ok()];
    await call('event.capture', {}, { key: 'kept' });
    await call('event.capture', {}, { key: 'kept' });
    expect(asked.map(({ headers }) => headers['Idempotency-Key'])).toEqual(['kept', 'kept']);
  });

  test('without an answer in time counts as one without an answer', async () => {
    vi.stubGlobal('fetch', (_: string, { signal }: { signal: AbortSignal }) =>
      new Promise((_done, fail) => signal.addEventListener('abort', () => fail(new Error('aborted')))),
    );
    await expect(call('session.whoami', {}, { patience_ms: 5 })).rejects.toMatchObject({ code: 'network.unreachable' });
  });

  test('that only reads has no key', async () => {
    answers = [ok()];
    await call('product.list');
    expect(asked[0]?.headers['Idempotency-Key']).toBeUndefined();
  });

  test('that is dangerous goes on after a fresh proof', async () => {
    setKeeper({ csrf: () => 'token', lost: () => undefined, prove: () => Promise.resolve(true) });
    answers = [refused(403, 'session.not_recent'), ok()];
    expect(await call('user.create')).toEqual({ done: true });
    expect(asked.map(({ headers }) => headers['X-CSRF-Token'])).toEqual(['token', 'token']);
  });

  test('ends the session that the server ended', async () => {
    const lost = vi.fn();
    setKeeper({ csrf: () => '', lost, prove: () => Promise.resolve(false) });
    answers = [refused(401, 'session.ended')];
    await expect(call('session.list')).rejects.toBeInstanceOf(ApiError);
    expect(lost).toHaveBeenCalledOnce();
  });
});
