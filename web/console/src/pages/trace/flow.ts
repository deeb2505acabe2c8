// The graph of lots in columns: what a lot was made of to the left, what became of it to the right. A column of many lots
// is shown in part until somebody opens it, its last box standing for the others.
import type { TraceLink, TraceNode } from '@/api/types';

export interface Box {
  /** None: it stands for `more` lots of its column. */
  node: TraceNode | null;
  more: number;
  column: number;
  x: number;
  y: number;
  edges: Edge[];
}

export interface Edge {
  from: Box;
  to: Box;
}

export interface Layout {
  width: number;
  height: number;
  /** Each from the top down. */
  columns: Box[][];
  shown: number;
}

export const boxSize = { width: 168, height: 56, gapX: 72, gapY: 16 };
/** Lots of a column before it is opened. */
export const columnMost = 40;

/** The column of each node: its distance as the server walked, shifted to begin at 0. */
function columnsOf(nodes: TraceNode[]): TraceNode[][] {
  const least = nodes.reduce((low, node) => Math.min(low, node.distance), 0);
  const columns: TraceNode[][] = [];
  for (const node of nodes) (columns[node.distance - least] ??= []).push(node);
  return Array.from(columns, (column) => column ?? []);
}

function neighbours(links: TraceLink[]): Map<string, string[]> {
  const near = new Map<string, string[]>();
  const add = (one: string, other: string): void => void (near.get(one)?.push(other) ?? near.set(one, [other]));
  for (const { from, to } of links) {
    add(from, to);
    add(to, from);
  }
  return near;
}

/** Puts each node near the middle of those that lead to it, so that lines cross little; what was asked for comes first
 * where only a part is shown. */
function ordered(columns: TraceNode[][], links: TraceLink[]): TraceNode[][] {
  const near = neighbours(links);
  const place = new Map<string, number>();
  const weight = (node: TraceNode): number => {
    const known = (near.get(node.id) ?? []).map((id) => place.get(id)).filter((at): at is number => at !== undefined);
    return known.length ? known.reduce((sum, at) => sum + at, 0) / known.length : 0;
  };
  return columns.map((column) => {
    const weights = new Map(column.map((node) => [node.id, node.asked ? -1 : weight(node)]));
    const sorted = [...column].sort((a, b) => (weights.get(a.id) ?? 0) - (weights.get(b.id) ?? 0));
    sorted.forEach((node, index) => place.set(node.id, index));
    return sorted;
  });
}

function boxesOf(column: TraceNode[], at: number, isOpen: boolean): Box[] {
  const most = isOpen || column.length <= columnMost + 1 ? column.length : columnMost;
  const box = (node: TraceNode | null, more: number): Box => ({ node, more, column: at, x: at * (boxSize.width + boxSize.gapX), y: 0, edges: [] });
  const boxes = column.slice(0, most).map((node) => box(node, 0));
  return most < column.length ? [...boxes, box(null, column.length - most)] : boxes;
}

/** Each pair of boxes once; links to lots outside of the answer are left out. */
function connect(columns: Box[][], hidden: Map<string, Box>, links: TraceLink[]): void {
  const boxes = new Map(hidden);
  for (const column of columns) for (const box of column) if (box.node) boxes.set(box.node.id, box);
  const seen = new Map<Box, Set<Box>>();
  for (const link of links) {
    const from = boxes.get(link.from);
    const to = boxes.get(link.to);
    if (!from || !to || seen.get(from)?.has(to)) continue;
    (seen.get(from) ?? seen.set(from, new Set()).get(from))?.add(to);
    const edge = { from, to };
    from.edges.push(edge);
    to.edges.push(edge);
  }
}

/** `open`: the columns that are shown whole. */
export function layOut(nodes: TraceNode[], links: TraceLink[], open: ReadonlySet<number> | 'all' = 'all'): Layout {
  const { width, height, gapX, gapY } = boxSize;
  const sorted = ordered(columnsOf(nodes), links);
  const columns = sorted.map((column, at) => boxesOf(column, at, open === 'all' || open.has(at)));
  const tallest = columns.reduce((most, column) => Math.max(most, column.length), 1);
  const total = tallest * (height + gapY) - gapY;
  const hidden = new Map<string, Box>();
  columns.forEach((column, at) => {
    const top = (total - (column.length * (height + gapY) - gapY)) / 2;
    column.forEach((box, index) => (box.y = top + index * (height + gapY)));
    const last = column[column.length - 1];
    if (last?.more) sorted[at]?.slice(column.length - 1).forEach((node) => hidden.set(node.id, last));
  });
  connect(columns, hidden, links);
  return { width: columns.length * (width + gapX) - gapX, height: total, columns, shown: nodes.length - hidden.size };
}

export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The boxes of which something lies in an area; columns are looked into from where it begins, so that it costs what is
 * seen, however many there are. */
export function boxesIn({ columns }: Layout, area: Area): Box[] {
  const { width, height, gapX, gapY } = boxSize;
  const first = Math.max(0, Math.floor((area.left - width) / (width + gapX)));
  const last = Math.floor(area.right / (width + gapX));
  return columns.slice(first, last + 1).flatMap((column) => {
    const top = column[0]?.y ?? 0;
    const from = Math.max(0, Math.ceil((area.top - top - height) / (height + gapY)));
    const to = Math.floor((area.bottom - top) / (height + gapY));
    return column.slice(from, Math.max(from, to + 1)).filter((box) => box.x + width >= area.left);
  });
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
