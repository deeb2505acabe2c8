// kill -9 while a file with personal data is on its way to whoever asked for it: nothing of it is left that could be read.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import { ended_import, start_import } from '../api/import_parts.mjs';
import { done, loopback, stays, temporary } from '../api/platform.mjs';
import { workbook } from '../api/workbook.mjs';
import { World } from './world.mjs';

const planted = '符玉兰甲乙丙';
const rows = 1_000; // each with twelve kilobytes: more than any buffer on the way holds
const random_text = () =>
  Array.from({ length: 3_900 }, () => String.fromCharCode(0x4e00 + Math.floor(Math.random() * 0x4000))).join('');
const titles = ['产品名称', '规格型号', '生产企业名称', '生产批次', '生产日期', '生产地址', '生产工艺', '种植户'];
const row = (i) => ['琼北金橙', '5kg/箱 70-80mm', '澄迈云坡果业专业合作社', `TMP-${i}`, '2026-01-10', '海南省澄迈县云坡镇', random_text(), planted];
const table = [titles, ...Array.from({ length: rows }, (_, i) => row(i))];

/** Every file below a folder. */
function files_in(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const where = path.join(folder, entry.name);
    if (entry.isDirectory()) return files_in(where);
    return entry.isFile() && stays(where) ? [where] : [];
  });
}

/** Asks for a file, takes its first piece and no more: {type, ended()}. */
function first_piece(server, name, body, token) {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
    const { port } = new URL(server.http);
    const options = { host: loopback, port, path: `/api/v1/${name}`, method: 'POST', headers, agent: false };
    const sent = http.request(options, (reply) => {
      let ended = false;
      reply.on('end', () => (ended = true));
      reply.once('data', (piece) => {
        reply.pause();
        const told = { status: reply.statusCode, type: reply.headers['content-type'], ended: () => ended };
        if (told.status === 200) resolve(told);
        else reject(new Error(`${name}: ${told.status} ${piece}`));
      });
      reply.on('error', () => {}); // the server is killed
    });
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}

test('files that are made for one caller are gone with the program, however it ends', async (t) => {
  const world = await World.open(t);
  const folder = temporary();
  const TMPDIR = path.join(folder, 'tmp');
  fs.mkdirSync(TMPDIR);
  const file = path.join(folder, 'harvest.csv');
  fs.writeFileSync(file, table.map((cells) => cells.join(',') + '\n').join(''));
  assert.match((await done(['import', file, '--data', world.data])).out, new RegExp(`accepted ${rows}, exists 0, rejected 0`));

  const start = () => world.start({ env: { TMPDIR } });
  await start();
  const as = (name) => ({ as: world.token(name) });
  const { party_id: party } = await world.server.data_of('session.whoami', {}, as('demo.orange.admin'));
  const job = await start_import(world.server, workbook(table), as('demo.orange.clerk'), { file_name: 'a.xlsx' });
  await ended_import(world.server, job, as('demo.orange.clerk'), 600);

  /** Two persons agree to a file with personal values. */
  async function approval() {
    const { id } = await world.server.data_of('export.propose', { reason: '监管部门要求' }, as('demo.orange.admin'));
    await world.server.data_of('export.approve', { approval: id }, { browser: await world.sign_in('demo.orange.reviewer') });
    return id;
  }
  const period = { from: '2020-01-01', until: '2030-12-31' };
  const files = [
    ['record.export', async () => ({ kind: 'events', format: 'csv', ...period, approval: await approval() }), /^text\/csv/],
    ['record.export', async () => ({ kind: 'events', format: 'xlsx', ...period, approval: await approval() }), /spreadsheetml/],
    ['archive.export', async () => ({ party, approval: await approval() }), /^application\/zip/],
    ['import.result', async () => ({ import: job.import_id }), /spreadsheetml/],
  ];
  for (const [name, body, type] of files) {
    const who = name === 'import.result' ? 'demo.orange.clerk' : 'demo.orange.admin';
    const told = await first_piece(world.server, name, await body(), world.token(who));
    assert.match(told.type, type);
    await new Promise((go) => setTimeout(go, 300));
    assert.equal(told.ended(), false, `${name}: it was to be killed in the middle`);
    await world.kill();
    assert.deepEqual(files_in(TMPDIR), [], name);
    const left = files_in(world.data).filter((one) => fs.readFileSync(one).includes(planted));
    assert.deepEqual(left, [], name);
    await start();
  }
  await world.server.end();
  await world.sound();
});
