// Data sets, made once by the tool with the product's own functions and kept under build/: a set of a million events
// takes minutes to make.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { run } from './processes.mjs';

const FILL_SECONDS_MAX = 3600;

/** A name for what sets are made by: they are made anew when what fills them or the schema changes. */
function recipe(root) {
  const hash = createHash('sha256');
  const migrations = path.join(root, 'src/storage/migrations');
  const files = fs.readdirSync(migrations).sort().map((name) => path.join(migrations, name));
  const makers = ['fill.cpp', 'stories.cpp'].map((name) => path.join(root, 'bench/tool', name));
  for (const file of [...files, ...makers]) hash.update(fs.readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

/** A data folder with this many events: {folder, codes, token}. `codes` is a file with a code on each line. */
export async function data_set(context, events) {
  const folder = path.join(context.root, 'build/bench', `${events}-${recipe(context.root)}`);
  const facts_file = `${folder}.json`;
  if (!fs.existsSync(facts_file)) {
    context.say(`making a data set of ${events} events`);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(path.dirname(folder), { recursive: true });
    const facts = await run(context.tool, ['fill', '--data', folder, '--events', events], { seconds: FILL_SECONDS_MAX });
    fs.writeFileSync(facts_file, facts);
  }
  const codes = path.join(folder, 'codes.txt');
  return { folder, codes, ...JSON.parse(fs.readFileSync(facts_file, 'utf8')) };
}

/** A copy that a measurement may write to; gone when the run ends. */
export async function copied_set(context, events) {
  const set = await data_set(context, events);
  const folder = path.join(context.folder('copy'), 'data');
  fs.cpSync(set.folder, folder, { recursive: true });
  return { ...set, folder };
}

export const first_code = (set) => fs.readFileSync(set.codes, 'utf8').split('\n', 1)[0];
