// The same query on a large and a small data set, by turns.
import { rounded } from '../lib/figures.mjs';
import { data_set } from '../lib/data_sets.mjs';
import { tool } from '../lib/tool.mjs';

export async function measure(context) {
  const large = await data_set(context, context.sizes.large);
  const small = await data_set(context, context.sizes.small);
  const { ours, peer } = await tool(context, 'growth', {
    large: large.folder,
    small: small.folder,
    ...context.sizes.cold,
  });
  const more = { events: [large.events, small.events], ratio_p50: rounded(ours.cpu_us.p50 / peer.cpu_us.p50) };
  return { growth: { ours: ours.cpu_us.mean, peer: peer.cpu_us.mean, more } };
}
