// Imports in the background, as their tests begin and follow them.
import assert from 'node:assert/strict';
import { until } from './platform.mjs';

/** The most of a file that one request holds. */
export const part_bytes = 4 << 20;

/** Sends a file in parts and starts its import. */
export async function start_import(server, bytes, options, more = {}, part = part_bytes) {
  let upload;
  for (let offset = 0; offset < bytes.length; offset += part) {
    const content_base64 = bytes.subarray(offset, offset + part).toString('base64');
    const got = await server.data_of('import.upload', { ...(upload && { upload }), offset, content_base64 }, options);
    upload = got.upload;
    assert.equal(got.bytes, Math.min(offset + part, bytes.length));
  }
  return server.data_of('import.start', { upload, file_name: 'rows.csv', ...more }, options);
}

export const import_status = (server, job, options) =>
  server.data_of('import.status', { import: job.import_id }, options);

/** The job when it runs no more. */
export function ended_import(server, job, options, seconds = 120) {
  return until(
    'the import ends',
    async () => {
      const now = await import_status(server, job, options);
      return now.state !== 'running' && now;
    },
    seconds,
  );
}

/** What became of every row. */
export async function import_rows(server, job, options) {
  const rows = [];
  for (let cursor = 0; cursor !== null; ) {
    const page = await server.data_of('import.rows', { import: job.import_id, cursor, limit: 1000 }, options);
    rows.push(...page.items);
    cursor = page.next_cursor;
  }
  return rows;
}

/** The file with what became of its rows. */
export async function import_result(server, job, options) {
  const reply = await server.call('import.result', { import: job.import_id }, options);
  assert.equal(reply.status, 200, reply.text);
  return reply.bytes;
}
