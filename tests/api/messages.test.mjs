// Registration, invitation and forgotten passwords from end to end: over a real mail server and an SMS gateway, as they
// are and as they fail; and WeChat's interface as it fails.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { authority, free_port, MailServer, SmsGateway, WechatInterface } from './outside.mjs';
import { Browser, captcha_answer, fresh_totp, has_chinese, request, run, serve, until } from './platform.mjs';

const password = 'Fresh-grass-7';

async function captcha(server) {
  const { id, question } = await server.data_of('session.captcha', { kind: 'arithmetic' }, { language: 'en' });
  return { id, answer: captcha_answer(question) };
}

const form = (more) => ({
  party_name: '万宁椰子合作社',
  credit_code: '91460000MA5T0001X7',
  party_roles: ['producer', 'seller'],
  region: '469006',
  address: '万宁市兴隆镇',
  full_name: '王小明',
  policy_version: '1',
  ...more,
});

/** The secret of the link in a mail, which begins with this page's address. */
function secret_in(mail, server, page) {
  const link = /https:\/\/\S+/.exec(mail.text)[0];
  assert.ok(link.startsWith(`${server.https}/${page}/`), link);
  return link.slice(`${server.https}/${page}/`.length);
}

/** The one number with this name among the metrics. */
async function metric(server, name) {
  const { text } = await request(server.ops, '/metrics');
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)[1]);
}

