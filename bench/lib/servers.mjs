// The servers that are measured: ours, nginx and PostgreSQL, each on the loopback only, in a folder of its own.
import fs from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import path from 'node:path';
import { is_there, run, start, stop, until } from './processes.mjs';

const NGINX = ['nginx', '/usr/sbin/nginx'].find(is_there);
const POSTGRES_FOLDERS = '/usr/lib/postgresql';

/** One request over TLS: {status, headers, body}. */
export function request(port, where, { method = 'GET', headers = {}, body, agent } = {}) {
  return new Promise((done, failed) => {
    const options = { host: '127.0.0.1', port, path: where, method, headers, agent, timeout: 60_000 };
    const sent = https.request({ ...options, rejectUnauthorized: false }, (reply) => {
      const pieces = [];
      const tls = `${reply.socket.getProtocol()} ${reply.socket.getCipher().standardName}`;
      reply.on('data', (piece) => pieces.push(piece));
      reply.on('error', failed);
      reply.on('end', () => {
        done({ status: reply.statusCode, headers: reply.headers, body: Buffer.concat(pieces), tls });
      });
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer: ${method} ${where}`)));
    sent.on('error', failed);
    sent.end(body);
  });
}

/** A free port of the loopback. */
function free_port() {
  return new Promise((done, failed) => {
    const listener = net.createServer();
    listener.on('error', failed);
    listener.listen(0, '127.0.0.1', () => {
      const { port } = listener.address();
      listener.close(() => done(port));
    });
  });
}

/** Waits until `asked` says yes; throws at once when the server has ended. */
async function answers(child, name, asked) {
  let over = false;
  child.ended.then(() => (over = true));
  await until(`${name} answers`, () => {
    if (over) throw new Error(`${name} ended: ${fs.readFileSync(child.log, 'utf8').slice(-1_000)}`);
    return asked().catch(() => false);
  });
}

/** qiongyuan serve on a data folder, limits per address off: {child, pid, port, ready}. */
export async function serve(context, data, { demo = false } = {}) {
  const folder = context.folder('serve');
  const ready_file = path.join(folder, 'ready.json');
  const args = ['serve', '--data', data, '--port', 'auto', '--http-port', '0', '--ops-port', '0'];
  args.push('--ready-file', ready_file, '--set', 'limits.public_per_minute=0');
  args.push('--set', 'limits.public_failures_per_minute=0');
  if (demo) args.push('--demo');
  const child = start(context.program, args, { log: path.join(folder, 'serve.log'), files: true });
  await answers(child, 'qiongyuan', async () => fs.existsSync(ready_file));
  const ready = JSON.parse(fs.readFileSync(ready_file, 'utf8'));
  return { child, pid: child.pid, port: Number(new URL(ready.https).port), ready, stop: () => stop(child) };
}

/** Why nginx cannot be measured, or nothing. */
export const no_nginx = () => (NGINX ? undefined : 'nginx is not installed');

/** nginx over the same certificate and kind of TLS, serving `files`: name → {bytes, headers}. One access log line a
 *  request, like ours. */
export async function nginx(context, data, files) {
  const folder = context.folder('nginx');
  const port = await free_port();
  const locations = [];
  for (const [name, { bytes, headers }] of Object.entries(files)) {
    fs.writeFileSync(path.join(folder, name), bytes);
    const added = Object.entries(headers).map(([key, value]) => `add_header ${key} "${value}";`);
    locations.push(`location = /${name} { default_type "application/octet-stream"; ${added.join(' ')} }`);
  }
  const tls = path.join(data, 'tls');
  const settings = path.join(folder, 'nginx.conf');
  fs.writeFileSync(
    settings,
    `${process.getuid() === 0 ? 'user root;' : ''}
daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 2;
worker_rlimit_nofile 4096;
events { worker_connections 1024; }
http {
  sendfile on; tcp_nopush on; open_file_cache max=100; keepalive_requests 1000000000; access_log ${folder}/access.log;
  client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f;
  uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  server {
    listen 127.0.0.1:${port} ssl; root ${folder};
    ssl_certificate ${tls}/certificate.pem; ssl_certificate_key ${tls}/key.pem; ssl_protocols TLSv1.2 TLSv1.3;
    ${locations.join('\n    ')}
  }
}
`,
  );
  const child = start(NGINX, ['-c', settings, '-p', folder], { log: path.join(folder, 'out.log') });
  const first = `/${Object.keys(files)[0]}`;
  await answers(child, 'nginx', () => request(port, first).then((reply) => reply.status === 200));
  return { child, pid: child.pid, port, stop: () => stop(child) };
}

function postgres_folder() {
  if (!fs.existsSync(POSTGRES_FOLDERS)) return undefined;
  const versions = fs.readdirSync(POSTGRES_FOLDERS).map(Number).filter((version) => version >= 15);
  const folder = versions.length && path.join(POSTGRES_FOLDERS, String(Math.max(...versions)), 'bin');
  return folder && fs.existsSync(path.join(folder, 'postgres')) ? folder : undefined;
}

/** Why PostgreSQL cannot be measured, or nothing. */
export const no_postgres = () => (postgres_folder() ? undefined : 'no server of PostgreSQL 15 or later is installed');

/** A new PostgreSQL with its usual settings, on a socket in its folder: {pid, sql(text)}. Its own user when we are root. */
export async function postgres(context) {
  const folder = context.folder('postgres');
  const programs = postgres_folder();
  const cluster = path.join(folder, 'cluster');
  const as = process.getuid() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
  fs.chmodSync(context.root_folder, 0o755);
  if (as.length) await run('chown', ['postgres', folder]);
  const [program, ...before] = [...as, path.join(programs, 'initdb')];
  await run(program, [...before, '-D', cluster, '--auth=trust', '-U', 'bench', '--no-locale', '-E', 'UTF8', '--no-sync']);
  const [server, ...given] = [...as, path.join(programs, 'postgres')];
  const child = start(server, [...given, '-D', cluster, '-k', folder, '-c', 'listen_addresses='], {
    log: path.join(context.root_folder, 'postgres.log'),
  });
  const psql = ['-h', folder, '-U', 'bench', '-d', 'postgres', '-v', 'ON_ERROR_STOP=1', '-X', '-q'];
  const sql = (text) => run('psql', [...psql, '-c', text]);
  await answers(child, 'PostgreSQL', () => sql('SELECT 1').then(() => true));
  const script = (file) => run('psql', [...psql, '-f', file]);
  return { child, pid: child.pid, sql, script, stop: () => stop(child, 'SIGINT') };
}
