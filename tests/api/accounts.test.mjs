// Accounts as people meet them: signing in, sessions and their cookies, second factors, roles by two persons, and what
// strangers cannot do.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  Browser,
  captcha_answer,
  done,
  fresh_totp,
  json,
  request,
  root,
  run,
  serve,
  stays,
  temporary,
  until,
} from './platform.mjs';
import { listen } from './changes_stream.mjs';
import { on_postgres } from './postgres.mjs';

const password = 'Fresh-grass-7';

/** Solves a captcha the way people without sight do. */
async function captcha(server, options = {}) {
  const asked = { language: 'en', ...options };
  const { id, question } = await server.data_of('session.captcha', { kind: 'arithmetic' }, asked);
  return { id, answer: captcha_answer(question) };
}

/** Everything that stands in the files of a folder. */
function bytes_below(folder) {
  return Buffer.concat(
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && stays(entry.name))
      .map((entry) => fs.readFileSync(path.join(entry.path, entry.name))),
  );
}

describe('signing in', () => {
  let server;
  before(async () => (server = await serve()));
  after(() => server?.end());

  const user = (name) => server.ready.users.find((one) => one.name === name);
  const login = (name, more = {}, options = {}) =>
    server.call('session.login', { name, password: user(name)?.password ?? password, ...more }, options);

  test('every user of the example signs in; administrators and regulators with a second factor', async () => {
    for (const { name, roles, totp_secret } of server.ready.users) {
      const staff = roles.some((role) => role.endsWith('administrator') && role !== 'party_administrator');
      assert.equal(Boolean(totp_secret), staff || roles.includes('regulator'), name);
      const browser = await server.sign_in(name);
      const me = await server.data_of('session.whoami', {}, { browser });
      assert.deepEqual([me.name, me.roles, me.must], [name, roles, []]);
      assert.equal(me.second_factor, totp_secret ? 'totp' : null);
    }
  });

  test('the cookie is for this host and TLS alone, no script reads it, no other site sends it', async () => {
    const reply = await login('demo.orange.clerk', {}, { base: server.https });
    const [session, known] = reply.headers['set-cookie'];
    assert.match(session, /^__Host-qy_session=qy_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    assert.match(known, /^__Host-qy_known=qy_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure; Max-Age=\d+$/);
    assert.ok(!reply.text.includes(session.slice(19, 60)), 'the token is in the cookie alone');
  });

  test('a request with the cookie needs the token of its session, and comes from this site', async () => {
    const browser = await server.sign_in('demo.orange.clerk');
    const body = { codes: ['1'] };
    await server.data_of('code.check', body, { browser });
    const { csrf } = browser;
    browser.csrf = '';
    await server.refused(403, 'session.csrf', 'code.check', body, { browser });
    browser.csrf = (await server.sign_in('demo.orange.clerk')).csrf; // of another session
    await server.refused(403, 'session.csrf', 'code.check', body, { browser });
    browser.csrf = csrf;
    const host = new URL(server.http).host;
    for (const [headers, fine] of [
      [{ Origin: `http://${host}`, 'Sec-Fetch-Site': 'same-origin' }, true],
      [{ 'Sec-Fetch-Site': 'cross-site' }, false],
      [{ 'Sec-Fetch-Site': 'same-site' }, false],
      [{ Origin: 'https://evil.example' }, false],
      [{ Origin: 'null' }, false],
    ]) {
      const reply = await server.call('code.check', body, { browser, headers });
      assert.equal(reply.status, fine ? 200 : 403, JSON.stringify(headers));
      if (!fine) assert.equal(reply.json.code, 'session.cross_site');
    }
    // What anyone may ask is answered as to anyone; signing in from another site is not.
    const elsewhere = { browser, headers: { Origin: 'https://evil.example' } };
    const asked = await server.data_of('trace.query', { code: server.ready.codes[0].code }, elsewhere);
    assert.equal(asked.view, 'code_holder');
    assert.equal((await login('demo.orange.clerk', {}, elsewhere)).json.code, 'session.cross_site');
    // The token is handed out again to the session's own pages.
    browser.csrf = '';
    await server.data_of('session.whoami', {}, { browser });
    assert.equal(browser.csrf, csrf);
  });

  test('signing out ends the session on the server', async () => {
    const browser = await server.sign_in('demo.coffee.clerk');
    const stolen = new Browser();
    stolen.cookies = new Map(browser.cookies);
    stolen.csrf = browser.csrf;
    await server.data_of('session.logout', {}, { browser });
    assert.ok(!browser.cookies.has('qy_session'));
    const reply = await server.refused(401, 'session.ended', 'session.list', {}, { browser: stolen });
    assert.ok(reply.message.length > 0);
    assert.ok(!stolen.cookies.has('qy_session'), 'the dead cookie is taken away');
  });

  test('own sessions are listed and revoked', async () => {
    const here = await server.sign_in('demo.orange.admin');
    const there = await server.sign_in('demo.orange.admin');
    const { items } = await server.data_of('session.list', {}, { browser: here });
    const other = items.filter((one) => !one.present).at(-1);
    assert.equal(other.address, '127.0.0.0');
    await server.data_of('session.revoke', { session: other.id }, { browser: here });
    await server.refused(401, 'session.ended', 'session.list', {}, { browser: there });
  });

  test('proving oneself again gives a fresh cookie', async () => {
    const browser = await server.sign_in('demo.orange.clerk');
    const old = browser.cookies.get('qy_session');
    const mine = { password: user('demo.orange.clerk').password };
    await server.refused(401, 'login.failed', 'session.reauthenticate', { password: 'wrong' }, { browser });
    await server.data_of('session.reauthenticate', mine, { browser });
    assert.notEqual(browser.cookies.get('qy_session'), old);
    await server.data_of('session.list', {}, { browser });
  });

  test('contact data are in no file', async () => {
    const browser = await server.sign_in('demo.coffee.clerk');
    const mine = { full_name: '欧阳甲乙丙', phone: '13912345678', mail: 'oy.planted@example.cn' };
    await server.data_of('user.save_profile', mine, { browser });
    assert.deepEqual(await server.data_of('user.profile', {}, { browser }), mine);
    const security = await server.sign_in('demo.security');
    const { items } = await server.data_of('user.list', { mail: 'OY.planted@example.cn' }, { browser: security });
    assert.deepEqual(items.map((item) => item.name), ['demo.coffee.clerk']);
    const all = Buffer.concat([bytes_below(server.data), fs.readFileSync(server.log)]);
    for (const value of Object.values(mine)) assert.ok(!all.includes(value), value);
    for (const cookie of browser.cookies.values()) assert.ok(!all.includes(cookie), 'no cookie in clear');
    // The demonstration tells its one-time-code keys when it starts, and keeps them sealed like any other.
    const { totp_secret } = user('demo.audit');
    assert.ok(!bytes_below(server.data).includes(totp_secret));
  });

  test('an unknown name is answered like a wrong password, in the same time', async () => {
    const cost = async (name) => {
      const times = [];
      for (let i = 0; i < 9; ++i) {
        const from = performance.now();
        const reply = await server.call('session.login', {
          name, password: 'wrong', captcha: i < 3 ? undefined : await captcha(server),
        });
        if (['login.failed'].includes(reply.json.code)) times.push(performance.now() - from);
      }
      return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
    };
    const known = await cost('demo.printing');
    const unknown = await cost('nobody.at.all');
    assert.ok(known / unknown < 3 && unknown / known < 3, `${known} ms and ${unknown} ms`);
  });
});

describe('second factors', () => {
  let server;
  before(async () => (server = await serve()));
  after(() => server?.end());

  /** A user without a second factor, made by the operator, who has consented. */
  async function newcomer(name, role) {
    await server.user(name, role);
    const browser = new Browser();
    await server.data_of('session.login', { name, password }, { browser });
    await server.data_of('user.consent', { policy_version: '1' }, { browser });
    return browser;
  }

  test('a regulator without one can do nothing but enrol', async () => {
    await server.user('new.regulator', 'regulator');
    const browser = new Browser();
    const signed = await server.data_of('session.login', { name: 'new.regulator', password }, { browser });
    assert.deepEqual(signed.must, ['second_factor', 'consent']);
    for (const name of ['submission.list', 'session.list', 'code.check', 'user.profile', 'factor.remove']) {
      await server.refused(403, 'session.bound', name, {}, { browser });
    }
    // What everybody may ask it asks as a visitor.
    const { view } = await server.data_of('trace.query', { lot_number: 'QJ20251122' }, { browser });
    assert.equal(view, 'public');
    const draft = await server.data_of('factor.enrol_totp', {}, { browser });
    assert.match(draft.uri, new RegExp(`^otpauth://totp/.*secret=${draft.secret}&`));
    const picture = path.join(temporary(), 'qr.svg');
    fs.writeFileSync(picture, draft.qr_svg);
    const proof = { factor: draft.factor, code: await fresh_totp(draft.secret) };
    const enrolled = await server.data_of('factor.confirm_totp', proof, { browser });
    assert.equal(enrolled.recovery_codes.length, 10);
    assert.deepEqual(enrolled.must, ['consent']);
    await server.refused(403, 'session.bound', 'submission.list', {}, { browser });
    await server.data_of('user.consent', { policy_version: '1' }, { browser });
    await server.data_of('submission.list', {}, { browser });
    // From now on a log-in takes both; a code opens once, a recovery code too.
    const name = 'new.regulator';
    await server.refused(401, 'login.second_factor_required', 'session.login', { name, password });
    const code = await fresh_totp(draft.secret);
    await server.data_of('session.login', { name, password, code });
    await server.refused(401, 'login.failed', 'session.login', { name, password, code });
    const [recovery] = enrolled.recovery_codes;
    await server.data_of('session.login', { name, password, code: recovery.toLowerCase() });
    await server.refused(401, 'login.failed', 'session.login', { name, password, code: recovery });
  });

  test('an SM2 key of the OpenSSL command line signs the nonce', async () => {
    const folder = temporary();
    const key = path.join(folder, 'key.pem');
    const openssl = (...args) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    openssl('genpkey', '-algorithm', 'SM2', '-out', key);
    const der = openssl('pkey', '-in', key, '-pubout', '-outform', 'DER');
    const public_key = der.subarray(-65).toString('hex');
    const sign = async () => {
      const { challenge } = await server.data_of('session.challenge', {});
      const file = path.join(folder, 'nonce');
      fs.writeFileSync(file, challenge);
      const options = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'];
      const signature = openssl('pkeyutl', '-sign', '-inkey', key, '-in', file, ...options).toString('hex');
      return { challenge, signature };
    };
    const browser = await newcomer('key.holder', 'audit_administrator');
    const enrolled = await server.data_of('factor.enrol_sm2', { public_key, label: 'UKey', ...(await sign()) }, { browser });
    assert.deepEqual(enrolled.must, []);
    const attempt = { name: 'key.holder', password, ...(await sign()) };
    assert.equal((await server.data_of('session.login', attempt)).second_factor, 'sm2');
    await server.refused(401, 'login.failed', 'session.login', attempt);
    const other = await sign();
    await server.refused(401, 'login.failed', 'session.login', { ...attempt, ...other, challenge: `${other.challenge}x` });
    const { items } = await server.data_of('factor.list', {}, { browser });
    await server.refused(409, 'factor.last', 'factor.remove', { factor: items[0].id }, { browser });
  });
});

describe('a thousand strangers', () => {
  let server;
  const owner = 'demo.regulator';
  const from = (i) => ({ 'X-Forwarded-For': `203.0.${Math.floor(i / 200)}.${(i % 200) + 1}` });
  before(async () => {
    const limits = { 'limits.public_per_minute': 600, 'limits.public_failures_per_minute': 20 };
    server = await serve({ settings: { ...limits, 'server.trusted_proxies': '127.0.0.1', 'password.hash_memory_kib': 8192 } });
  });
  after(() => server?.end());

  test('keep nobody out, get nowhere, and leave their lines', async () => {
    const { password: right, totp_secret } = server.ready.users.find((one) => one.name === owner);
    const home = await server.sign_in(owner, new Browser(), { headers: from(50_000) });
    const answers = {};
    for (let i = 0; i < 1_000; i += 10) {
      await Promise.all(
        Array.from({ length: 10 }, async (_, k) => {
          const headers = from(i + k);
          const attempt = { name: owner, password: (i + k) % 10 === 9 ? right : `Guess-${i + k}-x` };
          if (k % 2) attempt.captcha = await captcha(server, { headers });
          if (k % 4 === 3) attempt.code = String(100_000 + i + k);
          const reply = await server.call('session.login', attempt, { headers });
          answers[reply.json.code] = (answers[reply.json.code] ?? 0) + 1;
        }),
      );
    }
    assert.equal(answers.ok ?? 0, 0, JSON.stringify(answers));
    assert.ok(answers['login.captcha_required'] > 300, JSON.stringify(answers));

    // The owner: in the browser at home at once; elsewhere with a captcha and the second factor.
    await server.sign_in(owner, home, { headers: from(50_001) });
    const headers = from(60_000);
    await server.refused(401, 'login.captcha_required', 'session.login', { name: owner, password: right }, { headers });
    const whole = { name: owner, password: right, captcha: await captcha(server), code: await fresh_totp(totp_secret) };
    const browser = new Browser();
    await server.data_of('session.login', whole, { headers, browser });
    const { recovery_codes } = await server.data_of('factor.renew_recovery_codes', {}, { headers, browser });
    const saved = { name: owner, password: right, captcha: await captcha(server), code: recovery_codes[7] };
    await server.data_of('session.login', saved, { headers: from(70_000) });

    const lines = fs.readFileSync(server.log, 'utf8').split('\n').filter((line) => line.includes('login.failed'));
    assert.ok(lines.length >= 20, `${lines.length} lines`);
    for (const line of lines) assert.ok(!line.includes(right) && !line.includes('Guess-'), line);
    const failed = answers['login.failed'];
    assert.ok(lines.length >= failed, `${lines.length} lines for ${failed} failures`);

    // fail2ban, with the filter as shipped, finds each of them.
    const log = path.join(server.data, 'security.log');
    const failures = () => fs.readFileSync(log, 'utf8').split('\n').filter((line) => line.includes(' failure from '));
    const of_log_in = () => failures().filter((line) => line.includes(': login.failed ')).length;
    await until('every failure has its line', () => of_log_in() >= failed);
    const filter = path.join(root, 'deploy/fail2ban/filter.d/qiongyuan.conf');
    const told = execFileSync('fail2ban-regex', [log, filter], { encoding: 'utf8' });
    assert.equal(Number(/, (\d+) matched/.exec(told)?.[1]), failures().length, told);
  });

  test('one address is locked for that account, and for nobody else', async () => {
    const headers = from(40_000);
    const answers = [];
    for (let i = 0; i < 7; ++i) {
      const attempt = { name: 'demo.coffee.clerk', password: 'wrong' };
      if (i >= 3) attempt.captcha = await captcha(server);
      const reply = await server.call('session.login', attempt, { headers });
      answers.push(reply.json.code);
      if (reply.json.code === 'login.locked') assert.ok(Number(reply.headers['retry-after']) > 14 * 60);
    }
    assert.deepEqual(answers, [...Array(5).fill('login.failed'), 'login.locked', 'login.locked']);
    const mine = server.ready.users.find((one) => one.name === 'demo.coffee.clerk').password;
    const owner_try = { name: 'demo.coffee.clerk', password: mine, captcha: await captcha(server) };
    await server.data_of('session.login', owner_try, { headers: from(40_001) });
    await server.sign_in('demo.orange.clerk', new Browser(), { headers: from(40_002) });
  });
});

describe('users and roles', () => {
  let server;
  let one;
  let two;
  before(async () => {
    server = await serve();
    one = await server.sign_in('demo.security');
    await server.user('second.security', 'security_administrator');
    two = new Browser();
    await server.data_of('session.login', { name: 'second.security', password }, { browser: two });
    const draft = await server.data_of('factor.enrol_totp', {}, { browser: two });
    const proof = { factor: draft.factor, code: await fresh_totp(draft.secret) };
    await server.data_of('factor.confirm_totp', proof, { browser: two });
    await server.data_of('user.consent', { policy_version: '1' }, { browser: two });
  });
  after(() => server?.end());

  test('one creates a user, the other approves the role, the user sets the password once', async () => {
    // Over the network nobody is told what sets another one's password; the operator at the machine is.
    await server.refused(409, 'user.unreachable', 'user.create', { name: 'chen.yu', mail: 'chen@example.cn' }, { browser: one });
    const made = await server.data_of('user.create', { name: 'chen.yu' }, { base: server.admin });
    await server.refused(401, 'login.failed', 'session.login', { name: 'chen.yu', password });
    const mine = { secret: made.secret, password: 'Quiet-river-5' };
    const weak = await server.refused(400, 'password.refused', 'user.redeem', { ...mine, password: 'Chen.yu123' });
    assert.deepEqual(weak.details.map((detail) => detail.code), ['password.holds_name']);
    await server.data_of('user.redeem', mine);
    await server.refused(401, 'user.secret_invalid', 'user.redeem', mine);
    const browser = new Browser();
    await server.data_of('session.login', { name: 'chen.yu', password: 'Quiet-river-5' }, { browser });

    const wanted = { name: 'chen.yu', role: 'regulator' };
    const { proposal } = await server.data_of('role.propose', wanted, { browser: one });
    await server.refused(403, 'role.same_person', 'role.approve', { proposal }, { browser: one });
    const { items } = await server.data_of('role.list_proposals', {}, { browser: two });
    assert.deepEqual(items.map((item) => [item.user, item.role, item.proposer]), [['chen.yu', 'regulator', 'demo.security']]);
    await server.data_of('role.approve', { proposal }, { browser: two });
    await server.refused(401, 'session.ended', 'user.profile', {}, { browser });
    const again = await server.data_of('session.login', { name: 'chen.yu', password: 'Quiet-river-5' });
    assert.deepEqual(again.roles, ['regulator']);
    assert.ok(again.must.includes('second_factor'));
  });

  test('what a role gives is changed by two while it is in use, and a token has it at once', async () => {
    const read = () => server.call('submission.list', {}, { as: 'demo.printing' });
    assert.equal((await read()).json.code, 'permission.denied');
    const shown = await server.data_of('role.show', { role: 'printing_house' }, { browser: one });
    assert.deepEqual([shown.permissions, shown.scope, shown.version], [['print_labels'], 'own_party', 1]);
    const { role, zh, en, scope, version } = shown;
    const wanted = { role, zh, en, scope, permissions: ['print_labels', 'read_submissions'], base_version: version };
    await server.refused(400, 'role.bounds', 'role.propose_change', { ...wanted, permissions: ['read_audit'] }, { browser: one });
    const { proposal } = await server.data_of('role.propose_change', wanted, { browser: one });
    assert.equal((await read()).json.code, 'permission.denied');
    await server.data_of('role.approve', { proposal }, { browser: two });
    assert.equal((await read()).json.code, 'ok');
    const [told] = (await server.data_of('audit.search', { action: 'role.approve', limit: 1 }, { as: 'demo.audit' })).items;
    const detail = typeof told.detail === 'string' ? JSON.parse(told.detail) : told.detail;
    assert.deepEqual(detail.before.permissions, ['print_labels']);
    assert.deepEqual(detail.after.permissions, ['print_labels', 'read_submissions']);
    assert.notEqual(told.before_hash, told.after_hash);
  });

  test('a new role reaches its region and no further', async () => {
    const inspector = { role: 'county_inspector', zh: '县级检查员', en: 'County inspector', scope: 'region' };
    const wanted = { ...inspector, region: '469023', permissions: ['read_submissions', 'review'] };
    await server.refused(400, 'role.region', 'role.propose_change', { ...wanted, region: '999999' }, { browser: one });
    const { proposal } = await server.data_of('role.propose_change', wanted, { browser: one });
    await server.data_of('role.approve', { proposal }, { browser: two });
    const token = await server.user('fu.jie', 'county_inspector');
    const rows = (who, number) => [
      { product_name: who[1], producer_name: who[0], lot_number: number, produced_on: '2026-01-10', quantity: '20箱' },
    ];
    await server.data_of('event.capture', { rows: rows(['澄迈云坡果业专业合作社', '琼北金橙'], 'REACH-1') }, { as: 'demo.orange.clerk' });
    await server.data_of('event.capture', { rows: rows(['海口晨屿咖啡烘焙有限公司', '晨屿拼配'], 'REACH-2') }, { as: 'demo.coffee.clerk' });
    const seen = async (as) => {
      const parties = new Set();
      for (let cursor; cursor !== null; ) {
        const page = await server.data_of('submission.list', { limit: 200, ...(cursor && { cursor }) }, { as });
        for (const item of page.items) parties.add(item.party_id);
        cursor = page.next_cursor;
      }
      return parties;
    };
    const [orange] = await seen('demo.orange.clerk');
    const [coffee] = await seen('demo.coffee.clerk');
    assert.deepEqual([...(await seen(token))].filter((id) => id === orange || id === coffee), [orange]);
  });

  test('a rule of a field holds for the next row, which is refused by the name of the field', async () => {
    const row = (lot_number, more) => ({
      product_name: '琼北金橙',
      producer_name: '澄迈云坡果业专业合作社',
      lot_number,
      produced_on: '2026-01-10',
      quantity: '20箱',
      ...more,
    });
    const priced = { seller_name: '澄迈云坡果业专业合作社', sold_at: '2026-01-12', sale_price: '68元', sale_place: '海口' };
    const send = async (as, rows) => (await server.data_of('event.capture', { rows }, { as })).rows;
    const rule = { kind: 'row', field: 'sale_price', roles: ['party_administrator'] };
    await server.refused(400, 'change_rule.field', 'rule.propose', { ...rule, field: 'nothing' }, { browser: one });
    const { proposal } = await server.data_of('rule.propose', rule, { browser: one });
    await server.data_of('role.approve', { proposal }, { browser: two });
    const told = await send('demo.orange.clerk', [row('RULE-1', {}), row('RULE-2', priced)]);
    assert.deepEqual(told.map((one) => one.status), ['accepted', 'rejected']);
    assert.deepEqual(
      told[1].faults.map((fault) => [fault.field, fault.code]),
      [['sale_price', 'submission.field_denied']],
    );
    const [admin] = await send('demo.orange.admin', [row('RULE-3', priced)]);
    assert.equal(admin.status, 'accepted', JSON.stringify(admin));
  });

  test('a rule of networks is made by two, and the operator at the machine clears it', async () => {
    const ask = () => server.call('submission.list', {}, { as: 'demo.orange.clerk' });
    await server.refused(400, 'request.invalid', 'network.propose', { level: 'partner', deny: ['nowhere'] }, { browser: one });
    await server.refused(400, 'network_rule.level', 'network.propose', { level: 'moon' }, { browser: one });
    const deny = { level: 'partner', deny: ['127.0.0.0/8', '::1'] };
    const { proposal } = await server.data_of('network.propose', deny, { browser: one });
    assert.equal((await ask()).status, 200);
    const auth = { Authorization: `Bearer ${server.token('demo.orange.clerk')}` };
    const streams = [await listen(server, '/events?topics=submissions', auth), await listen(server, `/events?topics=code:${server.code('琼北金橙')}`)];
    assert.deepEqual(streams.map((stream) => stream.status), [200, 200]);
    await server.data_of('role.approve', { proposal }, { browser: two });
    await until('the rule counts', async () => (await ask()).json?.code === 'network.denied');
    await until('streams end, of those whom it shuts out too', () => streams.every((stream) => stream.ended));
    await server.data_of('role.list', {}, { browser: one }); // staff: another class
    await server.data_of('network.clear', { level: 'partner' }, { base: server.admin });
    await until('the rule is gone', async () => (await ask()).status === 200);
  });

  test('a rule for staff makes its sessions visitors of what all may ask, while it holds', async () => {
    const view = async () =>
      (await server.data_of('trace.query', { lot_number: 'QJ20251122' }, { as: 'demo.regulator' })).view;
    assert.equal(await view(), 'regulator');
    const deny = { level: 'staff', deny: ['127.0.0.0/8', '::1'] };
    const { proposal } = await server.data_of('network.propose', deny, { browser: one });
    await server.data_of('role.approve', { proposal }, { browser: two });
    await until('the rule counts', async () => (await view()) === 'public');
    await server.refused(403, 'network.denied', 'submission.list', {}, { as: 'demo.regulator' });
    await server.data_of('submission.list', {}, { as: 'demo.orange.clerk' }); // partner: another class
    await server.data_of('network.clear', { level: 'staff' }, { base: server.admin });
    await until('the rule is gone', async () => (await view()) === 'regulator');
  });

  test('after a rotation of their key every row is vouched for anew, and nobody notices', async () => {
    await json(['keys', 'rotate', '--data', server.data, '--purpose', 'access']);
    const ask = () => server.data_of('submission.list', {}, { as: 'demo.orange.clerk' });
    await ask();
    await until('every row is vouched for anew', async () => {
      const { sealing } = await json(['keys', 'list', '--data', server.data]);
      const rows = sealing.filter((one) => ['role', 'change_rule', 'app_user.roles'].includes(one.relation));
      assert.ok(rows.length === 3 && rows.every((one) => one.damaged === '0'));
      return rows.every((one) => one.done && one.epoch === 2 && Number(one.renewed) > 0);
    });
    await ask();
  });

  test('a row that is edited in the raw database gives nothing, and is told', { skip: on_postgres }, async () => {
    const edit = (sql) => execFileSync('sqlite3', [path.join(server.data, 'qiongyuan.db'), sql]);
    await server.data_of('submission.list', {}, { as: 'demo.coffee.clerk' });
    edit("UPDATE app_user SET roles = 'regulator' WHERE name = 'demo.coffee.clerk'");
    await server.refused(403, 'permission.denied', 'submission.list', {}, { as: 'demo.coffee.clerk' });
    edit("UPDATE role SET permissions = 'record_events,export_personal' WHERE role = 'party_clerk'");
    const denied = async () => (await server.call('submission.list', {}, { as: 'demo.orange.clerk' })).status === 403;
    await until('the role gives nothing', denied); // what others write is seen after a second at the latest
    for (const object of ['user:demo.coffee.clerk', 'role:party_clerk']) {
      const { items } = await server.data_of('audit.search', { action: 'access.damaged', object }, { as: 'demo.audit' });
      assert.equal(items.length, 1, object);
      const log = () => fs.readFileSync(path.join(server.data, 'security.log'), 'utf8');
      await until('the line is there', () => log().includes(`qiongyuan damaged from 127.0.0.1: access.damaged route=${object} `));
    }
    const { text } = await request(server.ops, '/metrics');
    assert.match(text, /^qiongyuan_access_rows_damaged 2$/m);
    // Put right again, by the operator.
    await json(['user', 'restore-role', '--data', server.data, '--role', 'party_clerk']);
    await server.data_of('submission.list', {}, { as: 'demo.orange.clerk' });
    await json(['user', 'role', '--data', server.data, '--name', 'demo.coffee.clerk', '--add', 'party_clerk']);
    await server.data_of('submission.list', {}, { as: 'demo.coffee.clerk' });
  });

  test('locked users are out at once, and come back', async () => {
    const browser = await server.sign_in('demo.orange.clerk');
    await server.data_of('user.lock', { name: 'demo.orange.clerk' }, { browser: one });
    await server.refused(401, 'session.ended', 'session.list', {}, { browser });
    await server.refused(401, 'token.disabled', 'session.whoami', {}, { as: 'demo.orange.clerk' });
    const mine = server.ready.users.find((user) => user.name === 'demo.orange.clerk').password;
    const told = await server.refused(403, 'login.disabled', 'session.login', { name: 'demo.orange.clerk', password: mine });
    assert.match(told.message, /由安全管理员停用/);
    await server.data_of('user.unlock', { name: 'demo.orange.clerk' }, { browser: one });
    await server.sign_in('demo.orange.clerk');
    await server.refused(403, 'user.own', 'user.lock', { name: 'demo.security' }, { browser: one });
  });

  test('no two administrators in one user, by no command and no function', async () => {
    const three = ['system_administrator', 'security_administrator', 'audit_administrator'];
    let n = 0;
    for (const a of three) {
      for (const b of three.filter((role) => role !== a)) {
        const add = ['user', 'add', '--data', server.data, '--password-stdin'];
        const both = await run([...add, '--name', 'two.hats', '--role', `${a},${b}`], { input: `${password}\n` });
        assert.equal(both.code, 1, both.err);
        assert.match(both.err, /user\.roles_combined/);
        const name = `person.${++n}`;
        await done([...add, '--name', name, '--role', a], { input: `${password}\n` });
        const role = await run(['user', 'role', '--data', server.data, '--name', name, '--add', b]);
        assert.equal(role.code, 1, role.err);
        await server.refused(400, 'user.roles_combined', 'role.propose', { name, role: b }, { browser: one });
        // Two that wait at the same time, and one that the operator gives while another waits.
        const fresh = `fresh.${n}`;
        await server.data_of('user.create', { name: fresh }, { base: server.admin });
        const { proposal } = await server.data_of('role.propose', { name: fresh, role: a }, { browser: one });
        await server.refused(400, 'user.roles_combined', 'role.propose', { name: fresh, role: b }, { browser: two });
        await done(['user', 'role', '--data', server.data, '--name', fresh, '--add', b]);
        await server.refused(400, 'user.roles_combined', 'role.approve', { proposal }, { browser: two });
      }
    }
    const users = await json(['user', 'list', '--data', server.data]);
    for (const user of users) assert.ok(user.roles.filter((role) => three.includes(role)).length <= 1, user.name);
    assert.ok(users.length >= 20);
  });

  test('an administrator takes no part in the business, by no command and no function', async () => {
    const add = ['user', 'add', '--data', server.data, '--password-stdin', '--name', 'two.hats', '--role'];
    for (const business of ['party_clerk', 'party_administrator', 'brand_manager', 'regulator', 'printing_house']) {
      for (const a of ['system_administrator', 'security_administrator', 'audit_administrator']) {
        const both = await run([...add, `${a},${business}`], { input: `${password}\n` });
        assert.equal(both.code, 1, `${a} ${business}`);
        assert.match(both.err, /user\.roles_combined/);
      }
      await server.refused(400, 'user.roles_combined', 'role.propose', { name: 'demo.audit', role: business }, { browser: one });
    }
    // Nor what both the system administrator and the business do: not beside the other two.
    const admits = { role: 'who_admits', zh: '准入', en: 'Admits', scope: 'all', region: '', permissions: ['admit_users'], base_version: 0 };
    const { proposal } = await server.data_of('role.propose_change', admits, { browser: one });
    await server.data_of('role.approve', { proposal }, { browser: two });
    const at = ['--data', server.data, '--add', 'who_admits', '--name'];
    for (const name of ['demo.security', 'demo.audit']) {
      const role = await run(['user', 'role', ...at, name]);
      assert.equal(role.code, 1, role.err);
    }
    for (const name of ['demo.system', 'demo.regulator']) await done(['user', 'role', ...at, name]);
    const mixed = { ...admits, role: 'mixed_role', permissions: ['admit_users', 'manage_users'] };
    await server.refused(400, 'role.duties_combined', 'role.propose_change', mixed, { browser: one });
  });

  test('tokens end: listed and revoked by the command, by their user and by the security administrator', async () => {
    const token = await server.user('token.user', 'party_clerk');
    const at = ['--data', server.data];
    const cli = (...args) => json(['user', 'token', ...args, ...at]);
    const second = await cli('--name', 'token.user', '--label', 'ERP', '--days', '2');
    assert.ok(Math.abs(Date.parse(second.expires_at) - Date.now() - 2 * 86_400_000) < 600_000, second.expires_at);
    assert.equal((await run(['user', 'token', ...at])).code, 2, 'whose?');
    const long = await run(['user', 'token', '--name', 'token.user', '--days', '366', ...at]);
    assert.equal(long.code, 1, long.err);
    assert.match(long.err, /token\.days/);
    await server.data_of('session.whoami', {}, { as: second.token });
    const listed = await cli('list', '--name', 'token.user');
    assert.deepEqual(listed.map(({ name, label, state }) => [name, label, state]), [
      ['token.user', '', 'active'],
      ['token.user', 'ERP', 'active'],
    ]);
    assert.equal(listed[0].last_used_at, null);
    assert.ok(listed[1].last_used_at && listed[1].created_by.startsWith('operator:'));
    assert.ok(!JSON.stringify(listed).includes(token) && !JSON.stringify(listed).includes(second.token));
    assert.ok((await cli('list')).length > listed.length, 'of all users');
    const plain = (await done(['user', 'token', 'list', '--name', 'token.user', ...at])).lines;
    assert.match(plain[1], new RegExp(`^${second.id}  token\\.user  active  .*  ERP$`));

    assert.equal((await cli('revoke', listed[0].id)).state, 'revoked');
    await server.refused(401, 'token.revoked', 'session.whoami', {}, { as: token });
    assert.equal((await run(['user', 'token', 'revoke', listed[0].id, ...at])).code, 1, 'it was before');
    const browser = new Browser();
    await server.data_of('session.login', { name: 'token.user', password }, { browser });
    await server.data_of('user.consent', { policy_version: '1' }, { browser });
    const { items } = await server.data_of('token.list', {}, { browser });
    assert.deepEqual(items.map(({ state }) => state), ['revoked', 'active']);
    await server.data_of('token.revoke', { token: second.id }, { browser });
    const third = await cli('--name', 'token.user');
    await server.data_of('user.revoke_token', { token: third.id }, { browser: one });
    await server.refused(401, 'token.revoked', 'session.whoami', {}, { as: third.token });
  });

  test('streams end at once when their user signs out, is locked or gets other roles', async () => {
    const ends = {
      'sign-out': (browser) => server.data_of('session.logout', {}, { browser }),
      'revoked session': async (browser, name) => {
        const other = await server.sign_in(name);
        const { items } = await server.data_of('session.list', {}, { browser: other });
        for (const item of items.filter((one) => !one.present)) {
          await server.data_of('session.revoke', { session: item.id }, { browser: other });
        }
      },
      lock: async (_, name) => {
        await server.data_of('user.lock', { name }, { browser: one });
        await server.data_of('user.unlock', { name }, { browser: one });
      },
      'another role': (_, name) => done(['user', 'role', '--data', server.data, '--name', name, '--add', 'printing_house']),
      'a role that changes': () => done(['user', 'restore-role', '--data', server.data, '--role', 'brand_manager']),
    };
    for (const [what, end] of Object.entries(ends)) {
      const name = 'demo.orange.clerk';
      const browser = await server.sign_in(name);
      const stream = await listen(server, '/events?topics=submissions', browser.headers());
      const visitor = await listen(server, `/events?topics=code:${server.ready.codes[0].code}`);
      assert.deepEqual([stream.status, visitor.status], [200, 200], what);
      assert.equal(stream.ended, false, what);
      await end(browser, name);
      await until(`the stream ends: ${what}`, () => stream.ended, 5); // five minutes without
      assert.equal(visitor.ended, false, what);
      visitor.close();
    }
  });

  test('a stream of a token ends when the token is revoked, also while the stream is being made', async () => {
    await server.user('stream.user', 'party_clerk');
    const issue = () => json(['user', 'token', '--data', server.data, '--name', 'stream.user']);
    const revoke = ({ id }) => server.data_of('user.revoke_token', { token: id }, { browser: one });
    const open = ({ token }) => listen(server, '/events?topics=submissions', { authorization: `Bearer ${token}` });
    const first = await issue();
    const stream = await open(first);
    assert.deepEqual([stream.status, stream.ended], [200, false]);
    await revoke(first);
    await until('the stream ends', () => stream.ended, 5); // five minutes without
    assert.equal((await open(first)).status, 401);
    for (let round = 0; round < 3; ++round) {
      const made = await issue();
      const opening = Array.from({ length: 5 }, () => open(made));
      await revoke(made);
      for (const each of await Promise.all(opening)) {
        assert.ok([200, 401].includes(each.status), String(each.status));
        await until('each ends that was opened', () => each.ended, 5);
      }
    }
  });

  test('the commands lock, unlock, reset and list', async () => {
    await server.user('wu.lei', 'party_clerk');
    const at = ['--data', server.data, '--name', 'wu.lei'];
    assert.equal((await json(['user', 'lock', ...at])).state, 'locked');
    await server.refused(403, 'login.disabled', 'session.login', { name: 'wu.lei', password });
    assert.equal((await json(['user', 'lock', '--lift', ...at])).state, 'active');
    await server.data_of('session.login', { name: 'wu.lei', password });
    const secret = (await done(['user', 'reset', ...at])).out.trim();
    await server.refused(401, 'login.failed', 'session.login', { name: 'wu.lei', password });
    await server.data_of('user.redeem', { secret, password: 'Quiet-river-5' });
    await server.data_of('session.login', { name: 'wu.lei', password: 'Quiet-river-5' });
    await done(['user', 'reset', '--password-stdin', ...at], { input: 'Other-river-6\n' });
    await server.data_of('session.login', { name: 'wu.lei', password: 'Other-river-6' });
    const weak = await run(['user', 'reset', '--password-stdin', ...at], { input: 'Password123\n' });
    assert.equal(weak.code, 1);
    assert.match(weak.err, /password\.common/);
    const review = (await done(['user', 'list', '--data', server.data])).out;
    assert.match(review, /^wu\.lei  active  party_clerk  own_party  \S+  -  tokens:0  \d{4}-/m, 'a reset revoked them');
    assert.match(review, /^demo\.regulator  active  regulator,who_admits  all  \S+  totp  tokens:1  \d{4}-/m);
    assert.match(review, /^demo\.brand  active  brand_manager  brand  琼北金橙产业协会  -  tokens:1  \S+$/m);
  });
});

describe('the first run', () => {
  test('the first security administrator chooses name and password with a secret printed once', async () => {
    const server = await serve({ demo: false });
    const secret = await until('the secret', () => /^ {2}(qy_[\w-]{43})$/m.exec(fs.readFileSync(server.log, 'utf8'))?.[1]);
    const link = await until('the link', () => /^ {2}(https:.*)$/m.exec(fs.readFileSync(server.log, 'utf8'))?.[1]);
    assert.equal(link, `${server.https}/console/first#${secret}`);
    assert.equal((await request(server.https, '/console/first')).status, 200);
    await server.data_of('user.redeem', { secret, name: 'wang.fang', password });
    await server.refused(401, 'user.secret_invalid', 'user.redeem', { secret, name: 'other.one', password });
    const browser = new Browser();
    const signed = await server.data_of('session.login', { name: 'wang.fang', password }, { browser });
    assert.deepEqual(signed.roles, ['security_administrator']);
    assert.deepEqual(signed.must, ['second_factor', 'consent']);
    await server.end();
    const again = await serve({ demo: false, data: server.data });
    assert.ok(!/^ {2}qy_/m.test(fs.readFileSync(again.log, 'utf8')), 'nothing to print once there is a user');
    await again.end();
  });

  test('init prints it too, and a later start replaces it', async () => {
    const data = path.join(temporary(), 'data');
    const first = /^ {2}(qy_[\w-]{43})$/m.exec((await done(['init', '--data', data])).out)[1];
    const server = await serve({ demo: false, data });
    await server.refused(401, 'user.secret_invalid', 'user.redeem', { secret: first, name: 'wang.fang', password });
    await server.end();
  });
});
