// Keys and memory as an operator and an assessor see them: public keys that verify seals with openssl alone, pages that
// stay out of swap, a clock that is not believed.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { done, json, program, run, sanitized, serve, temporary, until } from './platform.mjs';
import { on_postgres } from './postgres.mjs';

const data_of = (folder) => path.join(folder, 'data');
const exported = (data) => json(['keys', 'export-public', '--data', data]).then((told) => told.keys);

/** Verifies a seal of the exported trail with nothing but openssl and a file of public keys: true or false. */
function openssl_verifies(folder, record, pem) {
  const file = (name, content) => {
    const where = path.join(folder, name);
    fs.writeFileSync(where, content);
    return where;
  };
  const { through, hash, signature } = record.detail;
  // r and s as the DER that openssl reads: its own tool writes it.
  const parts = `asn1=SEQUENCE:pair\n[pair]\nr=INTEGER:0x${signature.slice(0, 64)}\ns=INTEGER:0x${signature.slice(64)}\n`;
  const der = path.join(folder, 'seal.der');
  execFileSync('openssl', ['asn1parse', '-genconf', file('seal.cnf', parts), '-out', der, '-noout']);
  const text = file('seal.txt', `${record.action}\n${through}\n${hash}\n`);
  const key = file('key.pem', pem);
  const args = ['dgst', '-sm3', '-verify', key, '-signature', der, '-sigopt', 'distid:1234567812345678', text];
  return spawnSync('openssl', args, { encoding: 'utf8' }).stdout.trim() === 'Verified OK';
}

describe('public keys', () => {
  const folder = temporary();
  let server;
  before(async () => {
    server = await serve({ data: data_of(folder), demo: false, settings: { 'audit.seal_records': 1 } });
  });
  after(() => server?.end());

  async function seals() {
    const { lines } = await done(['audit', 'export', '-', '--data', server.data]);
    return lines.map((line) => JSON.parse(line)).filter((record) => record.action === 'audit.seal');
  }

  test('a seal is verified with openssl alone, also one of a retired key, and nothing else is', async () => {
    await until('a seal', async () => (await seals()).length > 0);
    const [old_seal] = await seals();
    await done(['keys', 'rotate', '--data', server.data, '--purpose', 'audit']);
    const new_seal = await until('a seal of the new key', async () =>
      (await seals()).find((record) => record.detail.epoch === '2'),
    );
    const keys = await exported(server.data);
    assert.deepEqual(
      keys.map(({ purpose, epoch, state, algorithm }) => [purpose, epoch, state, algorithm]),
      [
        ['audit', 2, 'active', 'SM2-SM3'],
        ['audit', 1, 'retired', 'SM2-SM3'],
      ],
    );
    const [present, retired] = keys;
    assert.ok(openssl_verifies(folder, old_seal, retired.pem));
    assert.ok(openssl_verifies(folder, new_seal, present.pem));
    assert.ok(!openssl_verifies(folder, old_seal, present.pem), 'the key of another epoch');
    const forged = { ...old_seal, detail: { ...old_seal.detail, hash: 'f'.repeat(64) } };
    assert.ok(!openssl_verifies(folder, forged, retired.pem), 'another hash');
  });

  test('the PEM file holds every key with its fingerprint, which openssl computes the same', async () => {
    const file = path.join(folder, 'keys.pem');
    await done(['keys', 'export-public', '--data', server.data, '--file', file]);
    const text = fs.readFileSync(file, 'utf8');
    const keys = await exported(server.data);
    for (const key of keys) {
      assert.ok(text.includes(`SM3 ${key.fingerprint}\n${key.pem}`));
      const der = execFileSync('openssl', ['pkey', '-pubin', '-outform', 'DER'], { input: key.pem });
      const digest = execFileSync('openssl', ['dgst', '-sm3', '-r'], { input: der, encoding: 'utf8' });
      assert.equal(digest.split(' ')[0], key.fingerprint);
      assert.ok(der.toString('hex').endsWith(key.point));
    }
    assert.equal(text.split('BEGIN PUBLIC KEY').length - 1, keys.length);
    assert.ok(!text.includes('PRIVATE'));
  });

  test('without a running server they are the same', async () => {
    const beside = await exported(server.data);
    await server.end();
    assert.deepEqual(await exported(server.data), beside);
    server = undefined;
  });
});

