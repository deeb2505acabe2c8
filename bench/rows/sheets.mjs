// Workbooks of 20 columns: written beside the library alone, read beside unpacking and parsing alone; by turns in one process.
import assert from 'node:assert/strict';
import { tool } from '../lib/tool.mjs';

export async function measure(context) {
  const { rows, turns } = context.sizes.sheets;
  const measured = await tool(context, 'sheets', { rows, turns, folder: context.folder('sheets') });
  assert.deepEqual([measured.rows, measured.parsed], [rows, rows]);
  const us = (series) => series.cpu_us.p50 / rows;
  return {
    xlsx_read: { ours: us(measured.read), peer: us(measured.read_peer), more: { rows, columns: 20 } },
    xlsx_write: { ours: us(measured.write), peer: us(measured.write_peer), more: { rows, columns: 20 } },
  };
}
