// The server as an operator runs it: TLS, listeners, limits, signals, settings, files, restarts.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { after, before, describe, test } from 'node:test';
import { done, loopback, request, root, run, serve, stays, temporary, until } from './platform.mjs';
import { on_postgres } from './postgres.mjs';

const port_of = (base) => Number(new URL(base).port);

/** A TLS connection with these options: {protocol, fingerprint}; throws when it is refused. */
function handshake(base, options = {}) {
  return new Promise((resolve, reject) => {
    const where = { port: port_of(base), host: loopback, rejectUnauthorized: false };
    const socket = tls.connect({ ...where, ...options }, () => {
      const found = { protocol: socket.getProtocol(), certificate: socket.getPeerCertificate() };
      socket.destroy();
      resolve(found);
    });
    socket.on('error', reject);
  });
}

/** Sends bytes as they are; everything that comes back until the end. */
function raw(base, text) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port_of(base), loopback, () => socket.write(text));
    let got = '';
    socket.setTimeout(30_000, () => socket.destroy(new Error(`no end of the answer: ${got}`)));
    socket.on('data', (piece) => (got += piece));
    socket.on('error', reject);
    socket.on('close', () => resolve(got));
  });
}

/** Local addresses that a port listens on, from the kernel's own tables. */
function listening_on(port) {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return ['/proc/net/tcp', '/proc/net/tcp6']
    .filter((file) => fs.existsSync(file))
    .flatMap((file) => fs.readFileSync(file, 'utf8').trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === '0A' && local.endsWith(`:${wanted}`))
    .map(([, local]) => local.split(':')[0]);
}
const kernel_loopback = ['0100007F', '00000000000000000000000001000000']; // as /proc/net/tcp writes it

