// Results as the file that programs read and the table that people read.
import fs from 'node:fs';
import path from 'node:path';
import { load, machine, rounded } from './figures.mjs';

const figure = (value) => (Number.isFinite(value) ? rounded(value) : null);

/** One row of the results: the row of the table with its figures; what could not be measured says why. */
export function result_of(row, measured) {
  const ours = figure(measured.ours);
  const peer = figure(measured.peer);
  const ratio = peer === null ? null : figure(measured.ratio ?? measured.ours / measured.peer);
  const judged = row.peer_name ? ratio : ours;
  return {
    name: row.name,
    ours,
    peer,
    peer_name: row.peer_name ?? null,
    unit: row.unit,
    ratio,
    aim: row.aim,
    better: row.better,
    met: judged === null ? null : row.better === 'lower' ? judged <= row.aim : judged >= row.aim,
    load: load(),
    note: measured.note ?? null,
    more: measured.more ?? {},
  };
}

export const failed_result = (row, why) => result_of(row, { note: `not measured: ${why}` });

/** Writes the results beside those of earlier rows: a run of one row replaces only that row. */
export function write_results(file, results, order) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let earlier = [];
  if (fs.existsSync(file)) earlier = JSON.parse(fs.readFileSync(file, 'utf8')).rows ?? [];
  const fresh = new Set(results.map((row) => row.name));
  const rows = [...earlier.filter((row) => !fresh.has(row.name) && order.includes(row.name)), ...results];
  rows.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const whole = { machine: machine(), taken_at: new Date().toISOString(), rows };
  fs.writeFileSync(`${file}.part`, JSON.stringify(whole, null, 2) + '\n');
  fs.renameSync(`${file}.part`, file);
}

const verdict = ({ met }) => (met === null ? '–' : met ? 'yes' : 'no');
const shown = (value) => (value === null ? '–' : value.toLocaleString('en', { maximumSignificantDigits: 4 }));

/** The results as a Markdown table, the one of docs/BENCHMARKS.md. */
export function table(results) {
  const head = ['Row', 'Ours', 'Peer', 'Unit', 'Ratio', 'Aim', 'Met', 'Load'];
  const lines = results.map((row) => [
    `\`${row.name}\``,
    shown(row.ours),
    shown(row.peer),
    row.unit,
    shown(row.ratio),
    `${row.better === 'lower' ? '≤' : '≥'} ${row.aim.toLocaleString('en')}`,
    verdict(row),
    shown(row.load),
  ]);
  const widths = head.map((_, i) => Math.max(...[head, ...lines].map((cells) => cells[i].length)));
  const text = (cells) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  const notes = results.filter((row) => row.note).map((row) => `${row.name}: ${row.note}`);
  return [text(head), rule, ...lines.map(text), ...notes].join('\n');
}
