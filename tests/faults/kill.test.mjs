// kill -9 in the middle of capture, code issue and scans, many times. What was acknowledged is there after the restart,
// and what is sent again is done once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { World, between, no_scan_waits, orange_row, rounds, sleep } from './world.mjs';

const WORKERS = 4;

/**
 * One round: `send(server, worker)` again and again from several workers until the server is killed at a random moment.
 * Errors of requests are what the kill makes of them, so only those before it count.
 */
async function round_of(world, send, longest_ms = 120) {
  const server = world.server;
  let killed = false;
  const work = async (worker) => {
    while (!killed) {
      try {
        await send(server, worker);
      } catch (error) {
        if (!killed) throw error;
      }
    }
  };
  const workers = Array.from({ length: WORKERS }, (_, worker) => work(worker));
  await sleep(between(1, longest_ms));
  killed = true;
  await world.kill();
  await Promise.all(workers);
}

test('capture and import: every acknowledged row is there, and nothing twice', async (t) => {
  const world = await World.open(t);
  const before = await world.inspect();
  const many = rounds(12, 400);
  const clerk = world.token('demo.orange.clerk');
  let lots = 0;
  let published = 0;
  let acknowledged = 0;
  let cut = 0;

  // Published at once by the operator, or waiting for review; as rows of a request or as a file.
  const ask = (server, one) => {
    const options = one.operator ? { base: server.admin } : { as: clerk };
    if (one.key) options.headers = { 'Idempotency-Key': one.key };
    if (!one.file) return server.call('event.capture', { rows: one.rows }, options);
    const content_base64 = Buffer.from(JSON.stringify(one.rows)).toString('base64');
    return server.call('import.start', { file_name: 'kill.json', content_base64 }, options);
  };
  const check = (reply, one) => {
    assert.equal(reply.status, 200, reply.text);
    const { accepted, exists, rejected } = reply.json.data;
    assert.equal(rejected, 0, reply.text);
    assert.equal(accepted + exists, one.rows.length, reply.text);
    return { accepted, exists };
  };

  await world.start();
  for (let round = 0; round < many; ++round) {
    const sent = [];
    await round_of(world, async (server, worker) => {
      const size = worker === 3 ? 40 : between(1, 4);
      const rows = Array.from({ length: size }, () => orange_row(`KILL-${++lots}`));
      const one = { rows, operator: worker % 2 === 1, file: worker === 3, acknowledged: false };
      if (worker === 2) one.key = `capture-${lots}`;
      published += one.operator ? size : 0;
      sent.push(one);
      check(await ask(server, one), one);
      one.acknowledged = true;
    });
    if (round % 4 === 0) await world.kill_while_starting();
    const server = await world.start();
    for (const one of sent) {
      const again = check(await ask(server, one), one);
      if (one.acknowledged) ++acknowledged;
      else ++cut;
      const known = one.key ? again.accepted : again.exists; // with a key: the first answer
      if (one.acknowledged) assert.equal(known, one.rows.length, `lost in round ${round}: ${JSON.stringify(again)}`);
      const third = check(await ask(server, one), one);
      assert.equal(one.key ? third.accepted + third.exists : third.exists, one.rows.length);
    }
  }
  const after = await world.sound();
  assert.equal(after.submissions - before.submissions, lots, 'a submission for each row');
  assert.equal(after.event_keys - before.event_keys, lots);
  assert.equal(after.lots - before.lots, published);
  assert.equal(after.events - before.events, published);
  assert.equal(after.ledger_events - before.ledger_events, published);
  assert.ok(acknowledged > 0 && cut > 0, `${acknowledged} acknowledged, ${cut} cut off`);
  t.diagnostic(`${many} kills, ${lots} rows, ${acknowledged} requests acknowledged, ${cut} cut off`);
});

