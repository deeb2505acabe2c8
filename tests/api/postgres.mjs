// The database of each data folder when QY_TEST_DATABASE=postgresql: one of a server that this test file starts for itself
// (tests/postgres_server.bash) and that ends with it.
import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const on_postgres = process.env.QY_TEST_DATABASE === 'postgresql';

async function start() {
  const child = spawn('bash', [path.join(root, 'tests/postgres_server.bash')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = readline.createInterface({ input: child.stdout });
  const ready = await new Promise((resolve, reject) => {
    lines.once('line', resolve);
    child.once('exit', () => reject(new Error('no PostgreSQL server started')));
  });
  lines.close();
  child.stdout.resume();
  // The server goes on until our end closes its input; it must not keep us from ending.
  for (const part of [child, child.stdin, child.stdout]) part.unref();
  const [, folder, port] = ready.split(' ');
  return { folder, port, child };
}

let server;
const databases = new Map(); // data folder → name

/** Makes the database of a folder, empty or with what another one holds, which nobody may be using then. */
async function make(key, like) {
  const { folder, port } = await (server ??= start());
  const name = `api${databases.size + 1}`;
  databases.set(key, name);
  const from = like ? ['-T', databases.get(like)] : [];
  execFileSync('createdb', ['-h', folder, '-p', port, '-U', 'qiongyuan', ...from, name], { cwd: '/' });
}

/** The address of the folder's database, which is made when first asked for. */
export async function database_of(data) {
  const key = path.resolve(data);
  if (!databases.has(key)) await make(key);
  const { folder, port } = await server;
  return `postgres://qiongyuan@/${databases.get(key)}?host=${folder}&port=${port}`;
}

/** Gives the folder `to` a database of its own with what that of the folder `from` holds. */
export async function copy_database(from, to) {
  await make(path.resolve(to), path.resolve(from));
}

/** Tells the database server `kill`, `start`, `stop` or `restart` (tests/postgres_server.bash) and waits for it. */
export async function tell_database(command) {
  const { child } = await (server ??= start());
  const done = new Promise((go) => child.stdout.once('data', go));
  child.stdin.write(`${command}\n`);
  await done;
}

/** What a command with these arguments needs in its environment. */
export async function database_settings(args) {
  const at = args.indexOf('--data');
  if (!on_postgres || at < 0) return {};
  return { QIONGYUAN_STORAGE_DATABASE: await database_of(String(args[at + 1])) };
}

/** The rows of a query on the folder's database, columns separated by |. */
export async function database_query(data, sql) {
  const out = execFileSync('psql', ['-AtX', '-c', sql, await database_of(data)], { cwd: '/' }).toString();
  return out.split('\n').filter(Boolean);
}
