import { describe, expect, test } from 'vitest';
import { rowOf, withZone } from './capture';

describe('a row', () => {
  test('holds what is filled in, trimmed', () => {
    expect(rowOf({ product_name: ' 金橙 ', note: '  ', quantity: '' })).toEqual({ product_name: '金橙' });
  });

  test('tells moments with their zone and leaves days alone', () => {
    const row = rowOf({ shipped_at: '2026-03-05T08:00', received_at: '2026-03-06', note: '2026-03-05T08:00' }, ['shipped_at', 'received_at']);
    expect(row.shipped_at).toMatch(/^2026-03-05T08:00:00[+-]\d{2}:\d{2}$/);
    expect(row.received_at).toBe('2026-03-06');
    expect(row.note).toBe('2026-03-05T08:00');
  });

  test.each([
    [480, '+08:00'],
    [0, '+00:00'],
    [-210, '-03:30'],
  ])('an offset of %d minutes is %s', (minutes, zone) => {
    expect(withZone('2026-03-05T08:00', minutes)).toBe(`2026-03-05T08:00:00${zone}`);
  });
});
