// Draws what of the graph of lots is in view. Only boxes in view and the lines that begin or end at one of them are drawn.
import { nameOf } from '@shared/language';
import { boxesIn, boxSize, fitted, type Area, type Box, type Edge, type Layout } from './flow';

export interface Colours {
  ground: string;
  line: string;
  edge: string;
  ink: string;
  quiet: string;
  accent: string;
  soft: string;
}

export const margin = 4; // around the boxes, so that their outlines are whole
const readable = 0.35; // below this scale texts are too small to read
const corner = 8;
const edgesThick = 150;

/** Colours of the theme, as an element has them. */
export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const one = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ground: one('--ground'), line: one('--el-border-color'), edge: one('--quiet'), ink: one('--ink'), quiet: one('--quiet'),
    accent: one('--accent'), soft: one('--accent-soft'),
  };
}

function outline(pen: CanvasRenderingContext2D, { x, y }: Box): void {
  const { width, height } = boxSize;
  pen.moveTo(x + corner, y);
  pen.arcTo(x + width, y, x + width, y + height, corner);
  pen.arcTo(x + width, y + height, x, y + height, corner);
  pen.arcTo(x, y + height, x, y, corner);
  pen.arcTo(x, y, x + width, y, corner);
  pen.closePath();
}

function drawEdges(pen: CanvasRenderingContext2D, boxes: Box[], colour: string): void {
  const edges = new Set<Edge>();
  for (const box of boxes) for (const edge of box.edges) edges.add(edge);
  pen.beginPath();
  for (const { from, to } of edges) {
    const [x1, y1, x2, y2] = [from.x + boxSize.width, from.y + boxSize.height / 2, to.x, to.y + boxSize.height / 2];
    const bend = Math.max(boxSize.gapX / 2, Math.abs(x2 - x1) / 2);
    pen.moveTo(x1, y1);
    pen.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
  }
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  pen.globalAlpha = edges.size > edgesThick ? 0.35 : 0.8; // where there are many, what lies below is seen
  pen.stroke();
  pen.globalAlpha = 1;
}

function drawBoxes(pen: CanvasRenderingContext2D, boxes: Box[], fill: string, stroke: string, lineWidth: number): void {
  if (boxes.length === 0) return;
  pen.beginPath();
  for (const box of boxes) outline(pen, box);
  pen.fillStyle = fill;
  pen.fill();
  pen.strokeStyle = stroke;
  pen.lineWidth = lineWidth;
  pen.stroke();
}

function drawTexts(pen: CanvasRenderingContext2D, boxes: Box[], colours: Colours, moreText: (more: number) => string, family: string): void {
  pen.fillStyle = colours.ink;
  pen.font = `13.5px ${family}`;
  for (const { node, more, x, y } of boxes) pen.fillText(node ? fitted(node.lot_number) : moreText(more), x + 10, node ? y + 23 : y + 33);
  pen.fillStyle = colours.quiet;
  pen.font = `12px ${family}`;
  for (const { node, x, y } of boxes) if (node) pen.fillText(fitted(nameOf(node, 'product') || nameOf(node, 'party'), 24), x + 10, y + 43);
}

export interface Look {
  left: number;
  top: number;
  scale: number;
  colours: Colours;
  family: string;
  moreText: (more: number) => string;
}

/** Draws the part that begins at `left`, `top` (pixels of the scaled graph); returns how many boxes that were. */
export function draw(canvas: HTMLCanvasElement, layout: Layout, look: Look): number {
  const pen = canvas.getContext('2d');
  if (!pen) return 0;
  const dots = canvas.width / Math.max(1, canvas.clientWidth);
  const { scale, colours } = look;
  const [x, y] = [look.left / scale - margin, look.top / scale - margin];
  const area: Area = { left: x, top: y, right: x + canvas.clientWidth / scale, bottom: y + canvas.clientHeight / scale };
  const boxes = boxesIn(layout, area);
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.setTransform(dots * scale, 0, 0, dots * scale, -x * dots * scale, -y * dots * scale);
  drawEdges(pen, boxes, colours.edge);
  drawBoxes(pen, boxes.filter(({ node }) => node && !node.asked), colours.ground, colours.line, 1);
  drawBoxes(pen, boxes.filter(({ node }) => !node), colours.soft, colours.line, 1);
  drawBoxes(pen, boxes.filter(({ node }) => node?.asked), colours.soft, colours.accent, 2);
  if (scale >= readable) drawTexts(pen, boxes, colours, look.moreText, look.family);
  return boxes.length;
}
