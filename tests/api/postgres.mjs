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
  // The server goes on until our end closes its input; it must not keep us from ending.
  for (const part of [child, child.stdin, child.stdout]) part.unref();
  const [, folder, port] = ready.split(' ');
  return { folder, port };
}

let server;
const databases = new Map(); // data folder → address

/** The address of the folder's database, which is made when first asked for. */
export async function database_of(data) {
  const key = path.resolve(data);
  const { folder, port } = await (server ??= start());
  if (!databases.has(key)) {
    const name = `api${databases.size + 1}`;
    execFileSync('createdb', ['-h', folder, '-p', port, '-U', 'qiongyuan', name], { cwd: '/' });
    databases.set(key, `postgres://qiongyuan@/${name}?host=${folder}&port=${port}`);
  }
  return databases.get(key);
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