describe('one server', () => {
  let server;
  const verification = temporary();
  const outlines = path.join(root, 'tests/data/map/outlines.geojson');

  before(async () => {
    fs.writeFileSync(path.join(verification, 'WW_verify_0123456789.txt'), 'abcdef0123456789');
    fs.symlinkSync('/etc/hostname', path.join(verification, 'link.txt'));
    fs.writeFileSync(path.join(verification, '.hidden'), 'no');
    server = await serve({
      settings: {
        'map.outlines_file': outlines,
        'server.verification_folder': verification,
        'server.icp_filing': '琼ICP备2026000001号-1',
        'server.police_filing': '琼公网安备46010602000123号',
      },
    });
  });
  after(() => server?.end());

  test('routes are drawn upon the outlines of the operator, never without their approval', async () => {
    const approval = '琼S(2026)999号';
    const { route, lot } = await server.data_of('trace.query', { lot_number: 'CYR260106-HK01' });
    assert.deepEqual([route.picture, route.approval], ['/map.svg', approval]);
    assert.ok(route.stops.length > 1 && route.legs.length > 0);
    for (const { code, x, y } of route.stops) assert.equal(Number.isInteger(x) && Number.isInteger(y), code !== null);
    const page = (await server.get(`/lot/${lot.id}`)).text;
    assert.match(page, /<image href="\/map\.svg\?lang=zh"/);
    assert.ok(page.includes(`审图号：${approval}`));
    const picture = await server.get('/map.svg?lang=en', { headers: { 'Accept-Encoding': 'identity' } });
    assert.equal(picture.headers['content-type'], 'image/svg+xml');
    assert.match(picture.headers['cache-control'], /max-age/);
    assert.ok(picture.text.includes(`Map approval: ${approval}`) && picture.text.includes('>Haikou</text>'));
    assert.equal(picture.text.match(/<path /g).length, 20, '19 outlines and the lines');
  });

  test('a file of outlines is tried before it is used, and a bad one is used by nobody', async () => {
    const folder = temporary();
    const picture = path.join(folder, 'map.svg');
    const tried = await run(['map', outlines, '--out', picture, '--lang', 'en']);
    assert.equal(tried.code, 0, tried.err);
    assert.match(tried.out, /Map approval: 琼S\(2026\)999号\nCities and counties: 19\n/);
    assert.match(fs.readFileSync(picture, 'utf8'), /^<svg /);
    const bad = path.join(folder, 'bad.geojson');
    fs.writeFileSync(bad, fs.readFileSync(outlines, 'utf8').replace('"approval_number"', '"number"'));
    for (const args of [['map', bad], ['serve', '--data', path.join(folder, 'data'), '--port', 'auto', '--http-port', '0', '--ops-port', '0', '--set', `map.outlines_file=${bad}`]]) {
      const refused = await run([...args, '--lang', 'en']);
      assert.equal(refused.code, 1, refused.out);
      assert.match(refused.err, /approval_number/);
    }
    assert.match((await run(['map', path.join(folder, 'none.geojson'), '--lang', 'en'])).err, /cannot be read/);
  });

  test('the ready file is for its owner and says how to reach the server', () => {
    assert.equal(fs.statSync(server.ready_file).mode & 0o777, 0o600);
    const { ready } = server;
    assert.deepEqual(Object.keys(ready), ['pid', 'https', 'http', 'ops', 'codes', 'users']);
    assert.equal(ready.pid, server.child.pid);
    assert.match(ready.https, /^https:\/\/localhost:\d+$/);
    assert.match(ready.http, /^http:\/\/localhost:\d+$/);
    assert.match(ready.ops, /^http:\/\/localhost:\d+$/);
    assert.ok(ready.codes.length >= 8);
    for (const one of ready.codes) {
      assert.deepEqual(Object.keys(one), ['code', 'product']);
      assert.match(one.code, /^\d{20}$/);
    }
    const roles = new Set(ready.users.flatMap((user) => user.roles));
    assert.equal(roles.size, 9, 'a user of every role');
    const clerks = ready.users.filter((user) => user.roles.includes('party_clerk'));
    assert.ok(clerks.length >= 2);
    for (const user of ready.users) assert.ok(user.name && user.password.length >= 10 && user.token.length >= 32);
  });

  test('what it prints leads to a page', async () => {
    const printed = () => fs.readFileSync(server.log, 'utf8');
    await until('the users are printed', () => printed().includes('demo.orange.clerk'));
    assert.ok(printed().includes(`${server.https}/t/${server.ready.codes[0].code}`));
  });

  test('the data folder keeps its secrets', () => {
    const mode = (name) => fs.statSync(path.join(server.data, name)).mode & 0o777;
    assert.equal(mode('keys'), 0o700);
    for (const name of fs.readdirSync(path.join(server.data, 'keys')).filter(stays)) {
      assert.equal(mode(`keys/${name}`) & 0o077, 0, name);
    }
    if (!on_postgres) assert.equal(mode('qiongyuan.db') & 0o077, 0);
    assert.equal(fs.existsSync(path.join(server.data, 'qiongyuan.db')), !on_postgres);
    assert.equal(mode('admin.sock') & 0o077, 0);
  });

  test('TLS 1.2 and 1.3 are spoken, 1.1 and 1.0 are not', async () => {
    for (const version of ['TLSv1.2', 'TLSv1.3']) {
      const { protocol, certificate } = await handshake(server.https, { minVersion: version, maxVersion: version });
      assert.equal(protocol, version);
      assert.match(certificate.subjectaltname, /DNS:localhost/);
    }
    for (const version of ['TLSv1.1', 'TLSv1']) {
      const options = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' };
      await assert.rejects(handshake(server.https, options), version);
    }
  });

  test('plain HTTP on the TLS port is no conversation', async () => {
    const got = await raw(server.https, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n').catch(() => '');
    assert.ok(!got.includes('200 OK'), got);
  });

  test('plain HTTP and operations listen on the loopback alone, HTTPS on every address', () => {
    for (const base of [server.http, server.ops]) {
      const found = listening_on(port_of(base));
      assert.ok(found.length > 0);
      for (const address of found) assert.ok(kernel_loopback.includes(address), `${base}: ${address}`);
    }
    const open = listening_on(port_of(server.https));
    assert.ok(open.some((address) => /^0+$/.test(address)), open.join(' '));
  });

  test('health, readiness and metrics are on the operations port alone', async () => {
    for (const [where, words] of [
      ['/healthz', /^ok\n/],
      ['/readyz', /^ready\n/],
      ['/metrics', /^# HELP /m],
    ]) {
      const reply = await request(server.ops, where);
      assert.equal(reply.status, 200);
      assert.match(reply.text, words);
      assert.equal((await server.get(where)).status, 404);
      assert.equal((await request(server.https, where)).status, 404);
    }
    assert.equal((await request(server.ops, '/')).status, 404);
    assert.equal((await request(server.ops, '/healthz', { method: 'POST' })).status, 405);
    assert.equal((await request(server.ops, '/api/v1/session.whoami', { method: 'POST' })).status, 405);
    await server.get(`/t/${server.ready.codes[0].code}`);
    // A request is counted once its answer is handed over whole, which may be after the client has read it.
    const text = await until('the page is counted', async () => {
      const { text: now } = await request(server.ops, '/metrics');
      return now.includes('route="page.code"') && now;
    });
    assert.ok(!text.includes(server.ready.codes[0].code), 'no code in a label');
  });

  test('security headers: nothing from elsewhere, no lasting TLS with our own certificate', async () => {
    for (const base of [server.http, server.https]) {
      for (const where of ['/', `/t/${server.ready.codes[0].code}`, '/search?q=%E5%92%96%E5%95%A1', '/nothing']) {
        const { headers } = await request(base, where);
        assert.equal(headers['x-content-type-options'], 'nosniff');
        assert.equal(headers['referrer-policy'], 'same-origin');
        assert.equal(headers['strict-transport-security'], undefined);
        assert.equal(headers.server, undefined);
        assert.match(headers['x-request-id'], /^[0-9a-f]{32}$/);
        const csp = headers['content-security-policy'];
        for (const part of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"]) {
          assert.ok(csp.includes(part), `${where}: ${csp}`);
        }
        assert.ok(!/unsafe|\*|https?:/.test(csp), csp);
      }
    }
  });

  test('the style in the page is the one that the policy allows', async () => {
    const { text, headers } = await server.get('/');
    const { createHash } = await import('node:crypto');
    const styles = [...text.matchAll(/<style>([^]*?)<\/style>/g)].map(([, css]) => css);
    assert.ok(styles.length > 0);
    for (const css of styles) {
      const hash = createHash('sha256').update(css).digest('base64');
      assert.ok(headers['content-security-policy'].includes(`'sha256-${hash}'`));
    }
    assert.ok(!/<script| style="| on\w+="/.test(text));
    const page = await server.get(`/t/${server.ready.codes[0].code}`);
    const [, script] = /<script>([^]*?)<\/script>/.exec(page.text);
    const hash = createHash('sha256').update(script).digest('base64');
    assert.ok(page.headers['content-security-policy'].includes(`script-src 'sha256-${hash}'`));
  });

  test('assets have lasting names and are compressed', async () => {
    const { text } = await server.get('/');
    const found = [...text.matchAll(/(?:href|src)="?(\/assets\/[^"\s>]+)/g)].map(([, where]) => where);
    assert.ok(found.length > 0);
    for (const where of found) {
      const reply = await server.get(where, { headers: { 'Accept-Encoding': 'gzip' } });
      assert.equal(reply.status, 200);
      assert.match(reply.headers['cache-control'], /immutable/);
    }
    assert.equal((await server.get('/robots.txt')).status, 200);
    assert.equal((await server.get('/assets/nothing.css')).status, 404);
  });

  test('pages answer GET and HEAD, nothing else', async () => {
    for (const where of ['/', '/search?q=x', '/lot/QJ20251122']) {
      for (const method of ['POST', 'PUT', 'DELETE']) {
        const reply = await server.get(where, { method });
        assert.equal(reply.status, 405, `${method} ${where}`);
        assert.equal(reply.headers.allow, 'GET, HEAD');
      }
    }
    const whole = await server.get('/');
    const head = await server.get('/', { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.equal(head.text, '');
    assert.equal(head.headers['content-length'], whole.headers['content-length']);
    for (const where of ['/nothing', '/t', '/t/', '/t/a/b', '/lot', '/scan', '/%2e%2e/etc/passwd']) {
      const reply = await server.get(where);
      assert.ok([400, 404].includes(reply.status), `${where}: ${reply.status}`);
      assert.match(reply.headers['content-type'], /^text\/html/, where);
    }
  });

  test('no address makes the page link to another host', async () => {
    const foreign = /(?:href|src|action)="?(?:\/\/|\/\\|https?:\/\/example)[^ >]*/;
    for (const where of ['//', '//example.com/', '///example.com', '/\\example.com', '/t//example.com', '/%2f/a']) {
      const got = await raw(server.http, `GET ${where} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
      assert.ok(!foreign.test(got), `${where}: ${foreign.exec(got)}`);
    }
  });

  test('files that prove the ownership of the domain are served under / and /t/', async () => {
    for (const where of ['/WW_verify_0123456789.txt', '/t/WW_verify_0123456789.txt']) {
      const reply = await server.get(where);
      assert.deepEqual([reply.status, reply.text], [200, 'abcdef0123456789'], where);
      assert.match(reply.headers['content-type'], /^text\/plain/);
    }
    for (const where of ['/lot/WW_verify_0123456789.txt', '/link.txt', '/.hidden', '/..%2fqiongyuan.db', '/none.txt']) {
      assert.ok((await server.get(where)).status >= 400, where);
    }
  });

  test('the filing numbers stand at the foot of every page, each with its link', async () => {
    for (const where of ['/', `/t/${server.ready.codes[0].code}`, '/search?q=x', '/nothing', '/?lang=en']) {
      const { text } = await server.get(where);
      assert.ok(text.includes('琼ICP备2026000001号-1') && text.includes('https://beian.miit.gov.cn/'), where);
      assert.ok(text.includes('琼公网安备46010602000123号') && text.includes('code=46010602000123'), where);
    }
  });

  test('the home page offers the three queries', async () => {
    for (const [language, words] of [
      ['zh', ['溯源码', '批次号', '产品名称']],
      ['en', ['Trace code', 'Lot number', 'Product name']],
    ]) {
      const { text } = await server.get('/', { headers: { 'Accept-Language': language } });
      for (const word of words) assert.ok(text.includes(word), word);
      const links = [...text.matchAll(/href="?(\/search\?q=[^"\s>]+)/g)];
      const example = links.map(([, where]) => where.replace(/&amp;/g, '&'));
      assert.equal(example.length, 3);
      for (const where of example) assert.ok([200, 303].includes((await server.get(where)).status), where);
    }
  });

  test('two requests in one write get two answers in order', async () => {
    const one = (id) => `GET /robots.txt HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: ${id}\r\n`;
    const got = await raw(server.http, `${one('first-request')}\r\n${one('second-request')}Connection: close\r\n\r\n`);
    assert.equal(got.match(/HTTP\/1\.1 200/g).length, 2);
    assert.ok(got.indexOf('first') < got.indexOf('second'));
  });

  test('requests that could be read in two ways are refused', async () => {
    const head = 'POST /api/v1/session.whoami HTTP/1.1\r\nHost: localhost\r\n';
    for (const text of [
      `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
      `${head}Content-Length: +2\r\n\r\n{}`,
      'GET / HTTP/1.1\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
      'GET /\u0000 HTTP/1.1\r\nHost: localhost\r\n\r\n',
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    ]) {
      const got = await raw(server.http, text);
      assert.match(got, /^HTTP\/1\.1 4\d\d /, JSON.stringify(text.slice(0, 120)));
    }
  });

  test('a body over the limit is refused before it is sent', async () => {
    const got = await raw(
      server.http,
      'POST /api/v1/event.capture HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n',
    );
    assert.match(got, /^HTTP\/1\.1 413 /);
    assert.match(got, /"code":"/);
  });

  test('the access log has the route and the request, and nothing about persons or codes', async () => {
    const id = 'serving-log-0001';
    const { code } = server.ready.codes[1];
    await server.get(`/t/${code}`, { headers: { 'X-Request-Id': id, 'User-Agent': 'Secret-Agent/7' } });
    const line = await until('the line', () =>
      fs.readFileSync(server.log, 'utf8').split('\n').find((one) => one.includes(id)),
    );
    assert.ok(line.includes('page.code'));
    for (const secret of [code, 'Secret-Agent', '127.0.0.1']) assert.ok(!line.includes(secret), line);
  });

  test('on SIGHUP the certificate is read again, without an interruption', async () => {
    const other = await serve({ demo: false });
    const theirs = (await handshake(other.https)).certificate.fingerprint256;
    const folder = path.join(other.data, 'tls');
    const mine = (await handshake(server.https)).certificate.fingerprint256;
    assert.notEqual(mine, theirs);
    const here = path.join(server.data, 'tls');
    for (const name of fs.readdirSync(folder)) fs.copyFileSync(path.join(folder, name), path.join(here, name));
    await other.end();
    server.child.kill('SIGHUP');
    await until('the new certificate', async () => {
      assert.equal((await server.get('/')).status, 200);
      return (await handshake(server.https)).certificate.fingerprint256 === theirs;
    });
    const key = path.join(here, fs.readdirSync(here).find((name) => name.includes('key')));
    const kept = fs.readFileSync(key);
    fs.writeFileSync(key, 'no key');
    server.child.kill('SIGHUP');
    await until('a line about it', () => fs.readFileSync(server.log, 'utf8').includes('tls.reload_failed'));
    assert.equal((await handshake(server.https)).certificate.fingerprint256, theirs, 'the old one stays');
    fs.writeFileSync(key, kept);
  });

  test('a second server on the same folder is told that it is in use', async () => {
    const ready = path.join(temporary(), 'ready.json');
    for (const [language, words] of [
      ['zh', /占用|使用|锁/],
      ['en', /in use|locked|another/i],
    ]) {
      const ports = ['--port', 'auto', '--http-port', 'auto', '--ops-port', 'auto'];
      const ended = await run(['serve', '--data', server.data, ...ports, '--ready-file', ready, '--lang', language]);
      assert.equal(ended.code, 1, ended.err);
      assert.match(ended.err, /data_folder\.locked/);
      assert.match(ended.err, words);
    }
    assert.ok(!fs.existsSync(ready));
    assert.equal((await server.get('/')).status, 200, 'the first goes on');
    await done(['trace', 'QJ20251122', '--data', server.data]); // and so does its socket
  });

  test('a taken port is told, exit 1', async () => {
    const data = path.join(temporary(), 'data');
    const port = String(port_of(server.https));
    const ports = ['--port', port, '--http-port', '0', '--ops-port', '0'];
    const ended = await run(['serve', '--data', data, ...ports, '--lang', 'en']);
    assert.equal(ended.code, 1, ended.err);
    assert.ok(ended.err.includes(port), ended.err);
  });
});

describe('limits of an address', () => {
  test('five requests a minute, then 429 with the time to wait', async () => {
    const server = await serve({ demo: false, settings: { 'limits.public_per_minute': 5 } });
    try {
      for (let i = 0; i < 5; ++i) assert.equal((await server.get('/robots.txt?' + i)).status, 200, String(i));
      for (const [headers, words] of [
        [{ 'Accept-Language': 'zh' }, '查询太频繁'],
        [{ 'Accept-Language': 'en' }, 'Too many requests'],
      ]) {
        const page = await server.get('/', { headers });
        assert.equal(page.status, 429);
        const wait = Number(page.headers['retry-after']);
        assert.ok(wait >= 1 && wait <= 120, String(wait));
        assert.ok(page.text.includes(words));
      }
      const api = await server.call('trace.search', { name: '咖啡' });
      assert.equal(api.status, 429);
      assert.equal(api.json.code, 'http.too_many_requests');
      assert.ok(api.json.request_id);
      assert.equal((await request(server.ops, '/healthz')).status, 200, 'operations have no limit');
      const admin = await server.call('session.whoami', {}, { base: server.admin });
      assert.equal(admin.status, 200, 'nor has the operator');
    } finally {
      await server.end();
    }
  });

  test('failures have a limit of their own', async () => {
    const server = await serve({ settings: { 'limits.public_failures_per_minute': 5 } });
    try {
      const { code } = server.ready.codes[0];
      const forged = '2' + code.slice(1);
      for (let i = 0; i < 8; ++i) assert.equal((await server.get(`/t/${code}`)).status, 200, 'good ones do not count');
      assert.equal((await server.get(`/t/${forged}`)).status, 404);
      assert.equal((await server.get(`/share/${code}.png`)).status, 200);
      assert.equal((await server.get(`/share/${forged}.png`)).status, 404, 'a picture tells no more than the page');
      assert.equal((await server.get('/t/123')).status, 400);
      assert.equal((await server.call('trace.query', { code: forged })).status, 200);
      assert.equal((await server.call('session.whoami', {}, { as: 'wrong-token' })).status, 401);
      const refused = await server.get(`/t/${code}`);
      assert.equal(refused.status, 429);
      assert.ok(Number(refused.headers['retry-after']) > 0);
    } finally {
      await server.end();
    }
  });
});

describe('start and end', () => {
  test('SIGTERM and SIGINT end it in order: exit 0, what was asked is answered', async () => {
    for (const signal of ['SIGTERM', 'SIGINT']) {
      const server = await serve({ demo: false });
      const idle = net.connect(port_of(server.http), loopback);
      await new Promise((resolve) => idle.once('connect', resolve));
      idle.on('error', () => {});
      const asked = server.get('/');
      assert.equal((await asked).status, 200);
      assert.equal(await server.end(signal), 0, signal);
      idle.destroy();
      assert.ok(!fs.existsSync(path.join(server.data, 'admin.sock')), 'the socket is gone');
    }
  });

  test('without --demo there are no example users or codes', async () => {
    const server = await serve({ demo: false });
    try {
      assert.deepEqual(Object.keys(server.ready), ['pid', 'https', 'http', 'ops']);
      assert.deepEqual((await server.data_of('trace.search', { name: '咖啡' })).items, []);
      assert.equal((await server.get('/')).status, 200);
    } finally {
      await server.end();
    }
  });

  test('a port of 0 leaves a listener out', async () => {
    const folder = temporary();
    const server = await serve({ data: path.join(folder, 'data'), demo: false, ports: { http: '0', ops: '0' } });
    assert.deepEqual([server.ready.http, server.ready.ops], [null, null]);
    assert.equal((await request(server.https, '/')).status, 200);
    assert.equal(await server.end(), 0);
  });

  test('a restart of the demonstration renews the tokens and doubles nothing', async () => {
    const first = await serve();
    const before_it = await facts(first);
    const old = first.token('demo.orange.clerk');
    const codes = first.ready.codes;
    assert.equal(await first.end(), 0);
    const second = await serve({ data: first.data });
    try {
      assert.deepEqual(second.ready.codes, codes);
      assert.deepEqual(second.ready.users.map((user) => user.name), first.ready.users.map((user) => user.name));
      for (const user of second.ready.users) {
        const earlier = first.ready.users.find((one) => one.name === user.name);
        assert.notEqual(user.token, earlier.token);
        assert.notEqual(user.password, earlier.password);
      }
      await second.refused(401, 'token.revoked', 'session.whoami', {}, { as: old });
      const me = await second.data_of('session.whoami', {}, { as: 'demo.orange.clerk' });
      assert.equal(me.name, 'demo.orange.clerk');
      assert.deepEqual(await facts(second), before_it);
    } finally {
      await second.end();
    }
  });
  async function facts(server) {
    const stories = {};
    for (const lot_number of ['QJ20251122', 'CYR260106-HK01', 'YF20260622', 'YX260712-01']) {
      stories[lot_number] = await server.data_of('trace.query', { lot_number }, { as: 'demo.regulator' });
    }
    return stories;
  }
});

describe('settings', () => {
  const names = [
    ...fs
      .readFileSync(path.join(root, 'src/base/settings_table.cpp'), 'utf8')
      .matchAll(/^ {4}\{"([a-z_]+\.[a-z_]+)"/gm),
  ].map(([, name]) => name);

  test('the password of a database is shown nowhere', async () => {
    const database = 'postgres://li:open-sesame@127.0.0.1:1/qy?connect_timeout=2&sslpassword=also-secret';
    for (const extra of [[], ['--json']]) {
      const shown = (await done(['config', '--database', database, ...extra])).out;
      assert.ok(shown.includes('postgres://li:***@127.0.0.1:1/qy?connect_timeout=2&sslpassword=***'));
      assert.doesNotMatch(shown, /sesame|also-secret/);
    }
    for (const address of [database, database.replace('postgres:', 'mysql:')]) {
      const refused = await run(['init', '--data', temporary(), '--database', address, '--lang', 'en']);
      assert.equal(refused.code, 1, refused.err);
      assert.match(refused.err, address === database ? /database server cannot be used/ : /not supported/);
      assert.doesNotMatch(refused.err + refused.out, /sesame|also-secret/);
    }
  });

  test('config prints every setting, with its origin and help', async () => {
    assert.ok(names.length >= 20);
    const { lines } = await done(['config']);
    assert.deepEqual(lines.map((line) => line.split(' = ')[0]), names);
    const rows = (await done(['config', '--json', '--lang', 'en'])).lines.map((line) => JSON.parse(line));
    assert.deepEqual(rows.map((row) => row.name), names);
    for (const row of rows) assert.ok(row.help.length > 10 && 'default' in row && 'unit' in row, row.name);
  });

  test('flags go before the environment, that before the file', async () => {
    const file = path.join(temporary(), 'settings.toml');
    fs.writeFileSync(file, '[server]\nworkers = 3\nhttps_port = 9001\n[trace]\ndepth_max = 7\n');
    const env = { QIONGYUAN_SERVER_WORKERS: '4', QIONGYUAN_TRACE_DEPTH_MAX: '8' };
    const args = ['config', '--json', '--config', file, '--set', 'trace.depth_max=9'];
    const rows = (await done(args, { env })).lines.map((line) => JSON.parse(line));
    const value = (name) => rows.find((row) => row.name === name).value;
    assert.deepEqual(
      ['server.https_port', 'server.workers', 'trace.depth_max', 'trace.nodes_max'].map((name) => String(value(name))),
      ['9001', '4', '9', '500'],
    );
    assert.equal(new Set(rows.map((row) => row.origin)).size, 4);
  });

  test('bad settings exit 2 and are all told', async () => {
    const file = path.join(temporary(), 'settings.toml');
    fs.writeFileSync(file, '[server]\nworkers = 0\ncolour = "red"\n');
    const env = { QIONGYUAN_LOG_LEVEL: 'loud', QIONGYUAN_NO_SUCH: '1' };
    const settings = ['limits.public_per_minute=-1', 'no.such=1', 'id.node'];
    const args = ['--config', file, ...settings.flatMap((text) => ['--set', text]), '--lang', 'en'];
    const names = ['server.workers', 'server.colour', 'log.level', 'limits.public_per_minute', 'no.such', 'id.node'];
    for (const command of ['config', 'serve', 'init']) {
      const ended = await run([command, ...args], { env });
      assert.equal(ended.code, 2, `${command}: ${ended.err}`);
      for (const name of names) assert.ok(ended.err.includes(name), `${command}: ${name} in ${ended.err}`);
    }
    assert.equal((await run(['config', '--config', '/no/such/file.toml'])).code, 2);
    fs.writeFileSync(file, 'server = [');
    assert.equal((await run(['config', '--config', file])).code, 2);
  });

  test('bad ports of serve', async () => {
    for (const port of ['70000', '-1', 'abc', '80x']) {
      const data = path.join(temporary(), 'data');
      const ended = await run(['serve', '--data', data, '--port', port]);
      assert.ok([1, 2].includes(ended.code), `${port}: ${ended.code} ${ended.err}`);
    }
  });

  test('every command has help with an example', async () => {
    const single = ['serve', 'init', 'migrate', 'config', 'import', 'trace', 'version'];
    const codes = ['issue', 'bind', 'export', 'check', 'freeze', 'qr'].map((verb) => `codes ${verb}`);
    const others = ['user add', 'user role', 'user token', 'audit verify', 'audit export'];
    for (const words of [...single, ...codes, ...others]) {
      const { out } = await done([...words.split(' '), '--help']);
      assert.match(out, new RegExp(`Example:\\s+.*qiongyuan ${words}`), words);
    }
    assert.match((await done(['version'])).out, /^qiongyuan \d+\.\d+/);
  });
});
