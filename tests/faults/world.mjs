// What the fault tests of the running program share: a data folder with the examples, made once and copied, rows and
// questions, and what the database holds.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Browser, json, program, request, serve, temporary, until } from '../api/platform.mjs';
import { copy_database, database_of, database_query, database_settings, on_postgres } from '../api/postgres.mjs';

const inspect_program = process.env.QY_INSPECT;
if (!inspect_program) throw new Error('QY_INSPECT names no program');

/** How often a fault is repeated: few times in the daily run, the full number with QY_FAULTS=full. */
export const rounds = (daily, full) => (process.env.QY_FAULTS === 'full' ? full : daily);

/** A whole number from `least` to `most`. */
export const between = (least, most) => least + Math.floor(Math.random() * (most - least + 1));
export const sleep = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));

let made;
/** Data of the demonstration, with its users and codes, for servers that start without --demo afterwards. */
async function template() {
  const server = await serve();
  const { users, codes } = server.ready;
  await server.end();
  return { data: server.data, users, codes };
}

export class World {
  /** A copy of the demonstration's data, for this test alone; what runs on it ends with the test. */
  static async open(test_context) {
    made ??= template();
    const { data, users, codes } = await made;
    const own = path.join(temporary(), 'data');
    fs.cpSync(data, own, { recursive: true });
    if (on_postgres) await copy_database(data, own);
    const world = new World(own, users, codes);
    test_context?.after(() => world.server?.end('SIGKILL'));
    return world;
  }
  constructor(data, users, codes) {
    Object.assign(this, { data, users, codes });
  }
  async start(options = {}) {
    this.server = await serve({ data: this.data, demo: false, ...options });
    return this.server;
  }
  /** The bearer token of an example user. */
  token(name) {
    return this.users.find((user) => user.name === name).token;
  }
  /** A browser in which an example user without second factor has signed in. */
  async sign_in(name) {
    const browser = new Browser();
    const { password } = this.users.find((user) => user.name === name);
    await this.server.data_of('session.login', { name, password }, { browser });
    return browser;
  }
  async kill() {
    assert.equal(await this.server.end('SIGKILL'), 'SIGKILL', 'the server ended before it was killed');
  }
  /** Starts a server and kills it at a moment before or just after it answers. */
  async kill_while_starting() {
    const ports = ['--port', 'auto', '--http-port', 'auto', '--ops-port', '0'];
    const env = { ...process.env, ...(await database_settings(['--data', this.data])) };
    const child = spawn(program, ['serve', '--data', this.data, ...ports], { stdio: 'ignore', env });
    const ended = new Promise((go) => child.once('exit', (code, signal) => go(signal ?? code)));
    await sleep(between(1, 150));
    child.kill('SIGKILL');
    assert.equal(await ended, 'SIGKILL', 'it ended by itself');
  }
  /** What the database holds, see inspect.cpp. */
  async inspect() {
    return inspect(this.data);
  }
  /** The database is whole, ledger and audit chain have no gap, no two ranges hold the same code. */
  async sound() {
    const found = await this.inspect();
    assert.equal(found.integrity, 'ok');
    assert.equal(found.foreign_key_faults, 0);
    assert.equal(found.ledger_gaps, 0);
    assert.equal(found.overlaps, 0);
    assert.equal(found.codes, found.serials, 'no serial was skipped');
    assert.equal(found.scans, found.scan_counts);
    assert.ok(Number((await json(['audit', 'verify', '--data', this.data])).records) > 0);
    return found;
  }
}

export async function inspect(data) {
  if (on_postgres) await database_query(data, 'CREATE EXTENSION IF NOT EXISTS amcheck');
  const database = on_postgres ? await database_of(data) : path.join(data, 'qiongyuan.db');
  const { stdout } = await promisify(execFile)(inspect_program, [database]);
  return JSON.parse(stdout);
}

/** A new lot of the orange farm, recorded in one row. */
export const orange_row = (lot_number) => ({
  product_name: '琼北金橙',
  specification: '5kg/箱 70-80mm',
  producer_name: '澄迈云坡果业专业合作社',
  lot_number,
  produced_on: '2026-01-10',
  production_address: '海南省澄迈县云坡镇分选中心',
  quantity: '20箱',
});

/** Whether every scan that was answered before this was asked is durable. */
export async function no_scan_waits(server) {
  const { text } = await request(server.ops, '/metrics');
  const pending = /^qiongyuan_scans_pending (\S+)$/m.exec(text);
  assert.ok(pending, 'the metric is there');
  return Number(pending[1]) === 0;
}
export { until };