describe('memory', () => {
  const locked_kb = (pid) => Number(/^VmLck:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

  /** A server started through another command, which sets its limits; {pid, log, end}. */
  async function serve_under(...command) {
    const folder = temporary();
    const log = path.join(folder, 'log');
    const ready = path.join(folder, 'ready.json');
    const args = ['serve', '--data', data_of(folder), '--port', 'auto', '--http-port', '0', '--ops-port', '0'];
    const out = fs.openSync(log, 'w');
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('QIONGYUAN_')));
    const [first, ...rest] = [...command, program, ...args, '--ready-file', ready];
    const child = spawn(first, rest, { stdio: ['ignore', out, out], env });
    const told = () => fs.readFileSync(log, 'utf8');
    await until('the ready file', () => {
      assert.equal(child.exitCode, null, told());
      return fs.existsSync(ready);
    }, 180);
    const end = async () => {
      child.kill('SIGTERM');
      await new Promise((ended) => child.once('exit', ended));
    };
    return { pid: JSON.parse(fs.readFileSync(ready, 'utf8')).pid, told, end };
  }
  // Root exceeds every limit unless it gives that right up.
  const without_right = process.getuid() === 0 ? ['setpriv', '--bounding-set', '-ipc_lock', '--inh-caps', '-ipc_lock'] : [];

  test('keys are locked within the limit, and what can be swapped is told', { skip: sanitized() }, async () => {
    const some = await serve_under('prlimit', '--memlock=262144:262144', ...without_right);
    assert.match(some.told(), /hardening\.keys_locked/);
    assert.equal(locked_kb(some.pid), 64);
    await some.end();
    const none = await serve_under('prlimit', '--memlock=0:0', ...without_right);
    assert.match(none.told(), /hardening\.memory_swappable/);
    assert.equal(locked_kb(none.pid), 0);
    await none.end();
  });

  test('without a limit the whole process is locked', { skip: sanitized() }, async (t) => {
    if (spawnSync('prlimit', ['--memlock=unlimited:unlimited', 'true']).status !== 0) {
      return t.skip('this machine does not let us take the limit away');
    }
    const all = await serve_under('prlimit', '--memlock=unlimited:unlimited');
    assert.match(all.told(), /hardening\.memory_locked/);
    assert.ok(locked_kb(all.pid) > 10_000);
    await all.end();
  });
});

test('signing out leaves nothing of the session behind', async () => {
  const server = await serve();
  const browser = await server.sign_in('demo.printing');
  const sessions = async () => (await server.data_of('session.list', {}, { browser })).items;
  const [own] = (await sessions()).filter((one) => one.present);
  const cookies = new Map(browser.cookies);
  const csrf = browser.csrf;
  const reply = await server.call('session.logout', {}, { browser });
  assert.equal(reply.status, 200);
  assert.match(reply.headers['set-cookie'].join(), /qy_session=;.*Max-Age=0/);
  assert.ok(![...browser.cookies.keys()].some((name) => name.endsWith('qy_session')));
  browser.cookies = cookies; // a browser that kept it all the same
  browser.csrf = csrf;
  await server.refused(401, 'session.ended', 'session.list', {}, { browser });
  await server.end();
  if (on_postgres) return;
  const rows = execFileSync('sqlite3', [
    path.join(server.data, 'qiongyuan.db'),
    `SELECT count(*) FROM session WHERE session_id = ${own.id}`,
  ]);
  assert.equal(rows.toString().trim(), '0');
});

// A sanitizer's library and the one that fakes the time both want to be the first that is loaded.
test('a clock a year ahead at the start disables nobody until an operator confirms it', { skip: sanitized() }, async () => {
  const data = data_of(temporary());
  const first = await serve({ data });
  await first.end();
  const states = async (base) => {
    const { items } = await base.data_of('user.list', { limit: 200 }, { base: base.admin });
    return items.map((item) => item.state);
  };
  const faketime = fs.realpathSync(
    execFileSync('find', ['/usr/lib', '-name', 'libfaketimeMT.so.1'], { encoding: 'utf8' }).trim().split('\n')[0],
  );
  const ahead = { LD_PRELOAD: faketime, FAKETIME: '+400d', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
  const wrong = await serve({ data, demo: false, env: ahead });
  assert.match(fs.readFileSync(wrong.log, 'utf8'), /clock\.ahead/);
  assert.ok((await states(wrong)).every((state) => state === 'active'));
  const shown = await run(['clock', '--data', data], { env: ahead });
  assert.equal(shown.code, 3, shown.err);
  assert.equal(JSON.parse(shown.out).ahead, true);
  await wrong.end();
  const again = await serve({ data, demo: false, env: ahead });
  assert.ok((await states(again)).every((state) => state === 'active'), 'nor at the next start');
  await done(['clock', '--data', data, '--confirm', 'the platform stood still for a year'], { env: ahead });
  await again.end();
  const confirmed = await serve({ data, demo: false, env: ahead });
  assert.ok((await states(confirmed)).every((state) => state === 'dormant'));
  await confirmed.end();
});
