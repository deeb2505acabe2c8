// From the start of the program on a warm data folder to the first answered query.
import { median, rounded } from '../lib/figures.mjs';
import { cpu_seconds } from '../lib/processes.mjs';
import { data_set, first_code } from '../lib/data_sets.mjs';
import { request, serve } from '../lib/servers.mjs';

async function once(context, set) {
  const begin = performance.now();
  const server = await serve(context, set.folder);
  const answer = await request(server.port, '/api/v1/trace.query', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code: first_code(set) }),
  });
  const seconds = (performance.now() - begin) / 1000;
  const cpu = cpu_seconds(server.pid);
  await server.stop();
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
  return { seconds, cpu };
}

export async function measure(context) {
  const set = await data_set(context, context.sizes.large);
  await once(context, set); // makes the certificate, warms the files
  const starts = [];
  for (let i = 0; i < context.sizes.starts; ++i) starts.push(await once(context, set));
  const more = {
    events: set.events,
    fastest: rounded(Math.min(...starts.map((one) => one.seconds))),
    cpu_seconds: rounded(median(starts.map((one) => one.cpu))),
  };
  return { start: { ours: median(starts.map((one) => one.seconds)), more } };
}
