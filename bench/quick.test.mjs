// script/bench in tiny sizes: every row of the table gives a well-formed result. No figure is judged.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { members, rows } from './rows.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qy-bench-test-'));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const driver = (...args) => spawnSync(process.execPath, ['run.mjs', ...args], { encoding: 'utf8', timeout: 900_000 });
const quick = (out, ...args) =>
  driver('--quick', '--program', process.env.QY_PROGRAM, '--tool', process.env.QY_BENCH, '--out', out, ...args);

/** Peers that a machine without the packages of script/bench has not: their rows say so. */
const MAY_LACK = /nginx is not installed|wrk is not installed|no server of PostgreSQL|open files/;

function check_row(row, result) {
  for (const name of members) assert.ok(name in result, `${row.name} has no ${name}`);
  assert.deepEqual([result.unit, result.aim, result.better], [row.unit, row.aim, row.better]);
  assert.equal(result.peer_name, row.peer_name ?? null);
  if (result.note) assert.match(result.note, MAY_LACK, row.name);
  if (result.ours === null) return assert.ok(result.note, `${row.name} has neither a figure nor a reason`);
  assert.ok(result.ours > 0, `${row.name}: ${result.ours}`);
  if (!row.peer_name) return assert.equal(result.ratio, null);
  if (result.peer === null) return assert.ok(result.note, `${row.name} has neither a peer nor a reason`);
  assert.ok(result.peer > 0 && result.ratio > 0, row.name);
  assert.equal(result.met, row.better === 'lower' ? result.ratio <= row.aim : result.ratio >= row.aim);
}

describe('script/bench', () => {
  test('every row gives a figure beside its peer, or says why not', () => {
    const out = path.join(folder, 'all.json');
    const ended = quick(out);
    const results = JSON.parse(fs.readFileSync(out, 'utf8'));
    assert.ok(results.machine.cpus >= 1 && Date.parse(results.taken_at) > 0);
    assert.deepEqual(results.rows.map((row) => row.name), rows.map((row) => row.name), ended.stderr);
    rows.forEach((row, i) => check_row(row, results.rows[i]));
    for (const row of rows) assert.ok(ended.stdout.includes(`\`${row.name}\``), row.name);
  });

  test('a run of one row keeps the others', () => {
    const out = path.join(folder, 'one.json');
    const other = { name: 'memory', ours: 7 };
    fs.writeFileSync(out, JSON.stringify({ rows: [other, { name: 'no_row_any_more' }] }));
    const ended = quick(out, 'issue_codes');
    assert.equal(ended.status, 0, ended.stderr);
    const results = JSON.parse(fs.readFileSync(out, 'utf8')).rows;
    assert.deepEqual(results.map((row) => row.name), ['issue_codes', 'memory']);
    assert.deepEqual(results[1], other);
  });

  test('an unknown row is refused by name', () => {
    const ended = driver('no_such_row');
    assert.equal(ended.status, 2);
    assert.match(ended.stderr, /no row no_such_row; there are: hot_trace_query/);
  });
});
