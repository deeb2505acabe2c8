// Durable capture over HTTPS, a thousand events a request, beside PostgreSQL's \copy of the same rows and beside bare
// inserts of what became of them; by turns.
import fs from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { columns, csv, flat_rows, lots_in } from '../lib/capture_rows.mjs';
import { median, paired, rounded } from '../lib/figures.mjs';
import { cpu_seconds } from '../lib/processes.mjs';
import { copied_set } from '../lib/data_sets.mjs';
import { no_postgres, postgres, request, serve } from '../lib/servers.mjs';
import { tool } from '../lib/tool.mjs';

const ROWS_PER_REQUEST = 1_000;
const SENDERS = 2;

/** Sends the bodies by a few senders at once, each on one connection; every row must be accepted and published. */
async function send_all(server, token, bodies) {
  const agent = new https.Agent({ keepAlive: true, maxSockets: SENDERS, rejectUnauthorized: false });
  const waiting = [...bodies];
  const send = async () => {
    for (let body = waiting.shift(); body; body = waiting.shift()) {
      const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
      const reply = await request(server.port, '/api/v1/event.capture', { method: 'POST', headers, body, agent });
      const data = reply.status === 200 ? JSON.parse(reply.body).data : {};
      if (data.published !== ROWS_PER_REQUEST) throw new Error(`${reply.status} ${reply.body.toString().slice(0, 500)}`);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  agent.destroy();
}

async function ours(context, server, set, rows) {
  const bodies = [];
  for (let at = 0; at < rows.length; at += ROWS_PER_REQUEST) {
    bodies.push(Buffer.from(JSON.stringify({ rows: rows.slice(at, at + ROWS_PER_REQUEST) })));
  }
  const cpu = cpu_seconds(server.pid);
  const begin = performance.now();
  await send_all(server, set.token, bodies);
  const seconds = (performance.now() - begin) / 1000;
  return { per_second: rows.length / seconds, cpu_us: ((cpu_seconds(server.pid) - cpu) / rows.length) * 1e6 };
}

/** \copy as psql times it. */
async function copied(context, peer, rows) {
  const folder = context.folder('copy-rows');
  const [data, script] = ['rows.csv', 'copy.sql'].map((name) => path.join(folder, name));
  fs.writeFileSync(data, csv(rows));
  fs.writeFileSync(script, `\\timing on\n\\copy flat FROM '${data}' (FORMAT csv)\n`);
  const cpu = cpu_seconds(peer.pid);
  const ms = Number(/^Time: ([\d.]+) ms/m.exec(await peer.script(script))[1]);
  return { per_second: (rows.length / ms) * 1000, cpu_us: ((cpu_seconds(peer.pid) - cpu) / rows.length) * 1e6 };
}

async function inserted(context, set, count) {
  const to = path.join(context.folder('inserts'), 'bare.db');
  const from = path.join(set.folder, 'qiongyuan.db');
  const { events, took } = await tool(context, 'inserts', { from, to, count });
  return { per_second: events / (took.wall_us.mean / 1e6), cpu_us: took.cpu_us.mean / events };
}

function row(rounds, peer, note) {
  const rate = (one, side) => one[side]?.per_second ?? Number.NaN;
  const figures = paired(rounds.map((one) => ({ ours: rate(one, 'ours'), peer: rate(one, peer) })));
  const cpu = (side) => median(rounds.map((one) => one[side]?.cpu_us ?? Number.NaN));
  const more = { ours_cpu_us: rounded(cpu('ours')), peer_cpu_us: rounded(cpu(peer)), ...figures.more };
  return { ...figures, more: { ...more, ratio_by_cpu: rounded(cpu(peer) / cpu('ours')) }, note };
}

export async function measure(context) {
  const { requests, rounds: count } = context.sizes.capture;
  const set = await copied_set(context, context.sizes.small);
  const server = await serve(context, set.folder);
  const peer = no_postgres() ? undefined : await postgres(context);
  const table = columns.map((name) => `${name} text`).join(', ');
  await peer?.sql(`CREATE TABLE flat (${table}); CREATE INDEX flat_lot ON flat (producer_name, lot_number)`);
  const size = requests * ROWS_PER_REQUEST;
  const rounds = [];
  for (let i = 0; i <= count; ++i) {
    const rows = flat_rows(set.firm, 1 + i * lots_in(size), size);
    const one = { ours: await ours(context, server, set, rows) };
    if (peer) one.copy = await copied(context, peer, rows);
    one.inserts = await inserted(context, set, size);
    if (i > 0) rounds.push(one); // the first warms
  }
  await Promise.all([server.stop(), peer?.stop()]);
  return { capture: row(rounds, 'copy', no_postgres()), capture_inserts: row(rounds, 'inserts') };
}
