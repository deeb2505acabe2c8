// The platform as its users meet it: the program run as a command, and a server of its own for each test file, on free
// ports and a temporary folder. QY_PROGRAM is the path of the program.
import { spawn } from 'node:child_process';
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { check_answer } from './classes.mjs';
import { database_settings } from './postgres.mjs';

export const program = process.env.QY_PROGRAM;
if (!program) throw new Error('QY_PROGRAM names no program');
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const examples = fs
  .readdirSync(path.join(root, 'examples'))
  .filter((name) => /\.(csv|json)$/.test(name))
  .sort()
  .map((name) => path.join(root, 'examples', name));

const READY_SECONDS = 180; // a sanitizer's build on a busy machine
const COMMAND_SECONDS = 300;

// What a child must not inherit: settings of whoever runs the tests.
function clean(env) {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('QIONGYUAN_'));
  return { ...Object.fromEntries(kept), LANG: 'C.UTF-8', ...env };
}

const folders = [];
const children = new Set();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder, removed at the end. */
export function temporary() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'qy-'));
  folders.push(folder);
  return folder;
}

/** Whether a file of a running server's folder stays: no socket, and none that is about to replace another. */
export const stays = (file) => !/\.(sock|new)$/.test(file);

/** Tries until `condition` gives something, at most `seconds`. */
export async function until(what, condition, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > end) throw new Error(`did not come true within ${seconds} s: ${what}`);
    await new Promise((go) => setTimeout(go, 20));
  }
}

/** Whether the program watches its own memory or threads, and so uses more of both. */
const watched = fs.readFileSync(program);
const is_sanitized = watched.includes('__asan_init') || watched.includes('__tsan_init');
export const sanitized = () => is_sanitized;
const ANSWER_MS = is_sanitized ? 300_000 : 60_000;

/** The most memory that a process had at once so far, in bytes; 0 when it is gone. */
function peak_memory(pid) {
  try {
    return 1024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Runs a command to its end: {code, signal, out, err, lines, memory}; `memory` is its peak in bytes, with `watch`. */
export async function run(args, { input = '', env = {}, watch = false } = {}) {
  const database = await database_settings(args);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args.map(String), { env: clean({ ...database, ...env }), cwd: root });
    children.add(child);
    const out = [];
    const err = [];
    const limit = setTimeout(() => child.kill('SIGKILL'), COMMAND_SECONDS * 1000);
    let memory = 0;
    const look = watch && setInterval(() => (memory = Math.max(memory, peak_memory(child.pid))), 10);
    child.stdout.on('data', (piece) => out.push(piece));
    child.stderr.on('data', (piece) => err.push(piece));
    child.on('error', reject);
    child.stdin.on('error', () => {}); // it may end without reading
    child.stdin.end(input);
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      clearInterval(look);
      children.delete(child);
      const text = Buffer.concat(out).toString();
      const lines = text.split('\n').filter(Boolean);
      resolve({ code, signal, out: text, err: Buffer.concat(err).toString(), lines, memory });
    });
  });
}

/** A command that must end with 0; its output. */
export async function done(args, options) {
  const ended = await run(args, options);
  assert.equal(ended.code, 0, `qiongyuan ${args.join(' ')}\n${ended.err}${ended.out}`);
  return ended;
}

/** The JSON that a command with --json prints. */
export async function json(args, options) {
  return JSON.parse((await done([...args, '--json'], options)).out);
}

/** The address of localhost: a minimal machine may not know that name; browsers and curl do by themselves, Node does not. */
export const loopback = '127.0.0.1';
const lookup = (_name, { all }, found) =>
  all ? found(null, [{ address: loopback, family: 4 }]) : found(null, loopback, 4);

/** One request: {status, headers, bytes, text, json}. `base` is an address, or {socketPath}. */
export function request(base, where, { method = 'GET', headers = {}, body, agent } = {}) {
  return new Promise((resolve, reject) => {
    const options = { method, headers, agent, lookup, timeout: ANSWER_MS };
    const take = (reply) => {
      const pieces = [];
      reply.on('data', (piece) => pieces.push(piece));
      reply.on('error', reject);
      reply.on('end', () => {
        const bytes = Buffer.concat(pieces);
        const text = bytes.toString();
        const found = { status: reply.statusCode, headers: reply.headers, bytes, text, socket: reply.socket };
        const is_json = String(reply.headers['content-type']).startsWith('application/json');
        if (is_json && text) found.json = JSON.parse(text);
        resolve(found);
      });
    };
    let sent;
    if (typeof base === 'object') {
      sent = http.request({ ...options, socketPath: base.socketPath, path: where }, take);
    } else if (base.startsWith('https:')) {
      sent = https.request(base + where, { ...options, rejectUnauthorized: false }, take);
    } else {
      sent = http.request(base + where, options, take);
    }
    sent.on('timeout', () => sent.destroy(new Error(`no answer: ${method} ${where}`)));
    sent.on('error', reject);
    sent.end(body);
  });
}

