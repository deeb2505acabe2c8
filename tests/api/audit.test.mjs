// The audit trail over a running server and over its raw files: what is recorded, what verification finds, what leaves
// the machine.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { csv, done, request, root, run, serve, stays, temporary, until } from './platform.mjs';
import { on_postgres } from './postgres.mjs';

const sqlite = (data, sql) => execFileSync('sqlite3', [path.join(data, 'qiongyuan.db'), sql], { encoding: 'utf8' });
const verify = (data, ...args) => run(['audit', 'verify', '--data', data, '--json', ...args]);

async function metric(server, name) {
  const { text } = await request(server.ops, '/metrics');
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1] ?? NaN);
}

describe('what is recorded', () => {
  let server;
  const search = (query) => server.data_of('audit.search', query, { as: 'demo.audit' }).then((data) => data.items);
  before(async () => {
    server = await serve();
  });
  after(() => server?.end());

  test('a change has one record, with who, from where, what and the request', async () => {
    const headers = { 'X-Request-Id': 'audit-issue-0001' };
    const lot = (await server.data_of('trace.query', { lot_number: 'QJ20251122' }, { as: 'demo.regulator' })).lot.id;
    await server.data_of('code.issue', { lot, count: 2 }, { as: 'demo.orange.clerk', headers });
    const records = await search({ request_id: 'audit-issue-0001' });
    assert.equal(records.length, 1);
    const [record] = records;
    assert.equal(record.actor, 'demo.orange.clerk');
    assert.equal(record.roles, 'party_clerk');
    assert.equal(record.channel, 'api');
    assert.equal(record.address, '127.0.0.1');
    assert.equal(record.action, 'code.issue');
    assert.match(record.object, /^code_range:\d+$/);
    assert.equal(record.result, 'ok');
    assert.match(record.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
  });

  test('freezes, users, roles and settings enter by hashes of what was there and what replaced it', async () => {
    const lot = (await server.data_of('trace.query', { lot_number: 'QJ20251122' }, { as: 'demo.regulator' })).lot.id;
    const range = await server.data_of('code.issue', { lot, count: 2 }, { as: 'demo.orange.clerk' });
    const browser = await server.sign_in('demo.brand');
    const freeze = (frozen) => server.data_of('code.freeze', { range: range.id, frozen, reason: '抽检' }, { browser });
    await freeze(true);
    await freeze(false);
    await server.user('hash.user', 'party_clerk');
    const data = ['--data', server.data, '--name', 'hash.user'];
    await done(['user', 'lock', ...data]);
    await done(['user', 'lock', ...data, '--lift']);
    await done(['user', 'role', ...data, '--add', 'party_reviewer']);
    const hashes = async (action, object) => {
      const found = (await search({ action, object })).map(({ before_hash, after_hash }) => [before_hash, after_hash]);
      assert.ok(found.length > 0, action);
      return found[0];
    };
    const [free, frozen] = await hashes('code.freeze', `code_range:${range.id}`);
    assert.match(free, /^1:[0-9a-f]{64}$/);
    assert.notEqual(free, frozen);
    assert.deepEqual(await hashes('code.unfreeze', `code_range:${range.id}`), [frozen, free]);
    const [nothing, made] = await hashes('user.add', 'user:hash.user');
    assert.equal(nothing, '');
    const [active, locked] = await hashes('user.lock', 'user:hash.user');
    assert.equal(active, made);
    assert.notEqual(locked, made);
    assert.deepEqual(await hashes('user.unlock', 'user:hash.user'), [locked, made]);
    const [one_role, two_roles] = await hashes('user.role', 'user:hash.user');
    assert.equal(one_role, made);
    assert.notEqual(two_roles, made);
    assert.match((await hashes('settings.apply', 'settings'))[1], /^1:[0-9a-f]{64}$/);
  });

  test('a start with other settings is told, one with the same is not, and no value is', async () => {
    const applied = async (data) => {
      const { lines } = await done(['audit', 'export', '-', '--data', data]);
      return lines.map((line) => JSON.parse(line)).filter((record) => record.action === 'settings.apply');
    };
    const first = await serve({ demo: false, settings: { 'trace.depth_max': 7 } });
    await first.end();
    const second = await serve({ data: first.data, demo: false, settings: { 'trace.depth_max': 7 } });
    await second.end();
    assert.equal((await applied(first.data)).length, 1);
    const third = await serve({ data: first.data, demo: false, settings: { 'trace.depth_max': 8 } });
    await third.end();
    const [old, changed, ...more] = await applied(first.data);
    assert.deepEqual(more, []);
    assert.equal(changed.before_hash, old.after_hash);
    assert.notEqual(changed.after_hash, old.after_hash);
    assert.ok(changed.detail.set.includes('trace.depth_max'));
    assert.ok(!JSON.stringify(changed.detail).includes('8'));
  });

  test('refusals have their code, denials are denials, and who is nobody leaves no record', async () => {
    const ask = (name, body, as, id) => server.call(name, body, { as, headers: { 'X-Request-Id': id } });
    await ask('code.issue', { lot: 'no such lot', count: 2 }, 'demo.orange.clerk', 'audit-error-0001');
    await ask('audit.export', {}, 'demo.regulator', 'audit-denied-001');
    await ask('audit.export', {}, '', 'audit-nobody-001');
    await ask('trace.query', { lot_number: 'QJ20251122' }, '', 'audit-public-001');
    assert.equal((await search({ request_id: 'audit-error-0001' }))[0].result, 'lot.not_found');
    assert.equal((await search({ request_id: 'audit-denied-001' }))[0].result, 'denied');
    assert.deepEqual(await search({ request_id: 'audit-nobody-001' }), []);
    assert.deepEqual(await search({ request_id: 'audit-public-001' }), []);
  });

  test('staff that was shown personal fields is recorded, by the names of the fields and not their values', async () => {
    const headers = { 'X-Request-Id': 'audit-personal-1' };
    const shown = await server.call('trace.query', { lot_number: 'CYR260106' }, { as: 'demo.regulator', headers });
    const [record] = await search({ request_id: 'audit-personal-1' });
    assert.equal(record.action, 'trace.query');
    assert.match(record.object, /^lot:\d+$/);
    assert.ok(record.detail.personal_fields.length > 0);
    const farmers = shown.json.data.events.map((event) => event.party).filter((party) => party.kind === 'farmer');
    assert.ok(farmers.length > 0);
    for (const { name } of farmers) assert.ok(!JSON.stringify(record).includes(name));
  });

  test('so is whoever reads how a record came to be, when that shows personal fields, and only then', async () => {
    const history = async (lot_number, as, id) => {
      const { lot } = await server.data_of('trace.query', { lot_number }, { as });
      const { items } = await server.data_of('lot.history', { lot: lot.id }, { as, headers: { 'X-Request-Id': id } });
      const recorders = items.map((item) => item.recorded_by);
      return { lot: lot.id, recorders, changes: items.flatMap((item) => item.changes), records: await search({ request_id: id }) };
    };
    const contact = '13800000001'; // examples/15-orange-certificate.csv
    const shown = await history('QJ20251122', 'demo.regulator', 'audit-history-01');
    assert.equal(shown.changes.find((one) => one.field === 'certificate_contact')?.after, contact);
    const [record, ...more] = shown.records;
    assert.deepEqual(more, []);
    assert.deepEqual([record.action, record.object, record.result], ['lot.history', `lot:${shown.lot}`, 'ok']);
    assert.ok(record.detail.personal_fields.includes('certificate_contact'));
    assert.ok(record.detail.personal_fields.every((field) => shown.changes.some((one) => one.field === field)));
    assert.ok(!JSON.stringify(record).includes(contact), 'the name of the field, not its value');
    // A farmer who recorded it is named whole to whom the table says.
    const farmers = await history('CQS-20251208', 'demo.regulator', 'audit-history-02');
    assert.ok(farmers.recorders.includes('陈启山'), farmers.recorders.join(' ')); // examples/30-coffee-cherries.csv
    assert.deepEqual(farmers.records.map(({ action, result }) => [action, result]), [['lot.history', 'ok']]);
    assert.ok(farmers.records[0].detail.personal_fields.includes('party.name'));
    assert.ok(!JSON.stringify(farmers.records).includes('陈启山'));
    // Of another lot there is nothing personal.
    const plain = { product_name: '琼北金橙', specification: '5kg/箱 70-80mm', producer_name: '澄迈云坡果业专业合作社' };
    const row = { ...plain, lot_number: 'AUDIT-PLAIN', produced_on: '2026-01-10', production_address: '澄迈', quantity: '2箱' };
    await server.data_of('event.capture', { rows: [row] }, { as: 'demo.orange.clerk' });
    const waiting = await server.data_of('submission.list', { state: 'submitted' }, { as: 'demo.orange.reviewer' });
    await server.data_of('submission.approve', { submission: waiting.items.at(-1).id }, { as: 'demo.orange.reviewer' });
    const nothing = await history('AUDIT-PLAIN', 'demo.regulator', 'audit-history-03');
    assert.ok(nothing.changes.length > 0);
    assert.deepEqual(nothing.records, []);
  });

  test('reading the trail is itself recorded, and nobody but the audit administrator may', async () => {
    await search({ actor: 'demo.audit', action: 'audit.search' });
    assert.ok((await search({ actor: 'demo.audit', action: 'audit.search' })).length >= 1);
    for (const { name, roles } of server.ready.users) {
      const reply = await server.call('audit.search', {}, { as: name });
      assert.equal(reply.status, roles.includes('audit_administrator') ? 200 : 403, name);
    }
  });

  test('search pages by cursor, newest first, within times', async () => {
    const first = await server.data_of('audit.search', { action: 'user.add', limit: 3 }, { as: 'demo.audit' });
    const next = { action: 'user.add', limit: 3, cursor: first.next_cursor };
    const second = await server.data_of('audit.search', next, { as: 'demo.audit' });
    const positions = [...first.items, ...second.items].map((item) => Number(item.position));
    assert.deepEqual(positions, [...positions].sort((a, b) => b - a));
    assert.equal(new Set(positions).size, positions.length);
    assert.deepEqual(await search({ until: '2020-01-01' }), []);
    assert.ok((await search({ from: new Date(Date.now() - 60_000).toISOString() })).length > 0);
    await server.refused(400, 'request.invalid', 'audit.search', { from: 'yesterday' }, { as: 'demo.audit' });
  });

  test('the export is the whole trail, as JSON lines and as CSV', async () => {
    const file = path.join(temporary(), 'audit');
    await done(['audit', 'export', file, '--data', server.data]);
    const lines = fs.readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    assert.deepEqual(lines.map((line) => Number(line.position)).sort((a, b) => a - b), [...lines.keys()]);
    const hashes = new Map(lines.map((line) => [Number(line.position), line.hash]));
    for (const line of lines) assert.equal(line.previous_hash, hashes.get(Number(line.position) - 1) ?? '');
    await done(['audit', 'export', file, '--data', server.data, '--format', 'csv', '--from', '2020-01-01']);
    const rows = csv(fs.readFileSync(file, 'utf8'));
    assert.ok(rows.length > lines.length);
    assert.deepEqual(Object.keys(rows[0]), Object.keys(lines[0]));
    const wrong = await run(['audit', 'export', file, '--data', server.data, '--format', 'xml']);
    assert.equal(wrong.code, 1);
    assert.match(wrong.err, /audit\.format_unknown/);
  });

  test('the chain verifies while the server runs, and against a head kept elsewhere', async () => {
    const kept = JSON.parse((await verify(server.data)).out);
    assert.deepEqual(kept.faults, []);
    const again = await verify(server.data, '--head', `${kept.last}:${kept.head}`);
    assert.equal(again.code, 0, again.out);
    const foreign = await verify(server.data, '--head', `${kept.last}:${'0'.repeat(64)}`);
    assert.equal(foreign.code, 3);
    assert.equal(JSON.parse(foreign.out).faults[0].code, 'audit.head_missing');
    assert.equal((await verify(server.data, '--head', 'nonsense')).code, 2);
  });

  test('health and metrics tell of the trail', async () => {
    assert.equal((await request(server.ops, '/readyz')).status, 200);
    assert.equal(await metric(server, 'qiongyuan_audit_ready'), 1);
    assert.ok((await metric(server, 'qiongyuan_audit_heads_written')) >= 1);
    assert.equal(await metric(server, 'qiongyuan_audit_write_failures'), 0);
  });
});

// A server's database has no file of ours to damage; what verification finds there, the unit tests show.
describe('what verification finds in the raw file', { skip: on_postgres }, () => {
  let kept;
  before(async () => {
    const server = await serve({ settings: { 'audit.seal_records': 5 } });
    await server.end();
    kept = server.data;
  });
  const copy = () => {
    const data = path.join(temporary(), 'data');
    fs.cpSync(kept, data, { recursive: true, filter: stays });
    return data;
  };
  const middle = (data) => Math.floor(Number(sqlite(data, 'SELECT max(position) FROM audit_record').trim()) / 2);
  const codes = (ended) => JSON.parse(ended.out).faults.map((fault) => `${fault.code} ${fault.position}`);

  test('nothing when nothing was done', async () => {
    const ended = await verify(copy());
    assert.equal(ended.code, 0, ended.out + ended.err);
    assert.ok(Number(JSON.parse(ended.out).seals) >= 1);
  });

  test('an edit', async () => {
    const data = copy();
    const at = middle(data);
    sqlite(data, `UPDATE audit_record SET actor = 'nobody' WHERE position = ${at}`);
    const ended = await verify(data);
    assert.equal(ended.code, 3);
    assert.equal(codes(ended)[0], `audit.record_edited ${at}`);
    const told = await run(['audit', 'verify', '--data', data, '--lang', 'en']);
    assert.equal(told.code, 3);
    assert.match(told.out, new RegExp(`Audit record ${at} was altered`));
  });

  test('a deletion', async () => {
    const data = copy();
    const at = middle(data);
    sqlite(data, `DELETE FROM audit_record WHERE position = ${at}`);
    const ended = await verify(data);
    assert.equal(ended.code, 3);
    assert.equal(codes(ended)[0], `audit.records_missing ${at}`);
  });

  test('a reordering', async () => {
    const data = copy();
    const at = middle(data);
    sqlite(
      data,
      `UPDATE audit_record SET position = -1 WHERE position = ${at};
       UPDATE audit_record SET position = ${at} WHERE position = ${at + 1};
       UPDATE audit_record SET position = ${at + 1} WHERE position = -1;`,
    );
    const ended = await verify(data);
    assert.equal(ended.code, 3);
    assert.ok(codes(ended).includes(`audit.chain_broken ${at}`), ended.out);
  });

  test('a cut tail, also after the server has run over it', async () => {
    const data = copy();
    sqlite(data, `DELETE FROM audit_record WHERE position > ${middle(data)}`);
    const ended = await verify(data);
    assert.equal(ended.code, 3);
    assert.ok(codes(ended).some((code) => code.startsWith('audit.head_missing')), ended.out);

    const server = await serve({ data, demo: false });
    const ready = await request(server.ops, '/readyz');
    assert.equal(ready.status, 503);
    assert.match(ready.text, /audit\.head_missing/);
    assert.equal(await metric(server, 'qiongyuan_audit_ready'), 0);
    assert.equal((await verify(data)).code, 3);
    assert.match(fs.readFileSync(server.log, 'utf8'), /audit\.head_missing/);
    await done(['audit', 'adopt', '--data', data, '--reason', 'restored the backup of yesterday']);
    assert.equal((await request(server.ops, '/readyz')).status, 200);
    assert.equal((await verify(data)).code, 0);
    await server.end();
  });

  test('older rows of roles with the set that named them, which give nothing until an operator takes them', async () => {
    const data = copy();
    const restore = ['user', 'restore-role', '--data', data, '--role', 'party_clerk'];
    sqlite(data, 'CREATE TABLE old_role AS SELECT * FROM role; CREATE TABLE old_set AS SELECT * FROM access_set');
    await done(restore);
    for (const [table, old] of [['role', 'old_role'], ['access_set', 'old_set']]) {
      sqlite(data, `DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM ${old}; DROP TABLE ${old}`);
    }
    const server = await serve({ data, demo: false });
    try {
      assert.equal(await metric(server, 'qiongyuan_access_rows_damaged'), 1);
      assert.match(fs.readFileSync(server.log, 'utf8'), /access\.damaged.*access_set/);
      const refused = await run([...restore, '--lang', 'en']);
      assert.equal(refused.code, 1);
      assert.match(refused.err, /qiongyuan audit adopt/);
      await done(['audit', 'adopt', '--data', data, '--reason', 'restored the backup of yesterday']);
      await done(restore);
    } finally {
      await server.end();
    }
    assert.equal((await verify(data)).code, 0);
  });
});

test('killed between a commit and its head, the trail is whole, and a tail cut below the head is found', async () => {
  const data = path.join(temporary(), 'data');
  const head = path.join(data, 'keys', 'audit-head');
  const server = await serve({ data });
  await until('the head', async () => (await metric(server, 'qiongyuan_audit_head')) > 10);
  await until('a quiet trail', async () => {
    const before = await metric(server, 'qiongyuan_audit_heads_written');
    await new Promise((go) => setTimeout(go, 300));
    return before === (await metric(server, 'qiongyuan_audit_heads_written'));
  });
  // What the program is kept from writing is what a kill right after a commit leaves unwritten.
  const kept = fs.readFileSync(head, 'utf8');
  fs.rmSync(head);
  fs.mkdirSync(head);
  const headers = { 'X-Request-Id': 'audit-window-0001' };
  for (let i = 0; i < 5; ++i) {
    assert.equal((await server.call('audit.list', {}, { as: 'demo.regulator', headers })).status, 403);
  }
  await server.end('SIGKILL');
  fs.rmdirSync(head);
  fs.writeFileSync(head, kept, { mode: 0o600 });
  const position = Number(JSON.parse(kept).position);
  const whole = await verify(data);
  assert.equal(whole.code, 0, whole.out + whole.err);
  assert.ok(Number(JSON.parse(whole.out).last) >= position + 5, 'the chain is longer than its head was');
  const again = await serve({ data, demo: false });
  assert.equal((await request(again.ops, '/readyz')).status, 200);
  assert.equal((await verify(data)).code, 0);
  await again.end();
  if (on_postgres) return;
  // The same trail, with the head as it was, and its end cut off below that head.
  fs.writeFileSync(head, kept, { mode: 0o600 });
  sqlite(data, `DELETE FROM audit_record WHERE position >= ${position}`);
  const cut = await verify(data);
  assert.equal(cut.code, 3);
  assert.match(cut.out, /audit\.head_missing/);
});

test('every record reaches a collector in order, also after it was away, and the last holds the head', async () => {
  let text = '';
  let sockets = [];
  const listen = (port) =>
    new Promise((resolve) => {
      const collector = net.createServer((socket) => {
        sockets.push(socket);
        socket.on('data', (piece) => (text += piece));
        socket.on('error', () => {});
      });
      collector.listen(port, '127.0.0.1', () => resolve(collector));
    });
  const records = () => {
    const found = [];
    for (let at = 0; ; ) {
      const size = /^(\d+) /.exec(text.slice(at, at + 8));
      if (!size) return found;
      const begin = at + size[0].length;
      const message = Buffer.from(text.slice(begin)).subarray(0, Number(size[1])).toString();
      const parsed = /^<(\d+)>1 (\S+) \S+ qiongyuan \d+ (\S+) \[meta sequenceId="(\d+)"\] (\{.*\})$/s.exec(message);
      if (!parsed) return found;
      found.push({ priority: Number(parsed[1]), id: parsed[3], sequence: Number(parsed[4]), ...JSON.parse(parsed[5]) });
      at = begin + message.length;
    }
  };
  let collector = await listen(0);
  const { port } = collector.address();
  const server = await serve({ settings: { 'log.syslog': `tcp://127.0.0.1:${port}` } });
  await until('the first records', () => records().length > 5);

  // Everything read before the line is cut: what a broken connection still holds is lost to syslog over TCP.
  await until('the head', async () => records().at(-1)?.position === String(await metric(server, 'qiongyuan_audit_head')));
  sockets.forEach((socket) => socket.destroy());
  await new Promise((closed) => collector.close(closed));
  await server.call('audit.list', {}, { as: 'demo.regulator' }); // a denial, while the collector is away
  await until('the queue is seen', async () => (await metric(server, 'qiongyuan_audit_syslog_failures')) > 0);
  assert.match(fs.readFileSync(server.log, 'utf8'), /audit\.syslog_failing/);
  sockets = [];
  collector = await listen(port);
  const denial = (record) => record.result === 'denied';
  await until('the denial', () => records().some(denial));
  await until('all of it', async () => (await metric(server, 'qiongyuan_audit_syslog_waiting')) === 0);
  const found = records();
  assert.equal(found.find(denial).priority, 13 * 8 + 4);
  assert.equal(found.find((record) => record.result === 'ok').priority, 13 * 8 + 6);
  const positions = [...new Set(found.map((record) => Number(record.position)))];
  assert.deepEqual(positions, [...positions.keys()]);
  assert.equal(await metric(server, 'qiongyuan_audit_syslog_lost'), 0);
  const last = found.at(-1);
  assert.equal((await verify(server.data, '--head', `${last.position}:${last.hash}`)).code, 0);
  await server.end();
  sockets.forEach((socket) => socket.destroy());
  collector.close();
});

test('a collector over UDP, and a target that is none', async () => {
  const socket = dgram.createSocket('udp4');
  const messages = [];
  socket.on('message', (message) => messages.push(message.toString()));
  await new Promise((bound) => socket.bind(0, '127.0.0.1', bound));
  const server = await serve({ demo: false, settings: { 'log.syslog': `udp://127.0.0.1:${socket.address().port}` } });
  await done(['audit', 'verify', '--data', server.data]);
  await until('a message', () => messages.some((message) => message.includes(' audit.verify ')));
  assert.match(messages[0], /^<\d+>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z /);
  await server.end();
  socket.close();
  const wrong = await run(['serve', '--data', path.join(temporary(), 'data'), '--port', '0', '--set', 'log.syslog=nowhere']);
  assert.equal(wrong.code, 1);
  assert.match(wrong.err, /syslog\.target/);
});

test('the shipped filter of fail2ban finds every failure in the log of a real server, and nothing else', async () => {
  const server = await serve();
  const token = { as: 'wrong-token' };
  for (let i = 0; i < 4; ++i) assert.equal((await server.call('session.whoami', {}, token)).status, 401);
  for (const code of ['1234', '00000000000000000000']) await server.get(`/t/${code}`);
  await server.get('/t/12345678901234567890'); // well formed, and none of ours
  await server.call('trace.query', { code: '12345678901234567890' });
  const log = path.join(server.data, 'security.log');
  // Not failures: what is right, and what a known user may not.
  await server.data_of('session.whoami', {}, { as: 'demo.audit' });
  await server.call('audit.list', {}, { as: 'demo.regulator' });
  const lines = () => fs.readFileSync(log, 'utf8').split('\n').filter(Boolean);
  await until('the lines', () => lines().some((line) => line.includes(' denied from ')));
  const failures = lines().filter((line) => line.includes(' failure from 127.0.0.1: '));
  assert.equal(failures.length, 8, lines().join('\n'));
  for (const reason of ['token.invalid', 'code.malformed', 'code.not_ours']) {
    assert.ok(failures.some((line) => line.includes(`: ${reason} route=`)), reason);
  }
  assert.equal(fs.statSync(log).mode & 0o777, 0o600);

  const filter = path.join(root, 'deploy/fail2ban/filter.d/qiongyuan.conf');
  const told = execFileSync('fail2ban-regex', ['--print-all-matched', log, filter], { encoding: 'utf8' });
  const [, all, matched] = /Lines: (\d+) lines, \d+ ignored, (\d+) matched/.exec(told) ?? [];
  assert.equal(Number(all), lines().length, told);
  assert.equal(Number(matched), failures.length, told);
  assert.ok(!/Date template hits:\s*\n\s*Lines/.test(told), 'the date of each line is understood');
  await server.end();
});
