// Load by wrk: one thread, few connections, all kept alive. The figure is what the server's processes spend, not what
// wrk sees: client and server share the machine.
import path from 'node:path';
import { cpu_seconds, is_there, run } from './processes.mjs';

export const no_wrk = () => (is_there('wrk') ? undefined : 'wrk is not installed');

const CONNECTIONS = 8;

/** Asks the server at `port` for `seconds` as the script of bench/load/ says: {requests, per_second, cpu_us}. */
export async function ask(context, server, script, args, seconds) {
  const file = path.join(context.root, 'bench/load', script);
  const before = cpu_seconds(server.pid);
  const out = await run('wrk', [
    ...['-t', 1, '-c', CONNECTIONS, '-d', `${seconds}s`, '-s', file, `https://127.0.0.1:${server.port}/`, '--'],
    ...args,
  ]);
  const cpu = cpu_seconds(server.pid) - before;
  const requests = Number(/^\s*(\d+) requests in/m.exec(out)[1]);
  const bad = /Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)/.exec(out);
  if (bad || requests === 0) throw new Error(`wrk ${script}: ${out}`);
  const per_second = Number(/^Requests\/sec:\s+([\d.]+)/m.exec(out)[1]);
  return { requests, per_second, cpu_us: (cpu / requests) * 1e6 };
}
