// Signing in beside the bare password hash, and the same request with a session and without; inside one process, by turns.
import { copied_set } from '../lib/data_sets.mjs';
import { tool } from '../lib/tool.mjs';

export async function measure(context) {
  const set = await copied_set(context, context.sizes.small);
  const { logins, requests } = await tool(context, 'accounts', { data: set.folder, ...context.sizes.accounts });
  const per_second = (series) => 1_000_000 / series.wall_us.p50;
  return {
    login: {
      ours: per_second(logins.ours),
      peer: per_second(logins.peer),
      more: { logins: logins.ours.count, cpu_ms: logins.ours.cpu_us.p50 / 1000 },
    },
    authenticated_request: {
      ours: requests.ours.cpu_us.p50,
      peer: requests.peer.cpu_us.p50,
      more: { requests: requests.ours.count },
    },
  };
}
