import { expect, test } from 'vitest';
import { changedMembers } from './product_change';

const base = { name_en: 'Orange', category: 'citrus', product_code: 'A-1', gtin: '', allergens: ['milk'], nutrition: '', attributes: { tree_age: '30' } };

test('only what differs is sent', () => {
  expect(changedMembers(base, { ...base, allergens: ['milk'] })).toEqual({});
  expect(changedMembers({ ...base, nutrition: '每100g：…' }, base)).toEqual({ nutrition: '' });
  expect(changedMembers(base, { ...base, gtin: '06901234567892', allergens: [] })).toEqual({ gtin: '06901234567892', allergens: [] });
  expect(changedMembers(base, { ...base, product_code: '' })).toEqual({ product_code: '' });
});

test.each([
  [{ tree_age: '30' }, undefined],
  [{ tree_age: '31' }, { tree_age: '31' }],
  [{ tree_age: '' }, { tree_age: null }],
  [{ tree_age: '30', grafted: 'yes' }, { grafted: 'yes' }],
  [{ tree_age: '30', grafted: '' }, undefined], // was never said, and is not now
])('of attributes %j is sent %j', (attributes, sent) => {
  expect(changedMembers(base, { ...base, attributes }).attributes).toEqual(sent);
});
