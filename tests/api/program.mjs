// The program as its users meet it: its commands, and the functions of a running server.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import https from 'node:https';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const examples = readdirSync(join(root, 'examples')).sort().map(name => join(root, 'examples', name));
export const ready = JSON.parse(readFileSync(process.env.QY_READY_FILE, 'utf8'));
export const servedFolder = process.env.QY_DATA;

/** A folder of its own, removed at the end of the test. */
export function temporaryFolder(test) {
    const folder = mkdtempSync(join(tmpdir(), 'qy-api-'));
    test.after(() => rmSync(folder, {recursive: true, force: true}));
    return folder;
}

/** Runs the program; `exit` is its exit status. */
export function run(data, args, input = '') {
    const done = spawnSync(process.env.QY_PROGRAM, [...args, '--data', data], {
        input,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        env: {...process.env, LANG: 'zh_CN.UTF-8'},
    });
    return {exit: done.status, out: done.stdout, err: done.stderr};
}

/** Each line of a command's --json output. */
export function jsonLines(done) {
    return done.out.split('\n').filter(line => line.trim() !== '').map(line => JSON.parse(line));
}

/** A request to the running server over HTTPS, its certificate being its own. */
export function request(method, path, {headers = {}, body} = {}) {
    return new Promise((resolve, reject) => {
        const call = https.request(new URL(path, ready.https), {method, headers, rejectUnauthorized: false}, answer => {
            const chunks = [];
            answer.on('data', chunk => chunks.push(chunk));
            answer.on('end', () => resolve(
                {status: answer.statusCode, headers: answer.headers, text: Buffer.concat(chunks).toString('utf8')}));
        });
        call.on('error', reject);
        call.end(body);
    });
}

/** POST /api/v1/NAME; as a user of the demonstration, or as nobody. */
export async function call(name, body, user, headers = {}) {
    const token = user && ready.users.find(one => one.name === user).token;
    const answer = await request('POST', `/api/v1/${name}`, {
        headers: {'content-type': 'application/json', ...(token ? {authorization: `Bearer ${token}`} : {}), ...headers},
        body: JSON.stringify(body),
    });
    return {...answer, json: JSON.parse(answer.text)};
}
