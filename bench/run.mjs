// The driver of script/bench: measures the wanted rows one after the other, prints a table, writes the results.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { failed_result, result_of, table, write_results } from './lib/report.mjs';
import { rows } from './rows.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** How much is done. `quick` only shows that every row works: its figures mean nothing. */
const SIZES = {
  full: {
    small: 10_000,
    large: 1_000_000,
    hot: { rounds: 5, seconds: 3 },
    cold: { warm: 500, count: 5_000 },
    capture: { rounds: 5, requests: 10 },
    codes: 400_000,
    sheets: { rows: 100_000, turns: 5 },
    accounts: { logins: 200, requests: 5_000 },
    starts: 7,
    memory: { queries: 100_000, seconds: 10 },
    connections: { idle: 10_000, slow: 200, count: 1_000, per_second: 100 },
  },
  quick: {
    small: 100,
    large: 400,
    hot: { rounds: 1, seconds: 1 },
    cold: { warm: 2, count: 10 },
    capture: { rounds: 1, requests: 1 },
    codes: 4_000,
    sheets: { rows: 50, turns: 2 },
    accounts: { logins: 3, requests: 10 },
    starts: 1,
    memory: { queries: 10, seconds: 1 },
    connections: { idle: 50, slow: 5, count: 20, per_second: 100 },
  },
};

function read_arguments() {
  const options = {
    program: { type: 'string', default: path.join(root, 'build/release/qiongyuan') },
    tool: { type: 'string', default: path.join(root, 'build/release/qy_bench') },
    out: { type: 'string', default: path.join(root, 'bench/results/latest.json') },
    quick: { type: 'boolean', default: false },
  };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const unknown = positionals.find((name) => !rows.some((row) => row.name === name));
  if (unknown) throw new Error(`no row ${unknown}; there are: ${rows.map((row) => row.name).join(' ')}`);
  return { ...values, wanted: rows.filter((row) => positionals.length === 0 || positionals.includes(row.name)) };
}

/** What every row gets: programs, sizes, folders that are gone when the run ends. */
function context_of({ program, tool, quick }) {
  const root_folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qy-bench-'));
  process.on('exit', () => fs.rmSync(root_folder, { recursive: true, force: true }));
  const say = (text) => process.stderr.write(`bench: ${text}\n`);
  const folder = (name) => fs.mkdtempSync(path.join(root_folder, `${name}-`));
  return { root, root_folder, program, tool, say, folder, sizes: quick ? SIZES.quick : SIZES.full };
}

/** Measures one group: its rows' results; a failure is theirs, not the run's. */
async function results_of(context, group, wanted) {
  const { measure } = await import(`./rows/${group}.mjs`);
  try {
    const measured = await measure(context);
    return wanted.map((row) => result_of(row, measured[row.name]));
  } catch (error) {
    context.say(`${group}: ${error.stack}`);
    return wanted.map((row) => failed_result(row, error.message.split('\n', 1)[0]));
  }
}

async function main() {
  const arguments_ = read_arguments();
  const context = context_of(arguments_);
  const results = [];
  for (const group of new Set(arguments_.wanted.map((row) => row.group))) {
    const wanted = arguments_.wanted.filter((row) => row.group === group);
    context.say(`measuring ${wanted.map((row) => row.name).join(', ')}`);
    results.push(...(await results_of(context, group, wanted)));
    write_results(arguments_.out, results, rows.map((row) => row.name));
  }
  console.log(table(results));
  process.exit(results.every((row) => row.ours !== null) ? 0 : 1);
}

main().catch((error) => {
  process.stderr.write(`bench: ${error.message}\n`);
  process.exit(2);
});
