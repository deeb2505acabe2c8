// The machine around the program: two programs on one data folder, a full disk, a clock that jumps.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { done, json, run, sanitized, serve, temporary } from '../api/platform.mjs';
import { on_postgres } from '../api/postgres.mjs';
import { World, no_scan_waits, orange_row, until } from './world.mjs';

describe('two programs on one data folder', () => {
  const serve_again = (data) => ['serve', '--data', data, '--port', 'auto', '--http-port', 'auto', '--ops-port', '0'];

  test('the second server ends at once and names the first; after kill -9 the folder is free', async (t) => {
    const world = await World.open(t);
    const first = await world.start();
    for (let time = 0; time < 3; ++time) {
      const second = await run(serve_again(world.data));
      assert.equal(second.code, 1);
      assert.ok(second.err.includes(String(first.child.pid)), second.err);
      assert.ok(second.err.includes(world.data), second.err);
    }
    assert.equal((await first.get('/')).status, 200, 'the first goes on');
    await world.kill();
    const third = await world.start();
    assert.equal((await third.get('/')).status, 200);
    await third.end();
  });

  test('of servers that start at once one serves, and the others end', async (t) => {
    const world = await World.open(t);
    const server = await world.start();
    const others = await Promise.all(Array.from({ length: 20 }, () => run(serve_again(world.data))));
    assert.deepEqual(others.map(({ code }) => code), others.map(() => 1));
    await world.kill();
    const starting = await Promise.allSettled(
      Array.from({ length: 5 }, () => serve({ data: world.data, demo: false })),
    );
    const serving = starting.filter(({ status }) => status === 'fulfilled');
    assert.equal(serving.length, 1, starting.map(({ reason }) => reason?.message).join('\n'));
    await serving[0].value.end();
    assert.equal(server.child.signalCode, 'SIGKILL');
  });

  test('commands beside a server go through it, and work by themselves once it was killed', async (t) => {
    const world = await World.open(t);
    const server = await world.start();
    const file = path.join(temporary(), 'beside.json');
    const import_row = async (lot_number) => {
      fs.writeFileSync(file, JSON.stringify([orange_row(lot_number)]));
      return (await done(['import', file, '--data', world.data])).lines.at(-1);
    };
    assert.match(await import_row('BESIDE-1'), /accepted 1, exists 0, rejected 0/);
    const beside = (await server.data_of('trace.query', { lot_number: 'BESIDE-1' })).lot.id;
    await world.kill();
    assert.ok(fs.existsSync(path.join(world.data, 'admin.sock')), 'the socket of the killed server is still there');
    assert.match(await import_row('BESIDE-1'), /accepted 0, exists 1, rejected 0/);
    assert.match(await import_row('BESIDE-2'), /accepted 1, exists 0, rejected 0/);
    assert.equal((await json(['trace', 'BESIDE-1', '--data', world.data])).lot.id, beside);
    await world.sound();
  });
});

