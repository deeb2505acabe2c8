import { expect, test } from 'vitest';
import type { TraceNode } from '@/api/types';
import { boxSize, fitted, layOut } from './flow';

const node = (id: string, distance: number): TraceNode => ({ id, distance, lot_number: id, product: '', party: '', asked: distance === 0 });
const link = (from: string, to: string) => ({ from, to, event_id: `${from}${to}`, kind: 'split' });

test('what a lot was made of stands left of it, what became of it right', () => {
  const { boxes, edges, width } = layOut([node('lot', 0), node('farm', -1), node('shop', 1), node('shop2', 1)], [link('farm', 'lot'), link('lot', 'shop'), link('lot', 'shop2')]);
  const x = (id: string): number => boxes.find((box) => box.id === id)?.x ?? NaN;
  expect(x('farm')).toBe(0);
  expect(x('lot')).toBeGreaterThan(x('farm'));
  expect(x('shop')).toBe(x('shop2'));
  expect(edges).toHaveLength(3);
  expect(width).toBe(3 * boxSize.width + 2 * boxSize.gapX);
});

test('no two boxes lie on each other, however many there are', () => {
  const many = Array.from({ length: 500 }, (_, i) => node(`n${i}`, i % 5));
  const { boxes } = layOut(many, []);
  expect(new Set(boxes.map(({ x, y }) => `${x},${y}`)).size).toBe(500);
});

test('a link to a lot outside of the answer is left out', () => {
  expect(layOut([node('a', 0)], [link('a', 'elsewhere')]).edges).toEqual([]);
});

test.each([['QJ20251122', 'QJ20251122'], ['琼北金橙琼北金橙琼北金橙', '琼北金橙琼北金橙琼北金…']])('%s fits as %s', (text, shown) => {
  expect(fitted(text)).toBe(shown);
});
