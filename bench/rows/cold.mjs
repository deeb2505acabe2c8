// The trace query of random lots inside one process, by turns with the bare statements that it needs.
import { rounded } from '../lib/figures.mjs';
import { data_set } from '../lib/data_sets.mjs';
import { tool } from '../lib/tool.mjs';

export async function measure(context) {
  const set = await data_set(context, context.sizes.large);
  const { ours, peer } = await tool(context, 'cold', { data: set.folder, ...context.sizes.cold });
  const p99 = (series) => ({ cpu_ms: rounded(series.cpu_us.p99 / 1000), wall_ms: rounded(series.wall_us.p99 / 1000) });
  return {
    cold_trace_query: {
      ours: ours.cpu_us.mean,
      peer: peer.cpu_us.mean,
      more: { events: set.events, queries: ours.count, ratio_p50: rounded(ours.cpu_us.p50 / peer.cpu_us.p50) },
    },
    cold_trace_query_p99: { ours: ours.wall_us.p99 / 1000, more: { ours: p99(ours), bare_statements: p99(peer) } },
  };
}
