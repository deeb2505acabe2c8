import { expect, test } from 'vitest';
import type { ImportPreview } from '@/api/types';
import { faultLines, mappingOf } from './import_file';

test('only corrected columns are mapped', () => {
  const columns = [
    { column: 'A', title: '品名', field: 'product_name', label: '产品名称', mapped: false },
    { column: 'B', title: '货号', field: null, label: null, mapped: false },
  ];
  const preview = { reading: { columns } } as unknown as ImportPreview;
  expect(mappingOf(preview, { 品名: 'product_name', 货号: 'lot_number' })).toEqual({ 货号: 'lot_number' });
  expect(mappingOf(preview, { 品名: '' })).toEqual({ 品名: '-' });
  expect(mappingOf(preview, {})).toEqual({});
});

test('each fault has its line', () => {
  const faults = [{ field: 'a', code: 'x', advice: '1' }, { field: 'b', code: 'y', advice: '2' }];
  expect(faultLines([{ line: 3, status: 'rejected', faults }, { line: 4, status: 'accepted', faults: [] }])).toEqual([
    { line: 3, field: 'a', advice: '1' },
    { line: 3, field: 'b', advice: '2' },
  ]);
});