// A full disk under a database server is that server's matter; what the program makes of its refusals, the storage tests say.
describe('a full disk', { skip: on_postgres }, () => {
  test('writes are refused, reads go on, and with room again everything works without a restart', async (t) => {
    const disk = temporary();
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=0700', 'tmpfs', disk], { stdio: 'pipe' });
    } catch (error) {
      throw new Error(`needs the right to mount a small file system: run it as root, in a container with CAP_SYS_ADMIN
(docker run --cap-add SYS_ADMIN …). The simulated full disk of full_disk_test.cpp needs no such right.\n${error.stderr}`);
    }
    let server;
    try {
      const world = await World.open(t);
      fs.cpSync(world.data, path.join(disk, 'data'), { recursive: true });
      world.data = path.join(disk, 'data');
      server = await world.start();
      await fill_and_free(world, server, path.join(disk, 'filler'));
      await server.end();
      await world.sound();
    } finally {
      await server?.end('SIGKILL');
      execFileSync('umount', ['-l', disk]);
    }
  });

  const fill = (file) => {
    const handle = fs.openSync(file, 'a');
    for (const piece of [1 << 20, 4096, 1]) {
      try {
        for (;;) fs.writeSync(handle, Buffer.alloc(piece));
      } catch (error) {
        assert.equal(error.code, 'ENOSPC');
      }
    }
    fs.closeSync(handle);
  };

  async function fill_and_free(world, server, filler) {
    const as = world.token('demo.orange.clerk');
    const accepted = [];
    const code = world.codes[0].code;
    const counted = (await server.data_of('trace.query', { code })).authenticity.scan_count;
    let scans = 0;
    for (let time = 0; time < 3; ++time) {
      fill(filler);
      let refused;
      for (let i = 0; i < 3_000 && !refused; ++i) {
        const row = orange_row(`FULL-${time}-${i}`);
        const reply = await server.call('event.capture', { rows: [row] }, { as });
        if (reply.status === 200) accepted.push(row);
        else refused = reply;
      }
      assert.ok(refused, 'the disk was never full');
      assert.equal(refused.status, 503, refused.text);
      // Whichever met the full disk first: the work, or the record of it without which nothing is done.
      assert.ok(['storage.unavailable', 'audit.unwritable'].includes(refused.json.code), refused.text);
      assert.ok(refused.headers['retry-after']);
      assert.equal((await server.get('/')).status, 200);
      assert.equal((await server.get(`/t/${code}`)).status, 200);
      assert.equal((await server.data_of('trace.query', { lot_number: 'QJ20251122' })).lot.lot_number, 'QJ20251122');
      const scan = { headers: { Cookie: `qy_device=device-beside-a-full-disk-${time}` } };
      await server.data_of('scan.confirm', { code }, scan); // waits in memory
      ++scans;

      fs.rmSync(filler);
      const later = orange_row(`ROOM-${time}`);
      assert.equal((await server.data_of('event.capture', { rows: [later] }, { as })).accepted, 1);
      accepted.push(later);
      await until('the scans are written', () => no_scan_waits(server));
    }
    for (const row of accepted) {
      const { exists } = await server.data_of('event.capture', { rows: [row] }, { as });
      assert.equal(exists, 1, row.lot_number);
    }
    const shown = (await server.data_of('trace.query', { code })).authenticity.scan_count;
    assert.equal(shown, counted + scans);
  }
});

// A sanitizer's library and the one that fakes the time both want to be the first that is loaded.
describe('a clock that jumps', { skip: sanitized() }, () => {
  // Each start has its own clock; ids must rise from one to the next all the same.
  const starts = [null, '-1h', '+1y', null, '-1y', '+1h'];
  const library = () => {
    const places = fs.readdirSync('/usr/lib').map((name) => path.join('/usr/lib', name, 'faketime/libfaketimeMT.so.1'));
    const found = places.find((place) => fs.existsSync(place));
    assert.ok(found, 'libfaketime is missing: script/setup installs it');
    return found;
  };

  test('ids rise and stay unique, tokens and keys work, whatever the clock says at each start', async (t) => {
    const world = await World.open(t);
    const LD_PRELOAD = library();
    // A token that lasts longer than the clock jumps.
    const issue = ['user', 'token', '--data', world.data, '--name', 'demo.orange.clerk', '--days', '800'];
    const { token: as } = await json(issue, { env: { QIONGYUAN_TOKEN_DAYS_MAX: '800' } });
    const ids = [];
    const issued = new Map();
    for (const [i, jump] of starts.entries()) {
      const env = jump ? { LD_PRELOAD, FAKETIME: jump, FAKETIME_DONT_FAKE_MONOTONIC: '1' } : {};
      // A year ahead everybody would count as not seen for too long, which is another rule's matter.
      env.QIONGYUAN_LOGIN_DORMANT_DAYS = '0';
      const server = await world.start({ env });
      for (let n = 0; n < 3; ++n) {
        const row = { ...orange_row(`CLOCK-${i}-${n}`), produced_on: '2024-06-01' }; // no clock is before that
        const report = await server.data_of('event.capture', { rows: [row] }, { as });
        assert.equal(report.accepted, 1, JSON.stringify(report));
        const { items } = await server.data_of('submission.list', { import: report.import_id }, { as });
        ids.push(BigInt(report.import_id), BigInt(items[0].id));
        const key = `clock-${i}-${n}`;
        const order = ['code.issue', { lot: 'QJ20251122', count: 5 }, { as, headers: { 'Idempotency-Key': key } }];
        const range = await server.data_of(...order);
        ids.push(BigInt(range.id));
        issued.set(key, range);
        assert.deepEqual(await server.data_of(...order), range, 'the same key again');
      }
      await world.kill();
    }
    assert.ok(
      ids.every((id, i) => i === 0 || id > ids[i - 1]),
      ids.join(' '),
    );
    await world.start();
    await world.sound();
    });
});
