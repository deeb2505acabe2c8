// qy_bench, the half of the measurements that is C++.
import { run } from './processes.mjs';

const TASK_SECONDS_MAX = 900;

/** Runs one task with its options: its answer. */
export async function tool(context, task, options) {
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  return JSON.parse(await run(context.tool, [task, ...args], { seconds: TASK_SECONDS_MAX }));
}
