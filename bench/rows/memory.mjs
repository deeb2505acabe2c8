// What the server holds in RAM after queries of random codes of the large data set.
import { resident_bytes } from '../lib/processes.mjs';
import { ask, no_wrk } from '../lib/load.mjs';
import { data_set } from '../lib/data_sets.mjs';
import { serve } from '../lib/servers.mjs';

const MB = 2 ** 20;
const SLICES_MAX = 40;

export async function measure(context) {
  if (no_wrk()) throw new Error(no_wrk());
  const { queries, seconds } = context.sizes.memory;
  const set = await data_set(context, context.sizes.large);
  const server = await serve(context, set.folder);
  const begun_with = resident_bytes(server.pid);
  let asked = 0;
  for (let slice = 0; slice < SLICES_MAX && asked < queries; ++slice) {
    asked += (await ask(context, server, 'random.lua', [set.codes, slice + 1], seconds)).requests;
  }
  const ours = resident_bytes(server.pid) / MB;
  await server.stop();
  const more = { events: set.events, queries: asked, at_start_mb: Math.round(begun_with / MB) };
  return { memory: { ours, more } };
}
