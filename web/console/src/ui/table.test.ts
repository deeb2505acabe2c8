import { describe, expect, test } from 'vitest';
import { csvOf, filterRows, nextSorting, shownText, sortRows, type Column } from './table';

interface Row {
  name: string;
  count: string;
}
const columns: Column<Row>[] = [
  { key: 'name', title: '名称', text: (row) => row.name },
  { key: 'count', title: '数量', text: (row) => row.count, numeric: true },
];
const rows: Row[] = [{ name: '金橙', count: '100' }, { name: '咖啡', count: '9' }, { name: 'Mango', count: '' }];
const names = (list: Row[]): string[] => list.map((row) => row.name);

describe('a list', () => {
  test.each([['', 3], ['橙', 1], ['mango', 1], ['橙 100', 1], ['橙 9', 0]])('filtered by "%s" has %d rows', (filter, count) => {
    expect(filterRows(rows, columns, filter)).toHaveLength(count);
  });

  test('shows numbers in groups of digits, is filtered by either form, and saves them as they are', () => {
    const many: Row[] = [{ name: '绿橙', count: '1234567 kg' }, { name: '咖啡', count: '999' }];
    expect(many.map((row) => shownText(columns[1]!, row))).toEqual(['1,234,567 kg', '999']);
    for (const typed of ['1,234', '1234567']) expect(names(filterRows(many, columns, typed))).toEqual(['绿橙']);
    expect(csvOf(many, columns)).toBe('\ufeff名称,数量\r\n绿橙,1234567 kg\r\n咖啡,999\r\n');
  });

  test('sorts numbers as numbers, rows without one last either way', () => {
    expect(names(sortRows(rows, columns, { key: 'count', down: false }, 'zh-CN'))).toEqual(['咖啡', '金橙', 'Mango']);
    expect(names(sortRows(rows, columns, { key: 'count', down: true }, 'zh-CN'))).toEqual(['金橙', '咖啡', 'Mango']);
    expect(sortRows(rows, columns, null, 'zh-CN')).toBe(rows);
  });

  test('a heading goes up, down, and back', () => {
    const up = nextSorting(null, 'name');
    const down = nextSorting(up, 'name');
    expect([up, down, nextSorting(down, 'name'), nextSorting(down, 'count')]).toEqual([
      { key: 'name', down: false }, { key: 'name', down: true }, null, { key: 'count', down: false },
    ]);
  });

  test('is saved so that no cell is taken for a formula', () => {
    const unsafe = [{ name: '=HYPERLINK("x")', count: '-5' }, { name: 'a,"b"', count: '+1 a' }];
    expect(csvOf(unsafe, columns)).toBe('\ufeff名称,数量\r\n"\'=HYPERLINK(""x"")",-5\r\n"a,""b""",\'+1 a\r\n');
  });
});