/** Every byte that the program keeps: database, write-ahead log, its own log. */
function kept(server) {
  const files = fs.readdirSync(server.data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Buffer.concat([
    fs.readFileSync(server.log),
    ...files.map((entry) => fs.readFileSync(path.join(entry.parentPath ?? entry.path, entry.name))),
  ]);
}

describe('people who are not users yet', () => {
  let mail;
  let sms;
  let server;
  before(async () => {
    [mail, sms] = [await MailServer.start(), await SmsGateway.start()];
    const limits = { 'messages.per_address_hour': 0 };
    server = await serve({ settings: { ...mail.settings(), ...sms.settings(), ...limits } });
  });
  after(async () => {
    await server?.end();
    await mail?.end();
    await sms?.end();
  });

  const signed_in = new Map();
  /** A browser in which an example user is signed in. */
  async function seat(name) {
    if (!signed_in.has(name)) signed_in.set(name, await server.sign_in(name));
    return { browser: signed_in.get(name) };
  }
  const reviewer = () => ({ as: 'demo.system' });
  const forgot = async (body, options) =>
    server.call('user.forgot', { ...body, captcha: await captcha(server) }, options);

  test('a firm registers by mail, is returned, corrected, approved, and its first user signs in', async () => {
    const asked = await server.data_of('party.register', form({ mail: 'Wang@Example.cn', captcha: await captcha(server) }));
    assert.equal(asked.sent_to, 'w***@example.cn');
    const first = await mail.mail('wang');
    assert.equal(first.subject, '请确认您的注册申请');
    assert.match(first.text, /万宁椰子合作社/);
    assert.match(first.headers['message-id'], /^<\d+@example\.cn>$/);
    const waits = await server.data_of('registration.list', {}, reviewer());
    assert.deepEqual(waits.items, [], 'nobody reviews what was not proved');
    const secret = secret_in(first, server, 'confirm');
    const { registration, state } = await server.data_of('registration.confirm', { secret });
    assert.equal(state, 'submitted');
    await server.refused(401, 'proof.invalid', 'registration.confirm', { secret });

    const { items } = await server.data_of('registration.list', {}, reviewer());
    assert.deepEqual([items[0].id, items[0].mail, items[0].full_name], [registration, 'wang@example.cn', '王小明']);
    await server.refused(404, 'registration.not_found', 'registration.get', { registration }, { as: 'demo.orange.admin' });
    await server.data_of('registration.return', { registration, comment: '请补充英文名称' }, reviewer());
    const second = await mail.mail('wang', 2);
    assert.match(second.text, /请补充英文名称/);
    const correction = { secret: secret_in(second, server, 'correct') };
    assert.equal((await server.data_of('registration.returned', correction)).comment, '请补充英文名称');
    await server.data_of('registration.correct', { ...correction, kind: 'party', ...form({ address: '万宁市兴隆镇 8 号' }) });

    const approved = await server.data_of('registration.approve', { registration }, await seat('demo.system'));
    const join = { secret: secret_in(await mail.mail('wang', 3), server, 'join') };
    const user = { name: 'wang.xm', password };
    const made = await server.data_of('user.accept', { ...join, ...user });
    assert.deepEqual([made.party_id, made.roles], [approved.party_id, ['party_administrator']]);
    const browser = new Browser();
    const me = await server.data_of('session.login', user, { browser });
    assert.deepEqual(me.must, [], 'the consent of the registration counts');
    const profile = await server.data_of('user.profile', {}, { browser });
    assert.deepEqual(profile, { full_name: '王小明', phone: '', mail: 'wang@example.cn' });

    // It invites a clerk by SMS, in English.
    const invited = { full_name: 'Chen Dawen', phone: '13700137000', roles: ['party_clerk'] };
    await server.data_of('user.invite', invited, { browser, language: 'en' });
    const code = await sms.code('13700137000');
    assert.match(code, /^\d{6}$/);
    assert.ok(!has_chinese(sms.to('13700137000')[0].body.params.text.replace('万宁椰子合作社', '')));
    const clerk = { phone: '13700137000', code, name: 'chen.dw', password, policy_version: '1' };
    assert.deepEqual((await server.data_of('user.accept', clerk)).roles, ['party_clerk']);
    const { items: sent } = await server.data_of('user.list_invitations', {}, { browser });
    assert.equal(sent[0].state, 'accepted');
    assert.equal(sent[0].phone, undefined, 'what is over is forgotten');

    // A person asks to join by itself; the firm's own administrator decides.
    const join_in = { credit_code: form().credit_code, full_name: '符阿妹', policy_version: '1', phone: '13700137001' };
    await server.data_of('user.register', { ...join_in, captcha: await captcha(server) });
    const proof = { phone: '13700137001', code: await sms.code('13700137001') };
    const person = await server.data_of('registration.confirm', proof);
    await server.data_of('registration.approve', { registration: person.registration }, { browser });
    const opened = { phone: '13700137001', code: await sms.code('13700137001', 2), name: 'fu.mei', password };
    assert.equal((await server.data_of('user.accept', opened)).party_id, approved.party_id);
  });

  test('a forgotten password is reset by SMS; sessions end, the second factor stays', async () => {
    const audit = await server.sign_in('demo.audit');
    await server.data_of('user.save_profile', { full_name: '审计员', phone: '13600136000', mail: 'audit@example.cn' }, { browser: audit });
    const asked = await forgot({ name: 'demo.audit', phone: '13600136000' });
    assert.equal(asked.status, 200);
    const code = await sms.code('13600136000');
    assert.equal(sms.to('13600136000')[0].body.template, 'SMS_1001');
    assert.equal(sms.to('13600136000')[0].headers['x-gateway-key'], SmsGateway.secret);
    const wanted = 'Another-leaf-8';
    await server.refused(400, 'password.refused', 'user.recover', { phone: '13600136000', code, password: 'short' });
    await server.data_of('user.recover', { phone: '13600136000', code, password: wanted });
    await server.refused(401, 'session.ended', 'session.list', {}, { browser: audit });
    await server.refused(401, 'login.second_factor_required', 'session.login', { name: 'demo.audit', password: wanted });
    const { totp_secret } = server.ready.users.find((one) => one.name === 'demo.audit');
    const login = { name: 'demo.audit', password: wanted, code: await fresh_totp(totp_secret) };
    await server.data_of('session.login', login, { browser: new Browser() });
    const told = await mail.mail('audit');
    assert.equal(told.subject, '您的密码已被重设');
    await sms.code('13600136000', 2);
  });

  test('an account is made and reset without anybody but its user learning how', async () => {
    const security = await seat('demo.security');
    const told = await server.data_of('user.create', { name: 'zhou.lan', mail: 'Zhou@example.cn' }, security);
    assert.deepEqual(Object.keys(told).sort(), ['expires_at', 'name', 'sent_to']);
    assert.equal(told.sent_to, 'z***@example.cn');
    const first = await mail.mail('zhou');
    assert.equal(first.subject, '您的账号已创建');
    const secret = secret_in(first, server, 'password');
    await server.data_of('user.recover', { secret, password });
    const browser = new Browser();
    await server.data_of('session.login', { name: 'zhou.lan', password }, { browser });
    const again = await server.data_of('user.reset', { name: 'zhou.lan' }, security);
    assert.deepEqual(Object.keys(again).sort(), ['expires_at', 'name', 'sent_to']);
    await server.refused(401, 'session.ended', 'session.list', {}, { browser });
    await server.refused(401, 'login.failed', 'session.login', { name: 'zhou.lan', password });
    const second = await mail.mail('zhou', 3); // after the first came the word that a password was set
    await server.data_of('user.recover', { secret: secret_in(second, server, 'password'), password: 'Another-leaf-8' });
    await server.data_of('session.login', { name: 'zhou.lan', password: 'Another-leaf-8' });
    await server.refused(409, 'user.unreachable', 'user.reset', { name: 'demo.coffee.clerk' }, security);
  });

  test('a firm asks for a reviewer and the platform decides', async () => {
    const boss = await seat('demo.orange.admin');
    const wanted = { full_name: '审核员', phone: '13700137009', roles: ['party_clerk', 'party_reviewer'] };
    const invited = await server.data_of('user.invite', wanted, boss);
    assert.deepEqual(invited.asked_for, ['party_reviewer']);
    const proof = { phone: '13700137009', code: await sms.code('13700137009') };
    const made = await server.data_of('user.accept', { ...proof, name: 'shen.he', password, policy_version: '1' });
    assert.deepEqual([made.roles, made.asked_for], [['party_clerk'], ['party_reviewer']]);
    const security = await seat('demo.security');
    const { items } = await server.data_of('role.list_proposals', {}, security);
    const [asked] = items.filter((item) => item.user === 'shen.he');
    assert.deepEqual([asked.role, asked.proposer], ['party_reviewer', 'demo.orange.admin']);
    await server.data_of('role.approve', { proposal: asked.proposal }, security);
    const signed = await server.data_of('session.login', { name: 'shen.he', password });
    assert.deepEqual(signed.roles.sort(), ['party_clerk', 'party_reviewer']);
  });

  test('nobody learns which accounts there are', async () => {
    const browser = await server.sign_in('demo.orange.clerk');
    await server.data_of('user.save_profile', { mail: 'li.known@example.cn' }, { browser });
    const answer = async (body) => {
      const reply = await forgot(body);
      const { expires_at, ...rest } = reply.json.data;
      assert.ok(expires_at);
      return [reply.status, rest];
    };
    const known = await answer({ name: 'demo.orange.clerk', mail: 'li.known@example.cn' });
    assert.deepEqual(await answer({ name: 'demo.orange.clerk', mail: 'li.other@example.cn' }), known);
    assert.deepEqual(await answer({ name: 'no.such.user', mail: 'li.third@example.cn' }), known);
    await mail.mail('li.known');
    assert.deepEqual([...mail.mails('li.other'), ...mail.mails('li.third')], []);
  });

  test('contacts are changed only shortly after the user proved itself', async () => {
    const browser = await server.sign_in('demo.coffee.clerk');
    await server.data_of('user.save_profile', { phone: '13500135000' }, { browser });
    assert.equal((await server.data_of('user.profile', {}, { browser })).phone, '13500135000');
  });

  test('a captcha comes first, and one contact gets five messages an hour', async () => {
    await server.refused(401, 'login.captcha_required', 'user.forgot', { name: 'a.b', mail: 'many@example.cn' });
    const wrong = { id: (await captcha(server)).id, answer: '999' };
    await server.refused(401, 'login.captcha_wrong', 'user.forgot', { name: 'a.b', mail: 'many@example.cn', captcha: wrong });
    for (let i = 0; i < 5; ++i) assert.equal((await forgot({ name: 'a.b', mail: 'many@example.cn' })).status, 200);
    const sixth = await forgot({ name: 'a.b', mail: 'many@example.cn' });
    assert.deepEqual([sixth.status, sixth.json.code], [429, 'message.too_many']);
  });

  test("without an account of the operator, WeChat's scanner is refused; half an account does not start", async () => {
    const page = { url: `${server.https}/field/` };
    const refused = await server.refused(404, 'wechat.not_configured', 'scan.wechat_config', page, { language: 'en' });
    assert.match(refused.message, /scan with the camera/);
    const started = await run(['serve', '--data', path.join(server.data, '../half'), '--port', 0, '--http-port', 'auto', '--ops-port', 0,
      '--set', `wechat.app_id=${WechatInterface.app_id}`]);
    assert.equal(started.code, 1, started.err);
    assert.match(started.err, /wechat\.secret_file/);
  });

  test('no secret of a message stands in any file', async () => {
    await forgot({ name: 'demo.orange.clerk', mail: 'li.known@example.cn' });
    const secret = secret_in(await mail.mail('li.known', 2), server, 'password');
    const all = kept(server);
    for (const planted of [secret, MailServer.password, SmsGateway.secret, 'wang@example.cn', '13700137000', '符阿妹']) {
      assert.ok(!all.includes(planted), planted);
    }
  });
});

const says = (answer) => ({ answer: JSON.stringify(answer) });
/** What WeChat's interface answers, one request after the other: an account's secret or token that it does not take, nothing
 *  at all, a page of some proxy, a ticket of three seconds, and nothing usable when that ends. Then it does as usual. */
const wechat_fails = [
  { asked: 'POST', ...says({ errcode: 40001, errmsg: 'invalid credential rid: 1' }) },
  { asked: 'POST' },
  { asked: 'GET', ...says({ errcode: 42001, errmsg: 'access_token expired rid: 2' }) },
  { asked: 'POST', hang: true },
  { asked: 'POST' },
  { asked: 'GET', answer: '<html>502 Bad Gateway</html>' },
  { asked: 'POST' },
  { asked: 'GET' },
  { asked: 'POST', status: 503 },
  { asked: 'POST', status: 503 },
];

/** What becomes of asking for WeChat's scanner, each time that it changes: 'admitted', or the code of the refusal. */
function watch_wechat(server, wechat) {
  const watch = { seen: [], ends: false };
  const url = `${server.https}/field/?from=timeline`;
  const look = async () => {
    const { json } = await server.call('scan.wechat_config', { url });
    const now = json.code !== 'ok' ? json.code : wechat.admits(url, json.data) ? 'admitted' : 'signed with another ticket';
    if (watch.seen.at(-1) !== now) watch.seen.push(now);
    if (!watch.ends) setTimeout(watched, 50);
  };
  const watched = () => void look().catch((error) => watch.seen.push(String(error)));
  watched();
  return watch;
}

describe('servers of others that fail', () => {
  let mail;
  let sms;
  let wechat;
  let watched;
  let server;
  const start = async (settings) => (server = await serve({ settings: { ...settings, 'messages.per_address_hour': 0, 'messages.per_contact_hour': 0 } }));
  after(async () => {
    if (watched) watched.ends = true;
    await server?.end();
    await mail?.end();
    await sms?.end();
    await wechat?.end();
  });
  /** Lets the contact of an example user be known, and asks for messages to it. */
  const known = async (contact) => {
    const browser = await server.sign_in('demo.orange.clerk');
    await server.data_of('user.save_profile', contact, { browser });
  };
  const ask = async (contact) =>
    server.data_of('user.forgot', { name: 'demo.orange.clerk', ...contact, captcha: await captcha(server) });

  test('a mail server that is down gets the mail when it is back; a user that it does not know is given up', async () => {
    mail = await MailServer.start();
    await mail.end();
    await start({ ...mail.settings(), 'mail.timeout_seconds': 3 });
    await known({ mail: 'li@example.cn' });
    await ask({ mail: 'li@example.cn' });
    await until('a failed attempt', async () => (await metric(server, 'qiongyuan_mail_failures')) >= 1, 60);
    assert.equal(await metric(server, 'qiongyuan_mail_sent'), 0);
    await mail.run();
    await mail.mail('li');
    await known({ mail: 'nobody@example.cn' });
    await ask({ mail: 'nobody@example.cn' });
    await until('the refusal', async () => (await metric(server, 'qiongyuan_mail_given_up')) === 1, 60);
    await known({ mail: 'later@example.cn' });
    await ask({ mail: 'later@example.cn' });
    await until('a further attempt', async () => (await metric(server, 'qiongyuan_mail_failures')) >= 4, 60);
    assert.equal(await metric(server, 'qiongyuan_mail_given_up'), 1);
    await server.end();
    assert.equal(mail.mails('li').length, 1);
  });

  test('a mail server with a certificate of a stranger, or without TLS, gets nothing', async () => {
    await start({ ...mail.settings(), 'mail.ca_file': authority().ca, 'mail.timeout_seconds': 3 });
    await known({ mail: 'cautious@example.cn' });
    await ask({ mail: 'cautious@example.cn' });
    await until('a failed attempt', async () => (await metric(server, 'qiongyuan_mail_failures')) >= 2, 60);
    await server.end();
    assert.deepEqual(mail.mails('cautious'), []);
    assert.ok(!fs.readFileSync(path.join(mail.folder, 'exim/log/mainlog'), 'utf8').includes('cautious'));
  });

  test('a gateway that answers 5xx, or not as expected, is asked again; one that refuses is not', async () => {
    sms = await SmsGateway.start();
    wechat = await WechatInterface.start(); // fails beside it: the next test tells how
    wechat.behave = (_, count) => {
      wechat.seconds = count > wechat_fails.length ? 7200 : 3;
      return wechat_fails[count - 1] ?? {};
    };
    await start({ ...sms.settings(), ...wechat.settings() });
    watched = watch_wechat(server, wechat);
    await known({ phone: '13800138001' });
    const answers = [{ status: 503 }, { answer: '{"result":{"code":"BUSY"}}' }, { answer: 'not JSON' }, {}];
    sms.behave = (_, count) => answers[Math.min(count, answers.length) - 1];
    await ask({ phone: '13800138001' });
    await until('the fourth attempt', () => sms.received.length === 4, 90);
    await until('its success', async () => (await metric(server, 'qiongyuan_sms_sent')) === 1);
    sms.behave = () => ({ status: 400 });
    await ask({ phone: '13800138001' });
    await until('the refusal', async () => (await metric(server, 'qiongyuan_sms_given_up')) === 1, 60);
    assert.equal(sms.received.length, 5);
  });

  test("WeChat's interface that fails in every way is asked again; a ticket that ended signs nothing", async () => {
    await until('the last ticket', () => wechat.tickets.length >= 2, 60);
    await until('its use', () => watched.seen.at(-1) === 'admitted', 60);
    watched.ends = true;
    assert.deepEqual(watched.seen, ['wechat.no_ticket', 'admitted', 'wechat.no_ticket', 'admitted']);
    assert.deepEqual(wechat.received.map(({ method }) => method), wechat_fails.map(({ asked }) => asked).concat('POST', 'GET'));
    const foreign = await server.refused(400, 'wechat.url', 'scan.wechat_config', { url: 'https://evil.example/field/' });
    assert.equal(foreign.details[0].path, 'url');
    assert.equal(await metric(server, 'qiongyuan_wechat_ticket'), 1);
    const log = fs.readFileSync(server.log, 'utf8');
    for (const why of ['access_token: errcode 40001', 'ticket: errcode 42001', 'ticket: the answer is no JSON object', 'access_token: the server answered 503']) {
      assert.ok(log.includes(why), why);
    }
    const all = kept(server);
    for (const secret of [WechatInterface.secret, wechat.token, ...wechat.tickets]) assert.ok(!all.includes(secret), secret);
  });

  test('a gateway that takes a message and never answers gets it twice and no more', async () => {
    sms.received = [];
    sms.behave = () => ({ hang: true });
    await ask({ phone: '13800138001' });
    await until('both attempts', () => sms.received.length === 2, 60);
    await until('its end', async () => (await metric(server, 'qiongyuan_sms_waiting')) === 0, 60);
    assert.equal(sms.received.length, 2);
  });

  test('killed amid an attempt, the program sends it once more after its start', async () => {
    sms.received = [];
    sms.behave = () => ({ hang: true });
    await ask({ phone: '13800138001' });
    await until('the attempt', () => sms.received.length === 1, 60);
    await server.end('SIGKILL');
    sms.behave = () => ({});
    server = await serve({ data: server.data, settings: sms.settings() });
    await until('the second attempt', () => sms.received.length === 2, 60);
    await until('its success', async () => (await metric(server, 'qiongyuan_sms_sent')) === 1);
    assert.equal(sms.received.length, 2);
    assert.equal(sms.received[0].body.params.code, sms.received[1].body.params.code);
  });

  test('a gateway with a certificate of a stranger learns nothing; gone and back on its port it gets the message', async () => {
    await server.end();
    const good = authority();
    const port = await free_port();
    await sms.end();
    sms = await SmsGateway.start(authority(), port); // not of the authority that is believed
    await start({ ...sms.settings(), 'sms.ca_file': good.ca });
    await known({ phone: '13800138002' });
    await ask({ phone: '13800138002' });
    await until('a failed attempt', async () => (await metric(server, 'qiongyuan_sms_failures')) >= 1, 60);
    assert.deepEqual(sms.received, []);
    await sms.end();
    const failed = await metric(server, 'qiongyuan_sms_failures');
    await until('a failure without a gateway', async () => (await metric(server, 'qiongyuan_sms_failures')) > failed, 60);
    sms = await SmsGateway.start(good, port);
    await sms.code('13800138002');
  });
});
