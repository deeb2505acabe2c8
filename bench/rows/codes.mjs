// Codes from serials beside bare block operations, in slices by turns.
import { tool } from '../lib/tool.mjs';

export async function measure(context) {
  const { ours, peer, codes_per_slice } = await tool(context, 'codes', { count: context.sizes.codes });
  const ns = (series) => (series.cpu_us.p50 / codes_per_slice) * 1000;
  return { issue_codes: { ours: ns(ours), peer: ns(peer), more: { codes: ours.count * codes_per_slice } } };
}
