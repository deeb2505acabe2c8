import { expect, test } from 'vitest';
import type { Change, Field, ProductVersion } from '@/api/types';
import { linesOf, productLines } from './shown_change';

const fields = [
  { name: 'product_name', zh: '产品名称', en: 'Product' },
  { name: 'gtin', zh: '商品条码', en: 'GTIN' },
] as Field[];

test('a record is told by its fields, without bookkeeping and without telling twice', () => {
  const content = {
    line: 1,
    source_hash: 'c6eb',
    lot: { product_name: '金橙', place: '澄迈' },
    events: [{ step: 'commissioning', place: '澄迈', contents: { product_name: '金橙', process: '' } }],
  };
  expect(linesOf(content, fields)).toEqual([
    { label: '产品名称', before: '', after: '金橙' },
    { label: '地点', before: '', after: '澄迈' },
    { label: '环节', before: '', after: '生产' },
  ]);
  expect(linesOf('nothing', fields)).toEqual([]);
});

test('a change of a product stands beside the version that it was made upon', () => {
  const change: Change = { kind: 'product', target: '7', base_version: 2, content: { gtin: '1', allergens: ['milk', 'egg'] } };
  const versions = [
    { version: 1, gtin: '', allergens: [] },
    { version: 2, gtin: '0', allergens: ['milk'] },
    { version: 3, gtin: '9', allergens: [] },
  ] as unknown as ProductVersion[];
  expect(productLines(change, versions, fields)).toEqual([
    { label: '商品条码', before: '0', after: '1' },
    { label: '致敏物质', before: 'milk', after: 'milk、egg' },
  ]);
});
