// Imports in the background: parts, progress, pause, and a program that is killed in the middle: no row twice, none
// missing. QY_IMPORT_ROWS=100000 asks for the full size.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { csv, run, serve, temporary, until } from './platform.mjs';

const count = Number(process.env.QY_IMPORT_ROWS ?? 6_000);
const farm = '澄迈云坡果业专业合作社';
const header = '产品名称,规格,生产企业名称,批次,生产日期,产地\n';
const row = (lot) => `琼北金橙,5kg/箱 70-80mm,${farm},${lot},2026-01-10,海南省澄迈县云坡镇分选中心\n`;
const sheet = (prefix, rows) => header + Array.from({ length: rows }, (_, i) => row(`${prefix}-${i}`)).join('');

/** Sends a file in parts and starts its import. */
async function start(server, text, options, more = {}) {
  const bytes = Buffer.from(text);
  const part = Math.ceil(bytes.length / 3);
  let upload;
  for (let offset = 0; offset < bytes.length; offset += part) {
    const content_base64 = bytes.subarray(offset, offset + part).toString('base64');
    const got = await server.data_of('import.upload', { ...(upload && { upload }), offset, content_base64 }, options);
    upload = got.upload;
    assert.equal(got.bytes, Math.min(offset + part, bytes.length));
  }
  return server.data_of('import.start', { upload, file_name: 'rows.csv', ...more }, options);
}

async function all_rows(server, job, options) {
  const rows = [];
  for (let cursor = 0; cursor !== null; ) {
    const page = await server.data_of('import.rows', { import: job.import_id, cursor, limit: 1000 }, options);
    rows.push(...page.items);
    cursor = page.next_cursor;
  }
  return rows;
}

describe('a killed server', () => {
  test(`goes on in the middle of ${count} rows: none twice, none missing`, async () => {
    const data = path.join(temporary(), 'data');
    const clerk = { as: 'demo.orange.clerk' };
    let server = await serve({ data });
    const status = (job) => server.data_of('import.status', { import: job.import_id }, clerk);
    const job = await start(server, sheet('KILL', count), clerk);
    for (const share of [0.2, 0.5, 0.8]) {
      await until(`${share} is read`, async () => (await status(job)).rows_read >= count * share, 600);
      assert.equal((await status(job)).state, 'running', 'it was to be killed in the middle');
      await server.end('SIGKILL');
      server = await serve({ data });
    }
    await until('it is done', async () => (await status(job)).state === 'done', 1200);
    const done = await status(job);
    assert.deepEqual([done.accepted, done.exists, done.rejected, done.waiting], [count, 0, 0, 0]);
    const rows = await all_rows(server, job, clerk);
    assert.deepEqual(
      rows.map((one) => one.line),
      Array.from({ length: count }, (_, i) => i + 2),
    );
    const lots = new Set();
    for (let cursor; cursor !== null; ) {
      const body = { import: job.import_id, limit: 200, ...(cursor && { cursor }) };
      const page = await server.data_of('submission.list', body, clerk);
      for (const item of page.items) lots.add(item.id);
      cursor = page.next_cursor;
    }
    assert.equal(lots.size, count, 'one submission for every row');
    await server.end();
  });
});

describe('beside a server', () => {
  let server;
  const clerk = { as: 'demo.orange.clerk' };
  before(async () => (server = await serve()));
  after(() => server?.end());

  test('pause, resume and cancel; what is done stays', async () => {
    const job = await start(server, sheet('PAUSE', 5_000), clerk);
    const which = { import: job.import_id };
    const paused = await server.data_of('import.pause', which, clerk);
    assert.equal(paused.state, 'paused');
    const still = (await server.data_of('import.status', which, clerk)).rows_read;
    assert.ok(still < 5_000);
    await server.refused(409, 'import.state', 'import.pause', which, clerk);
    assert.equal((await server.data_of('import.resume', which, clerk)).state, 'running');
    assert.equal((await server.data_of('import.cancel', which, clerk)).state, 'cancelled');
    const done = await server.data_of('import.status', which, clerk);
    assert.equal((await all_rows(server, job, clerk)).length, done.accepted);
    await server.refused(409, 'import.state', 'import.resume', which, clerk);
  });

  test('a mapping is kept for the party, and goes for its next file', async () => {
    const text = (lot) => `货名,批,厂家,生产日期,产地\n琼北金橙,${lot},${farm},2026-01-10,澄迈\n`;
    const mapping = { 货名: 'product_name', 批: '批次', 厂家: 'producer_name' };
    const done = async (job) => {
      await until('done', async () => {
        return (await server.data_of('import.status', { import: job.import_id }, clerk)).state !== 'running';
      });
      return server.data_of('import.status', { import: job.import_id }, clerk);
    };
    assert.equal((await done(await start(server, text('MAP-1'), clerk, { mapping }))).accepted, 1);
    assert.equal((await done(await start(server, text('MAP-2'), clerk))).accepted, 1);
  });

  test('the command sends a large file in parts and reports every row', async () => {
    const folder = temporary();
    const file = path.join(folder, 'large.csv');
    const report = path.join(folder, 'report.csv');
    const rows = 9_000;
    fs.writeFileSync(file, sheet('CLI', rows) + row('').replace('2026-01-10', '早上'));
    assert.ok(fs.statSync(file).size > 1 << 20);
    const ended = await run(['import', file, '--data', server.data, '--report', report]);
    assert.equal(ended.code, 3, ended.err);
    assert.equal(ended.lines[0], `${file}: accepted ${rows}, exists 0, rejected 1`);
    const told = csv(fs.readFileSync(report, 'utf8'));
    assert.equal(new Set(told.map((one) => one.line)).size, rows + 1);
    assert.ok(told.filter((one) => one.status === 'rejected').every((one) => one.line === String(rows + 2)));
  });
});
