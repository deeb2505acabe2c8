// The database server crashes and comes back, many times, while the program goes on. What was acknowledged is there, what
// was not can be sent again, and nothing needs a restart of the program.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tell_database } from '../api/postgres.mjs';
import { World, between, orange_row, rounds, sleep, until } from './world.mjs';

const WORKERS = 4;

test('a crash of the database server loses nothing that was acknowledged and doubles nothing', async (t) => {
  const world = await World.open(t);
  const before = await world.inspect();
  const server = await world.start();
  const as = world.token('demo.orange.clerk');
  const many = rounds(8, 200);
  const sent = []; // {row, key, range: of code.issue, acknowledged}
  let lots = 0;
  let refused = 0;

  const capture = (one) => server.call('event.capture', { rows: [one.row] }, { as });
  const issue = (one) =>
    server.call('code.issue', { lot: 'QJ20251122', count: 2 }, { as, headers: { 'Idempotency-Key': one.key } });
  const next = (worker) => {
    ++lots;
    return worker % 2 ? { key: `crash-${lots}` } : { row: orange_row(`CRASH-${lots}`) };
  };
  const send = async (one) => {
    const reply = await (one.row ? capture(one) : issue(one));
    if (reply.status === 200) return reply;
    assert.equal(reply.status, 503, reply.text); // never a wrong answer
    assert.ok(reply.headers['retry-after'], reply.text);
    ++refused;
    return null;
  };

  for (let round = 0; round < many; ++round) {
    let crashing = true;
    const work = async (worker) => {
      while (crashing) {
        const one = next(worker);
        sent.push(one);
        const reply = await send(one);
        if (reply) one.answer = one.row ? 'accepted' : reply.json.data.id;
        else await sleep(5);
      }
    };
    const workers = Array.from({ length: WORKERS }, (_, worker) => work(worker));
    await sleep(between(20, 150));
    await tell_database('kill');
    await sleep(between(0, 100));
    await tell_database('start');
    await until('the program writes again', async () => (await capture({ row: orange_row('CRASH-0') })).status === 200);
    crashing = false;
    await Promise.all(workers);
  }

  for (const one of sent) {
    const reply = await until('an answer', () => send(one));
    if (one.row) {
      if (one.answer) assert.equal(reply.json.data.exists, 1, `lost: ${one.row.lot_number}`);
    } else {
      if (one.answer) assert.equal(reply.json.data.id, one.answer, `issued twice: ${one.key}`);
      one.answer = reply.json.data.id;
    }
  }
  const after = await world.sound();
  const rows = sent.filter(({ row }) => row).length + 1; // CRASH-0
  const ranges = sent.length - rows + 1;
  assert.equal(after.submissions - before.submissions, rows);
  assert.equal(after.event_keys - before.event_keys, rows);
  assert.equal(after.ranges - before.ranges, ranges);
  assert.equal(after.ledger_issues - before.ledger_issues, ranges);
  assert.ok(refused > 0, 'some requests met the crash');
  t.diagnostic(`${many} crashes, ${rows} rows, ${ranges} ranges, ${refused} answers of 503`);
});
