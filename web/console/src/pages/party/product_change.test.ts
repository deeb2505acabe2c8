import { expect, test } from 'vitest';
import { changedMembers, threeWay } from './product_change';

const base = { name_en: 'Orange', category: 'citrus', gtin: '', allergens: ['milk'] };

test('only what differs is sent', () => {
  expect(changedMembers(base, { ...base, allergens: ['milk'] })).toEqual({});
  expect(changedMembers(base, { ...base, gtin: '06901234567892', allergens: [] })).toEqual({ gtin: '06901234567892', allergens: [] });
});

test('a clash is what both changed to something else', () => {
  const mine = { ...base, name_en: 'Golden orange', gtin: '1' };
  const theirs = { ...base, name_en: 'Green orange', category: 'fruit' };
  expect(threeWay(base, mine, theirs)).toEqual([
    { name: 'name_en', was: 'Orange', mine: 'Golden orange', theirs: 'Green orange', clash: true },
    { name: 'category', was: 'citrus', mine: 'citrus', theirs: 'fruit', clash: false },
    { name: 'gtin', was: '', mine: '1', theirs: '', clash: false },
  ]);
  expect(threeWay(base, mine, mine).some((one) => one.clash)).toBe(false);
});
