import { expect, test } from 'vitest';
import type { TraceNode } from '@/api/types';
import { boxesIn, boxSize, columnMost, fitted, layOut, type Box, type Layout } from './flow';

const node = (id: string, distance: number): TraceNode => ({ id, distance, lot_number: id, product: '', product_en: '', party: '', party_en: '', asked: distance === 0 && id === 'lot' });
const link = (from: string, to: string) => ({ from, to, event_id: `${from}${to}`, kind: 'split' });
const all = ({ columns }: Layout): Box[] => columns.flat();
const edges = (layout: Layout): number => all(layout).reduce((sum, box) => sum + box.edges.length, 0) / 2;

test('what a lot was made of stands left of it, what became of it right', () => {
  const layout = layOut([node('lot', 0), node('farm', -1), node('shop', 1), node('shop2', 1)], [link('farm', 'lot'), link('lot', 'shop'), link('lot', 'shop2')]);
  const x = (id: string): number => all(layout).find((box) => box.node?.id === id)?.x ?? NaN;
  expect(x('farm')).toBe(0);
  expect(x('lot')).toBeGreaterThan(x('farm'));
  expect(x('shop')).toBe(x('shop2'));
  expect(edges(layout)).toBe(3);
  expect(layout.width).toBe(3 * boxSize.width + 2 * boxSize.gapX);
});

test('no two boxes lie on each other, however many there are', () => {
  const many = Array.from({ length: 500 }, (_, i) => node(`n${i}`, i % 5));
  expect(new Set(all(layOut(many, [])).map(({ x, y }) => `${x},${y}`)).size).toBe(500);
});

test('a link to a lot outside of the answer is left out, a second one between the same boxes too', () => {
  expect(edges(layOut([node('a', 0)], [link('a', 'elsewhere')]))).toBe(0);
  expect(edges(layOut([node('a', 0), node('b', 1)], [link('a', 'b'), link('a', 'b')]))).toBe(1);
});

test.each([
  [columnMost, columnMost, 0],
  [columnMost + 1, columnMost + 1, 0], // a box for one lot says less than that lot
  [columnMost + 2, columnMost, 2],
  [5000, columnMost, 5000 - columnMost],
])('of %d lots in a closed column %d are shown and %d stand behind one box', (count, shown, more) => {
  const lots = [node('lot', 0), ...Array.from({ length: count }, (_, i) => node(`n${i}`, 1))];
  const links = lots.slice(1).map(({ id }) => link('lot', id));
  const layout = layOut(lots, links, new Set());
  expect(layout.shown).toBe(shown + 1);
  expect(all(layout).reduce((sum, box) => sum + box.more, 0)).toBe(more);
  expect(edges(layout)).toBe(shown + (more ? 1 : 0)); // the lines to what is hidden are one
  expect(layOut(lots, links, new Set([1])).shown).toBe(count + 1);
});

test('what was asked for is shown also in a column of many', () => {
  const lots = [...Array.from({ length: 200 }, (_, i) => node(`n${i}`, 0)), node('lot', 0)];
  expect(all(layOut(lots, [], new Set())).some((box) => box.node?.asked)).toBe(true);
});

test('what lies in an area is found, and nothing else', () => {
  const layout = layOut(Array.from({ length: 300 }, (_, i) => node(`n${i}`, i % 3)), []);
  const area = { left: 200, top: 1000, right: 500, bottom: 1500 };
  const inside = ({ x, y }: Box): boolean =>
    x + boxSize.width >= area.left && x <= area.right && y + boxSize.height >= area.top && y <= area.bottom;
  expect(boxesIn(layout, area)).toEqual(all(layout).filter(inside));
  expect(boxesIn(layout, area).length).toBeGreaterThan(5);
  expect(boxesIn(layout, { left: -500, top: -500, right: -400, bottom: -400 })).toEqual([]);
});

test.each([['QJ20251122', 'QJ20251122'], ['琼北金橙琼北金橙琼北金橙', '琼北金橙琼北金橙琼北金…']])('%s fits as %s', (text, shown) => {
  expect(fitted(text)).toBe(shown);
});
