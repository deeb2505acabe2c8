import { expect, test } from 'vitest';
import type { Permission } from '@/api/types';
import { areas } from '@/frame/areas';
import { stops, tourOf } from './stops';

test('every stop is a page of the console', () => {
  const paths = areas.map(({ path }) => path);
  expect(stops.map(({ path }) => path).filter((path) => !paths.includes(path))).toEqual([]);
});

test.each([
  ['clerk', ['record_events', 'save_products', 'read_submissions', 'issue_codes'], ['/products/new', '/lots', '/record', '/import', '/submissions', '/codes', '/shipments', '/exports', '/account']],
  ['regulator', ['review', 'read_submissions', 'freeze_codes'], ['/review', '/lots', '/codes', '/exports', '/account']],
  ['audit administrator', ['read_audit'], ['/audit', '/audit/verification', '/account']],
  ['reviewer who may not read the lots', ['review'], ['/review', '/account']],
  ['printing house', ['export_codes'], ['/account']],
] as [string, Permission[], string[]][])('the tour of a %s', (_, permissions, paths) => {
  expect(tourOf((one) => permissions.includes(one)).map(({ path }) => path)).toEqual(paths);
});
