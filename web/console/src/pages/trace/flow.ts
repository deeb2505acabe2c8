// The graph of lots in columns: what a lot was made of to the left, what became of it to the right.
import type { TraceLink, TraceNode } from '@/api/types';

export interface Box extends TraceNode {
  x: number;
  y: number;
}

export interface Edge {
  key: string;
  path: string;
}

export interface Layout {
  width: number;
  height: number;
  boxes: Box[];
  edges: Edge[];
}

export const boxSize = { width: 168, height: 56, gapX: 72, gapY: 16 };

/** The column of each node: its distance as the server walked, shifted to begin at 0. */
function columnsOf(nodes: TraceNode[]): TraceNode[][] {
  const least = Math.min(0, ...nodes.map((node) => node.distance));
  const columns: TraceNode[][] = [];
  for (const node of nodes) (columns[node.distance - least] ??= []).push(node);
  return Array.from(columns, (column) => column ?? []);
}

/** Puts each node near the middle of those that lead to it, so that lines cross little. */
function ordered(columns: TraceNode[][], links: TraceLink[]): TraceNode[][] {
  const place = new Map<string, number>();
  const weight = (node: TraceNode): number => {
    const near = links.flatMap(({ from, to }) => (to === node.id ? [from] : from === node.id ? [to] : []));
    const known = near.map((id) => place.get(id)).filter((at): at is number => at !== undefined);
    return known.length ? known.reduce((sum, at) => sum + at, 0) / known.length : 0;
  };
  return columns.map((column) => {
    const weights = new Map(column.map((node) => [node.id, weight(node)]));
    const sorted = [...column].sort((a, b) => (weights.get(a.id) ?? 0) - (weights.get(b.id) ?? 0));
    sorted.forEach((node, index) => place.set(node.id, index));
    return sorted;
  });
}

export function layOut(nodes: TraceNode[], links: TraceLink[]): Layout {
  const { width, height, gapX, gapY } = boxSize;
  const columns = ordered(columnsOf(nodes), links);
  const tallest = Math.max(1, ...columns.map((column) => column.length));
  const total = tallest * (height + gapY) - gapY;
  const boxes = columns.flatMap((column, c) => {
    const top = (total - (column.length * (height + gapY) - gapY)) / 2;
    return column.map((node, r) => ({ ...node, x: c * (width + gapX), y: top + r * (height + gapY) }));
  });
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const edges = links.flatMap(({ from, to, event_id }) => {
    const a = byId.get(from);
    const b = byId.get(to);
    return a && b ? [{ key: `${from}-${to}-${event_id}`, path: curve(a, b) }] : [];
  });
  return { width: columns.length * (width + gapX) - gapX, height: total, boxes, edges };
}

function curve(a: Box, b: Box): string {
  const { width, height, gapX } = boxSize;
  const [x1, y1, x2, y2] = [a.x + width, a.y + height / 2, b.x, b.y + height / 2];
  const bend = Math.max(gapX / 2, Math.abs(x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** As much of a text as a box holds; a Chinese character counts twice. */
export function fitted(text: string, units = 22): string {
  let used = 0;
  let out = '';
  for (const one of text) {
    used += one.charCodeAt(0) > 0x2e80 ? 2 : 1;
    if (used > units) return `${out}…`;
    out += one;
  }
  return out;
}
