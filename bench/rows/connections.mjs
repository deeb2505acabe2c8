// How long others wait while thousands of idle and hundreds of slow clients are held: before, meanwhile, after.
import path from 'node:path';
import { rounded } from '../lib/figures.mjs';
import { copied_set } from '../lib/data_sets.mjs';
import { open_files_max, resident_bytes, start } from '../lib/processes.mjs';
import { serve } from '../lib/servers.mjs';
import { tool } from '../lib/tool.mjs';

const FILES_BESIDE = 500; // of the server and the client, besides the connections
const READY_SECONDS = 200;

/** The next line that a child prints. */
function line_of(child, seconds) {
  return new Promise((done, failed) => {
    let text = '';
    const limit = setTimeout(() => failed(new Error('the clients were not ready in time')), seconds * 1000);
    const take = (piece) => {
      text += piece;
      const end = text.indexOf('\n');
      if (end < 0) return;
      clearTimeout(limit);
      child.stdout.off('data', take);
      done(JSON.parse(text.slice(0, end)));
    };
    child.stdout.on('data', take);
    child.once('exit', () => failed(new Error('the clients ended')));
  });
}

export async function measure(context) {
  const { idle, slow, count, per_second } = context.sizes.connections;
  const held_max = Math.min(idle, open_files_max() - slow - FILES_BESIDE);
  const set = await copied_set(context, context.sizes.small);
  const server = await serve(context, set.folder);
  const probe = async () => {
    const { took } = await tool(context, 'probe', { port: server.port, codes: set.codes, count, per_second });
    return took.wall_us;
  };
  await probe(); // warms
  const before = await probe();
  const args = ['hold', '--port', server.port, '--idle', held_max, '--slow', slow];
  const log = path.join(context.folder('hold'), 'log');
  const clients = start(context.tool, args, { log, files: true, stdin: 'pipe', stdout: 'pipe' });
  const ready = await line_of(clients, READY_SECONDS);
  const meanwhile = await probe();
  const megabytes = Math.round(resident_bytes(server.pid) / 2 ** 20);
  const last = line_of(clients, READY_SECONDS);
  clients.stdin.end();
  const left = await last;
  await clients.ended;
  const after = await probe();
  await server.stop();
  const note = held_max < idle ? `only ${held_max} idle connections: the limit of open files forbids more` : undefined;
  const more = {
    held: { idle: ready.idle, slow: ready.slow },
    still_there: { idle: left.idle, slow: left.slow },
    p50_ms: { with: rounded(meanwhile.p50 / 1000), without: rounded((before.p50 + after.p50) / 2000) },
    resident_mb: megabytes,
    seconds_to_connect: rounded(ready.seconds),
  };
  return { connections: { ours: meanwhile.p99 / 1000, peer: (before.p99 + after.p99) / 2000, more, note } };
}