const totp_step = () => Math.floor(Date.now() / 30_000);

/** The one-time code of a base32 secret (RFC 6238, SHA-1), `aside` steps from now. */
export function totp(secret, aside = 0) {
  const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(totp_step() + aside));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const used_steps = new Map(); // secret → last step, since no code opens twice

/** A code of the secret that was not used yet; waits for the next period when it must. */
export async function fresh_totp(secret) {
  const last = used_steps.get(secret) ?? 0;
  await until('a fresh one-time code', () => totp_step() + 1 > last, 60);
  const step = Math.max(last + 1, totp_step());
  used_steps.set(secret, step);
  return totp(secret, step - totp_step());
}

/** The answer to an arithmetic captcha's question, in English. */
export function captcha_answer(question) {
  const words = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty';
  const [, a, sign, b] = /^What is (\w+) (plus|minus) (\w+)\?/.exec(question);
  const number = (word) => words.split(' ').indexOf(word);
  return String(sign === 'plus' ? number(a) + number(b) : number(a) - number(b));
}

/** Cookies of a browser: what replies set, requests send. */
export class Browser {
  cookies = new Map();
  csrf = '';
  roles = undefined; // not known before it signed in
  headers() {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { ...(cookie ? { Cookie: cookie } : {}), ...(this.csrf ? { 'X-CSRF-Token': this.csrf } : {}) };
  }
  take(reply) {
    for (const line of reply.headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    if (reply.json?.data?.csrf_token) this.csrf = reply.json.data.csrf_token;
    if (reply.json?.data?.must) this.roles = reply.json.data.roles;
  }
}

/** A running server. */
export class Server {
  constructor(child, ready, data, log, agent) {
    Object.assign(this, { child, ready, data, log, agent });
    this.http = ready.http;
    this.https = ready.https;
    this.ops = ready.ops;
    this.admin = { socketPath: path.join(data, 'admin.sock') };
  }

  /** The bearer token of an example user; any other text is a token itself; '' is nobody. */
  token(user) {
    if (!user) return '';
    const found = (this.ready.users ?? []).find((one) => one.name === user);
    return found ? found.token : user;
  }

  get(where, options = {}) {
    return request(this.http, where, { agent: this.agent, ...options });
  }

