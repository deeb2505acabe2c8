// Processes that a measurement starts: each is known by its pid, bounded in time, and ended by its pid when the run
// ends, however it ends.
import { spawn } from 'node:child_process';
import fs from 'node:fs';

const TICKS_PER_SECOND = 100; // of /proc/PID/stat: USER_HZ, the same on every Linux

const children = new Set();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** Whether a program is in the path, or is a path itself. */
export function is_there(program) {
  if (program.includes('/')) return fs.existsSync(program);
  return process.env.PATH.split(':').some((folder) => fs.existsSync(`${folder}/${program}`));
}

/** Starts a program that stays; its output goes to `log`. With `files` it may open as many files as the system allows. */
export function start(program, args, { log, env = {}, files = false, stdin = 'ignore', stdout } = {}) {
  const file = fs.openSync(log, 'a');
  const raised = ['-c', 'ulimit -Sn "$(ulimit -Hn)"; exec "$@"', 'start', program, ...args.map(String)];
  const [command, all] = files ? ['bash', raised] : [program, args.map(String)];
  const child = spawn(command, all, { stdio: [stdin, stdout ?? file, file], env: { ...process.env, ...env } });
  fs.closeSync(file);
  children.add(child);
  child.log = log;
  child.ended = new Promise((done) => {
    child.once('error', (error) => done(error));
    child.once('exit', (code, signal) => {
      children.delete(child);
      done(code ?? signal);
    });
  });
  return child;
}

/** Asks a process to end and waits; forces it after `seconds`. */
export async function stop(child, signal = 'SIGTERM', seconds = 20) {
  child.kill(signal);
  const limit = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  await child.ended;
  clearTimeout(limit);
}

/** Runs a program to its end: its standard output. Throws when it fails or takes longer than `seconds`. */
export function run(program, args, { seconds = 600, env = {} } = {}) {
  return new Promise((done, failed) => {
    const child = spawn(program, args.map(String), { env: { ...process.env, ...env } });
    children.add(child);
    const limit = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    const out = [];
    const err = [];
    child.stdin.end();
    child.stdout.on('data', (piece) => out.push(piece));
    child.stderr.on('data', (piece) => err.push(piece));
    child.on('error', failed);
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      children.delete(child);
      if (code === 0) done(Buffer.concat(out).toString());
      else failed(new Error(`${program} ${args.join(' ')} ended with ${code ?? signal}: ${Buffer.concat(err)}`));
    });
  });
}

/** Fields of /proc/PID/stat behind the name, which may hold spaces; the first is the state. */
function stat_of(pid) {
  const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Fields of every child of a process that lives now. */
function stats_of_children(pid) {
  const found = [];
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = stat_of(name);
      if (Number(stat[1]) === pid) found.push(stat);
    } catch {
      // it ended meanwhile
    }
  }
  return found;
}

/** CPU time, user and system, that a process, its children and those of them that have ended took so far, in seconds. */
export function cpu_seconds(pid) {
  const sum = (fields) => fields.map(Number).reduce((a, b) => a + b);
  const of_children = stats_of_children(pid).map((stat) => sum(stat.slice(11, 13)));
  const own = stat_of(pid); // read last: a child that ended is counted here
  return [...of_children, sum(own.slice(11, 15))].reduce((a, b) => a + b) / TICKS_PER_SECOND;
}

/** Memory that a process holds in RAM, in bytes. */
export function resident_bytes(pid) {
  return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
}

/** How many files a process may have open at most, here. */
export function open_files_max() {
  const line = /^Max open files\s+\d+\s+(\d+|unlimited)/m.exec(fs.readFileSync('/proc/self/limits', 'utf8'));
  return line[1] === 'unlimited' ? Infinity : Number(line[1]);
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Tries until `condition` gives something, at most `seconds`. */
export async function until(what, condition, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > end) throw new Error(`did not come true within ${seconds} s: ${what}`);
    await sleep(2);
  }
}
