// kill -9 in the middle of the import of a workbook: it goes on where it was, no row twice, none missing, in memory
// that does not grow with the file. 100,000 rows with QY_FAULTS=full.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ended_import, import_rows, import_status, start_import } from '../api/import_parts.mjs';
import { root, sanitized } from '../api/platform.mjs';
import { workbook, zip } from '../api/workbook.mjs';
import { World, rounds, until } from './world.mjs';

const count = rounds(5_000, 100_000);
const kills = rounds(3, 5);
const header = ['产品名称', '规格', '生产企业名称', '批次', '生产日期', '产地'];
const row = (i) => ['琼北金橙', '5kg/箱 70-80mm', '澄迈云坡果业专业合作社', `KILL-${i}`, '2026-01-10', '海南省澄迈县云坡镇分选中心'];

/** The most memory that the server had so far, in MiB. */
const peak = (server) =>
  Number(/^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]) / 1024;

test(`a workbook of ${count} rows, and a server that is killed ${kills} times`, async (t) => {
  const world = await World.open(t);
  const options = { as: world.token('demo.orange.clerk') };
  const before = await world.inspect();
  await world.start();
  const calm = peak(world.server);
  const began = Date.now();
  const file = workbook([header, ...Array.from({ length: count }, (_, i) => row(i))]);
  const job = await start_import(world.server, file, options, { file_name: '批次.xlsx' });
  let most = 0;
  for (let kill = 1; kill <= kills; ++kill) {
    const enough = Math.floor((count * kill) / (kills + 1));
    const seen = await until(
      `${enough} rows`,
      async () => {
        const now = await import_status(world.server, job, options);
        return now.rows_read >= enough && now;
      },
      3600,
    );
    assert.equal(seen.state, 'running', 'it was to be killed in the middle');
    most = Math.max(most, peak(world.server));
    await world.kill();
    await world.start();
  }
  const done = await ended_import(world.server, job, options, 3600);
  most = Math.max(most, peak(world.server));
  assert.deepEqual([done.state, done.accepted, done.exists, done.rejected], ['done', count, 0, 0]);
  const lines = (await import_rows(world.server, job, options)).map((one) => one.line);
  assert.deepEqual(
    lines,
    Array.from({ length: count }, (_, i) => i + 2),
  );
  const again = await start_import(world.server, file, options, { file_name: '批次.xlsx' });
  assert.equal((await ended_import(world.server, again, options, 3600)).exists, count, 'every row is there');
  const seconds = (Date.now() - began) / 1000;
  t.diagnostic(`${count} rows twice with ${kills} kills: ${seconds.toFixed(1)} s, ${calm.toFixed(0)} → ${most.toFixed(0)} MiB`);
  if (!sanitized()) assert.ok(most - calm < 160, `memory rose from ${calm} to ${most} MiB`);
  await world.server.end();
  const after = await world.sound();
  assert.equal(after.submissions - before.submissions, count, 'one submission for every row');
});

const photos = rounds(12, 200);

test(`a ZIP of rows with ${photos} photos, and a server that is killed ${kills} times among them`, async (t) => {
  const world = await World.open(t);
  const options = { as: world.token('demo.orange.clerk') };
  await world.start();
  const picture = fs.readFileSync(path.join(root, 'fuzz/corpus/picture/corners.jpg'));
  const table = [header, ...Array.from({ length: photos }, (_, i) => row(i))].map((one) => `${one.join(',')}\n`).join('');
  const files = Array.from({ length: photos }, (_, i) => [`照片/KILL-${i}.jpg`, picture]);
  const job = await start_import(world.server, zip([['台账.csv', table], ...files]), options, { file_name: '台账.zip' });
  for (let kill = 1; kill <= kills; ++kill) {
    const enough = Math.floor((photos * kill) / (kills + 1));
    await until(`${enough} photos`, async () => (await import_status(world.server, job, options)).files.done >= enough, 600);
    await world.kill();
    await world.start();
  }
  const done = await ended_import(world.server, job, options, 600);
  assert.deepEqual([done.state, done.accepted, done.files], ['done', photos, { all: photos, done: photos, attached: photos }]);
  const { items } = await world.server.data_of('import.files', { import: job.import_id, limit: 1000 }, options);
  assert.deepEqual(
    items.map((one) => [one.number, one.line]),
    files.map((_, i) => [i + 1, i + 2]),
  );
  for (const one of items) {
    const there = await world.server.data_of('media.list', { subject: one.subject, id: one.subject_id }, options);
    assert.deepEqual(there.items.map((media) => media.id), [one.media], 'one photo of each');
  }
  await world.server.end();
  await world.sound();
});