test('code issue: an acknowledged range is there, and a repeated key never issues twice', async (t) => {
  const world = await World.open(t);
  const before = await world.inspect();
  const many = rounds(12, 300);
  const answers = new Map(); // key → {count, first: the first answer, or null}
  const ask = (server, key) =>
    server.call('code.issue', { lot: 'QJ20251122', count: answers.get(key).count }, {
      as: world.token('demo.orange.clerk'),
      headers: { 'Idempotency-Key': key },
    });
  const take = (reply, key) => {
    assert.equal(reply.status, 200, reply.text);
    const { id, count, first_code, last_code } = reply.json.data;
    const told = JSON.stringify({ id, count, first_code, last_code });
    const known = answers.get(key);
    assert.equal(count, String(known.count));
    if (known.first !== null) assert.equal(told, known.first, `the answer of ${key} is another one`);
    known.first = told;
  };

  await world.start();
  let cut = 0;
  for (let round = 0; round < many; ++round) {
    const sent = [];
    await round_of(world, async (server) => {
      const key = `issue-${answers.size}`;
      answers.set(key, { count: between(1, 50), first: null });
      sent.push(key);
      take(await ask(server, key), key);
    });
    const server = await world.start();
    cut += sent.filter((key) => answers.get(key).first === null).length;
    for (const key of sent) take(await ask(server, key), key);
  }
  for (const key of answers.keys()) take(await ask(world.server, key), key);
  const after = await world.sound();
  const codes = [...answers.values()].reduce((sum, { count }) => sum + count, 0);
  assert.equal(new Set([...answers.values()].map(({ first }) => JSON.parse(first).id)).size, answers.size);
  assert.equal(after.ranges - before.ranges, answers.size, 'one range for each key');
  assert.equal(after.codes - before.codes, codes);
  assert.equal(after.ledger_issues - before.ledger_issues, answers.size);
  assert.ok(cut > 0, 'some requests were cut off');
  t.diagnostic(`${many} kills, ${answers.size} ranges with ${codes} codes, ${cut} requests cut off`);
});

test('scans: what was durable stays, and never more than were sent', async (t) => {
  const world = await World.open(t);
  const many = rounds(12, 300);
  const codes = world.codes.slice(0, 4).map(({ code }) => code);
  const ask = (server, code, count, device) => {
    const headers = { Cookie: `qy_device=device-of-a-shopper-${device}` };
    return count
      ? server.data_of('scan.confirm', { code }, { headers })
      : server.data_of('trace.query', { code }, { headers }).then(({ authenticity }) => authenticity);
  };
  const server = await world.start();
  const scans = new Map(); // code → {sent, answered, durable}: scans of this code
  for (const code of codes) {
    const { scan_count } = await ask(server, code, false, 0);
    scans.set(code, { sent: scan_count, answered: scan_count, durable: scan_count });
  }

  let devices = 0;
  let kept = 0;
  let longest_ms = 1_500; // a scan is durable within a second; a slow build is given longer rounds
  for (let round = 0; round < many; ++round) {
    await round_of(world, async (running, worker) => {
      if (worker === 0) {
        const answered = new Map([...scans].map(([code, scan]) => [code, scan.answered]));
        if (!(await no_scan_waits(running))) return;
        for (const [code, scan] of scans) scan.durable = Math.max(scan.durable, answered.get(code));
      } else {
        const code = codes[between(0, codes.length - 1)];
        const scan = scans.get(code);
        ++scan.sent;
        await ask(running, code, true, ++devices);
        ++scan.answered;
      }
    }, longest_ms);
    const again = await world.start();
    for (const [code, scan] of scans) {
      const { scan_count } = await ask(again, code, false, 0);
      const told = `round ${round}: ${scan_count} of ${code}, ${JSON.stringify(scan)}`;
      assert.ok(scan_count >= scan.durable, `lost: ${told}`);
      assert.ok(scan_count <= scan.sent, `more than sent: ${told}`);
      kept += scan.durable;
      scan.sent = scan.answered = scan.durable = scan_count;
    }
    if (kept === 0) longest_ms = Math.min(2 * longest_ms, 60_000);
  }
  assert.ok(kept > 0);
  const after = await world.sound();
  t.diagnostic(`${many} kills, ${devices} scans sent, ${after.scans} kept`);
});
