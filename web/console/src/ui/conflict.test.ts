import { expect, test } from 'vitest';
import { ApiError } from '@/api/client';
import { comparable, difference, overtaken } from './conflict';

test.each([
  ['A', 'A', 'B', false], // only they changed it
  ['A', 'B', 'A', false], // only I did
  ['A', 'B', 'B', false], // both did, alike
  ['A', 'B', 'C', true],
])('was %s, mine %s, theirs %s: clash %s', (was, mine, theirs, clash) => {
  expect(difference('gtin', 'GTIN', was, mine, theirs).clash).toBe(clash);
});

test('an overtaken change is told field by field; another fault is none', () => {
  const details = [
    { path: 'changes.name_en', code: 'submission.differs', message: '', base: 'Was', theirs: 'Is', yours: 'Mine' },
    { path: 'changes.allergens', code: 'submission.differs', message: '', base: null, theirs: [], yours: ['milk', 'egg'] },
  ];
  const told = overtaken(new ApiError(409, 'submission.base_version', '', details));
  expect(told?.map((one) => [one.name, one.was, one.mine, one.theirs])).toEqual([
    ['name_en', 'Was', 'Mine', 'Is'],
    ['allergens', '', 'milk、egg', ''],
  ]);
  expect(overtaken(new ApiError(409, 'submission.claimed', '', details))).toBeNull();
});

test('nested values are told by their labels', () => {
  expect(comparable([{ name: '糖度', low: 8 }])).toBe('名称: 糖度; low: 8');
});