  /** Calls a function: body as an object, or as the exact text. */
  async call(name, body = {}, { as = '', headers = {}, base = this.http, language = 'zh-CN', browser } = {}) {
    const token = browser ? '' : this.token(as);
    const reply = await request(base, `/api/v1/${name}`, {
      method: 'POST',
      agent: base === this.http ? this.agent : undefined,
      headers: {
        'Content-Type': 'application/json',
        'Accept-Language': language,
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(browser ? browser.headers() : {}),
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    if (browser) browser.take(reply);
    if (reply.json?.code === 'ok') check_answer(name, reply.json.data, this.roles_of({ token, base, browser }));
    return reply;
  }

  /** The roles of a caller as check_answer wants them. */
  roles_of({ token, base, browser }) {
    if (typeof base === 'object') return null;
    if (browser) return browser.roles;
    return token ? (this.ready.users ?? []).find((one) => one.token === token)?.roles : [];
  }

  /** A browser in which an example user has signed in, with the second factor if it has one. */
  async sign_in(name, browser = new Browser(), options = {}) {
    const user = this.ready.users.find((one) => one.name === name);
    const code = user.totp_secret ? await fresh_totp(user.totp_secret) : undefined;
    await this.data_of('session.login', { name, password: user.password, code }, { browser, ...options });
    return browser;
  }

  /** The data of a call that must succeed. */
  async data_of(name, body, options) {
    const reply = await this.call(name, body, options);
    assert.equal(reply.status, 200, `${name} ${JSON.stringify(body)}: ${reply.text}`);
    assert.equal(reply.json.code, 'ok');
    assert.match(reply.json.request_id, /^[\w-]+$/);
    return reply.json.data;
  }

  /** A call that must fail with this status and code; the error. */
  async refused(status, code, name, body, options) {
    const reply = await this.call(name, body, options);
    const told = `${name} ${typeof body === 'string' ? body : JSON.stringify(body)}: ${reply.status} ${reply.text}`;
    assert.equal(reply.status, status, told);
    if (code) assert.equal(reply.json.code, code, told);
    return reply.json;
  }

  /** A new user with a bearer token, made by the operator's commands. */
  async user(name, roles, party) {
    const args = ['user', 'add', '--data', this.data, '--name', name, '--role', roles, '--password-stdin'];
    if (party) args.push('--party', party);
    await done(args, { input: 'Fresh-grass-7\n' });
    return (await done(['user', 'token', '--data', this.data, '--name', name])).out.trim();
  }

  /** Code of an example by its label in the ready file, such as "琼北金橙 QJ20251122-D01". */
  code(product) {
    const found = this.ready.codes.find((one) => one.product === product);
    assert.ok(found, `no example code of ${product}`);
    return found.code;
  }

  /** Sends the signal and waits for the end: its exit code, or the signal that ended it. Sanitizers tell what they
   *  found by the exit code too, so that any but 0 fails. */
  async end(signal = 'SIGTERM') {
    this.agent.destroy();
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.kill(signal);
      await ended;
    }
    children.delete(this.child);
    const ended = this.child.exitCode ?? this.child.signalCode;
    const told = () => {
      const log = fs.readFileSync(this.log, 'utf8');
      const report = log.search(/^(WARNING: ThreadSanitizer|==\d+==ERROR)/m); // of a sanitizer, wherever it stands
      return (report < 0 ? '' : `${log.slice(report, report + 10_000)}\n…\n`) + log.slice(-10_000);
    };
    if (ended !== 0 && ended !== 'SIGKILL') assert.fail(`the server ended with ${ended}\n${told()}`);
    return ended;
  }
}

/** Starts `serve` and waits for its ready file. Limits per address are off unless `settings` say otherwise. */
export async function serve({ data, demo = true, settings = {}, ports = {}, env = {} } = {}) {
  const folder = temporary();
  const where = data ?? path.join(folder, 'data');
  const ready = path.join(folder, 'ready.json');
  const chosen = { 'limits.public_per_minute': 0, 'limits.public_failures_per_minute': 0, ...settings };
  const args = ['serve', '--data', where, '--port', 'auto'];
  args.push('--http-port', ports.http ?? 'auto', '--ops-port', ports.ops ?? 'auto');
  args.push('--ready-file', ready);
  if (demo) args.push('--demo');
  for (const [name, value] of Object.entries(chosen)) args.push('--set', `${name}=${value}`);
  const database = await database_settings(args);
  const log = path.join(folder, 'serve.log');
  const file = fs.openSync(log, 'w');
  const child = spawn(program, args, { stdio: ['ignore', file, file], env: clean({ ...database, ...env }), cwd: root });
  fs.closeSync(file);
  children.add(child);
  const tail = () => fs.readFileSync(log, 'utf8').split('\n').slice(-25).join('\n');
  await until(
    'the ready file',
    () => {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`the server ended (${child.exitCode ?? child.signalCode}) before it was ready\n${tail()}`);
      }
      return fs.existsSync(ready);
    },
    READY_SECONDS,
  ).catch((error) => {
    child.kill('SIGKILL');
    throw error;
  });
  const agent = new http.Agent({ keepAlive: true, lookup });
  const server = new Server(child, JSON.parse(fs.readFileSync(ready, 'utf8')), where, log, agent);
  server.ready_file = ready;
  return server;
}

/** Records of a CSV file of ours: RFC 4180, header first. */
export function csv(text) {
  const rows = [];
  let row = [''];
  let quoted = false;
  for (let i = 0; i < text.length; ++i) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') row[row.length - 1] += c;
      else if (text[i + 1] === '"') row[row.length - 1] += text[++i];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') row.push('');
    else if (c === '\n') {
      rows.push(row);
      row = [''];
    } else if (c !== '\r') row[row.length - 1] += c;
  }
  if (row.length > 1 || row[0]) rows.push(row);
  const [header, ...records] = rows;
  return records.map((record) => Object.fromEntries(header.map((name, i) => [name, record[i] ?? ''])));
}

/** Every text inside a JSON value, member names too. */
export function texts(value, found = []) {
  if (typeof value === 'string') found.push(value);
  else if (Array.isArray(value)) value.forEach((item) => texts(item, found));
  else if (value && typeof value === 'object') {
    for (const [name, item] of Object.entries(value)) {
      found.push(name);
      texts(item, found);
    }
  }
  return found;
}

export const has_chinese = (text) => /\p{Script=Han}/u.test(text);
