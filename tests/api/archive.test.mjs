// An installation goes into a file and into another one, by the command line as an operator does it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { done, examples, json, run, serve, temporary } from './platform.mjs';

describe('archives', () => {
  const folder = temporary();
  const at = (name) => path.join(folder, name);
  const archive = (data, file) =>
    done(['export', '--format', 'archive', '--all', '--personal', '--reason', 'moving', '--out', file, '--data', data]);
  let server;
  after(() => server?.end());

  test('a new installation takes everything in, and its archive is the same', async () => {
    await done(['init', '--data', at('from')]);
    await done(['import', ...examples, '--data', at('from')]);
    await done(['codes', 'issue', '--lot', 'CYR260106', '--count', '20', '--data', at('from')]);
    await archive(at('from'), at('a.zip'));
    const told = await json(['import', '--archive', at('a.zip'), '--data', at('to')]);
    assert.ok(told.kinds.trace_event > 50 && told.kinds.code_range > 0 && told.personal === true, JSON.stringify(told));
    await archive(at('to'), at('b.zip'));
    assert.ok(fs.readFileSync(at('a.zip')).equals(fs.readFileSync(at('b.zip'))), 'the two archives differ');
    assert.match((await done(['trace', 'CYR260106', '--data', at('to')])).out, /东寨湾拼配咖啡豆/);
  });

  test('one with records, or with a server on it, does not', async () => {
    const again = await run(['import', '--archive', at('a.zip'), '--data', at('to'), '--lang', 'en']);
    assert.equal(again.code, 1);
    assert.match(again.err, /new installation/);
    server = await serve({ data: at('served'), demo: false });
    const beside = await run(['import', '--archive', at('a.zip'), '--data', at('served'), '--lang', 'en']);
    assert.equal(beside.code, 1);
    assert.match(beside.err, /server is running/);
  });

  test('personal values need a reason, and a lot is not for archives', async () => {
    const without = await run(['export', '--format', 'archive', '--all', '--personal', '--out', at('c.zip'), '--data', at('to')]);
    assert.equal(without.code, 1);
    const lot = await run(['export', '--format', 'archive', '--lot', 'CYR260106', '--out', at('c.zip'), '--data', at('to')]);
    assert.equal(lot.code, 1);
  });

  test('documents of a party, and its rows come back as what they were', async () => {
    const parties = await json(['trace', 'CYR260106', '--data', at('to')]);
    const table = (kind, format, file) =>
      done(['export', '--format', format, '--kind', kind, '--party', parties.party.id, '--out', at(file), '--data', at('to')]);
    await table('production_record', 'html', 'record.html');
    assert.match(fs.readFileSync(at('record.html'), 'utf8'), /<h1>生产记录<\/h1>[^]*CYR260106/);
    await table('events', 'xlsx', 'events.xlsx');
    assert.match((await done(['import', at('events.xlsx'), '--data', at('to')])).out, /accepted 0, exists [1-9]\d*, rejected 0/);
  });

  test('a party takes its own along, and it comes out of another installation the same', async () => {
    const orchard = async (data) => {
      const { out } = await done(['export', '--query', 'product.list', '--format', 'json', '--out', '-', '--data', data]);
      return JSON.parse(out).find((one) => one.party === '澄迈云坡果业专业合作社').party_id;
    };
    const own = async (data, file) => {
      const which = ['--party', await orchard(data), '--personal', '--reason', 'moving'];
      await done(['export', '--format', 'archive', ...which, '--out', file, '--data', data]);
      return execFileSync('unzip', ['-p', file, 'rows.json'], { encoding: 'utf8' });
    };
    const rows = await own(at('to'), at('party.zip'));
    assert.ok(JSON.parse(rows).length > 8, rows);
    await done(['init', '--data', at('third')]);
    await done(['import', examples.find((file) => file.endsWith('00-registry.json')), '--data', at('third')]);
    const taken = async () =>
      (await done(['import', '--party', await orchard(at('third')), at('party.zip'), '--data', at('third')])).out;
    assert.match(await taken(), /accepted [1-9]\d*, exists \d+, rejected 0/);
    assert.match(await taken(), /accepted 0, exists [1-9]\d*, rejected 0/);
    assert.equal(await own(at('third'), at('again.zip')), rows);
    const whole = await run(['import', '--archive', at('party.zip'), '--data', at('fourth'), '--lang', 'en']);
    assert.equal(whole.code, 1);
    assert.match(whole.err, /import --party/);
  });

  test('a template is a workbook', async () => {
    await done(['template', '--category', 'citrus', '--out', at('citrus.xlsx'), '--data', at('to')]);
    assert.equal(fs.readFileSync(at('citrus.xlsx')).subarray(0, 2).toString(), 'PK');
  });
});
