// What the ladder climbs on: one server with the demonstration, beside it a second one without; people of two parties in
// every role; and helpers that make what a function is asked about.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { authority, SmsGateway, WechatInterface } from '../outside.mjs';
import { Browser, captcha_answer, fresh_totp, root, serve, until } from '../platform.mjs';
import { database_query, on_postgres } from '../postgres.mjs';

export const password = 'Fresh-grass-7';
export const base64 = (text) => Buffer.from(text).toString('base64');

/** Ids of what is there, and whatever one rung keeps for another. */
export const world = { requests: {}, tokens: {}, browsers: {} };

/** People who are not in the demonstration: their role, their party, and whose right they share. */
const others = {
  'coffee.admin': ['party_administrator', 'coffee_party', 'demo.orange.admin'],
  'coffee.reviewer': ['party_reviewer', 'coffee_party', 'demo.orange.reviewer'],
  'coffee.printing': ['printing_house', 'coffee_party', 'demo.printing'],
  'coffee.own': ['party_clerk', 'coffee_party', 'demo.coffee.clerk'],
  'orange.own': ['party_clerk', 'party', 'demo.orange.clerk'],
  'orange.leaving': ['party_clerk', 'party', 'demo.orange.clerk'],
  'orange.forgetful': ['party_clerk', 'party', 'demo.orange.clerk'],
  'other.brand': ['brand_manager', 'coffee_party', 'demo.brand'],
};
/** The user of the demonstration with the same rights. */
export const like = (user) => others[user]?.[2] ?? user;

/** Where and as whom a caller of the table calls: in a browser what needs a session, else with a token. */
export function seat(user, route) {
  if (user === 'operator') return { base: world.server.admin };
  if (user === 'operator.fresh') return { base: world.fresh.admin };
  if (user && route.in_browser) return { browser: world.browsers[user] };
  return { as: world.tokens[user] ?? user };
}
export const data_of = (...asked) => world.server.data_of(...asked);
export const call = (...asked) => world.server.call(...asked);
export const by = (user) => ({ as: world.tokens[user] ?? user });
export const in_browser = (user) => ({ browser: world.browsers[user] });

export async function captcha() {
  const { id, question } = await data_of('session.captcha', { kind: 'arithmetic' }, { language: 'en' });
  return { id, answer: captcha_answer(question) };
}

async function newcomer(name) {
  const [role, party] = others[name];
  world.tokens[name] = await world.server.user(name, role, world[party]);
  const browser = new Browser();
  await data_of('session.login', { name, password }, { browser });
  await data_of('user.consent', { policy_version: '1' }, { browser });
  world.browsers[name] = browser;
}

/** Roles need two persons: a second security administrator. */
async function second_security() {
  const name = 'second.security';
  await world.server.user(name, 'security_administrator');
  const browser = new Browser();
  await data_of('session.login', { name, password }, { browser });
  const { factor, secret } = await data_of('factor.enrol_totp', {}, { browser });
  await data_of('factor.confirm_totp', { factor, code: await fresh_totp(secret) }, { browser });
  await data_of('user.consent', { policy_version: '1' }, { browser });
  world.browsers[name] = browser;
}

export function orange_row(lot_number, more = {}) {
  return {
    product_name: '琼北金橙',
    specification: '5kg/箱 70-80mm',
    producer_name: '澄迈云坡果业专业合作社',
    lot_number,
    produced_on: '2026-01-10',
    production_address: '海南省澄迈县云坡镇分选中心',
    quantity: '20箱',
    ...more,
  };
}
const orange_clerk = { as: 'demo.orange.clerk' };

/** An import of the user that has ended, or with `rows` a large one that runs. */
export async function import_job(user, content, ended = true) {
  const { upload } = await data_of('import.upload', { content_base64: base64(content) }, by(user));
  const job = await data_of('import.start', { upload, file_name: 'a.csv' }, by(user));
  const state = async () => (await data_of('import.status', { import: job.import_id }, by(user))).state;
  if (ended) await until('the import is done', async () => (await state()) === 'done', 60);
  return { import: job.import_id };
}
/** A file that takes a while. */
export function long_file(prefix) {
  const row = (i) => `晨屿拼配,1kg/袋,海口晨屿咖啡烘焙有限公司,${prefix}-${i},2026-01-10,海南省海口市`;
  const titles = '产品名称,规格,生产企业名称,批次,生产日期,产地';
  return [titles, ...Array.from({ length: 8_000 }, (_, i) => row(i))].join('\n');
}

let phones = 13_700_001_000;
export const next_phone = () => String(++phones);

/** A person who asks to join the orange cooperative: its phone and code, and its registration once that was proved. */
export async function applicant({ proved = true } = {}) {
  const form = { full_name: '符阿妹', credit_code: world.credit_code, policy_version: '1' };
  const phone = next_phone();
  await data_of('user.register', { ...form, phone, captcha: await captcha() });
  const code = await world.sms.code(phone);
  if (!proved) return { phone, code };
  const { registration } = await data_of('registration.confirm', { phone, code });
  return { phone, registration };
}

/** One whose form was given back: the phone, and the code that opens it again. */
export async function returned_applicant() {
  const { phone, registration } = await applicant();
  await data_of('registration.return', { registration, comment: '请补充姓名' }, { as: 'demo.orange.admin' });
  return { phone, code: await world.sms.code(phone, 2) };
}

/** A bearer token that the operator issues to this user: its id, what it is and when it ends. */
export const issued_token = (name) => data_of('user.token', { name, label: 'ladder' }, { base: world.server.admin });

/** Somebody whom the orange cooperative invites. */
export async function invited() {
  const phone = next_phone();
  const { id } = await data_of('user.invite', { full_name: '陈大文', phone, roles: ['party_clerk'] }, in_browser('demo.orange.admin'));
  return { invitation: id, phone, code: await world.sms.code(phone) };
}

/** A request about one's own data, waiting for the platform. */
export async function data_request(user) {
  const { id } = await data_of('privacy.request', { kind: 'copy' }, in_browser(user));
  return { request: id };
}

/** Starts the fresh server again, without its audit head and with a clock that is far ahead of what it saw last. */
export async function restart_wrong() {
  const { data } = world.fresh;
  await world.fresh.end();
  fs.rmSync(path.join(data, 'keys', 'audit-head'));
  const back = `UPDATE clock_mark SET seen_at = seen_at - ${400 * 86_400}000000`;
  if (on_postgres) await database_query(data, back);
  else execFileSync('sqlite3', [path.join(data, 'qiongyuan.db'), back]);
  world.fresh = await serve({ demo: false, data });
}

/** A nonce that a new SM2 key of the openssl command line has signed, and the key. */
export async function signed_nonce(folder) {
  const at = (name) => path.join(folder, name);
  const openssl = (...args) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  openssl('genpkey', '-algorithm', 'SM2', '-out', at('key.pem'));
  const public_key = openssl('pkey', '-in', at('key.pem'), '-pubout', '-outform', 'DER').subarray(-65).toString('hex');
  const { challenge } = await data_of('session.challenge', {});
  fs.writeFileSync(at('nonce'), challenge);
  const options = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'];
  const signature = openssl('pkeyutl', '-sign', '-inkey', at('key.pem'), '-in', at('nonce'), ...options).toString('hex');
  return { public_key, challenge, signature };
}

async function find_parties() {
  const orange = await data_of('trace.query', { lot_number: 'QJ20251122' }, { as: 'demo.regulator' });
  const coffee = await data_of('trace.query', { lot_number: 'CYR260106' }, { as: 'demo.regulator' });
  world.lot = orange.lot.id;
  world.product = orange.product;
  world.party = orange.party.id;
  world.brand = orange.brand.id;
  world.coffee_lot = coffee.lot.id;
  world.coffee_party = coffee.party.id;
  world.coffee_brand = coffee.brand.id;
  const found = await data_of('party.find', { text: orange.party.name }, { as: 'demo.brand' });
  world.credit_code = found.items[0].credit_code;
  const houses = await data_of('label_order.list_printers', {}, { as: 'demo.orange.clerk' });
  world.printer = houses.items[0].id;
}

async function make_records() {
  const rows = ['A', 'B', 'C', 'D', 'E'].map((letter) => orange_row(`LADDER-${letter}`));
  await data_of('event.capture', { rows }, orange_clerk);
  const { items } = await data_of('submission.list', { state: 'submitted' }, orange_clerk);
  world.submissions = items.map((item) => item.id);
  assert.equal(world.submissions.length, rows.length);
  world.range = await data_of('code.issue', { lot: world.lot, count: 5 }, orange_clerk);
  world.spare = await data_of('code.issue', { lot: world.lot, count: 5 }, orange_clerk);
  const drawing = (name) => fs.readFileSync(path.join(root, 'fuzz/corpus/picture', name)).toString('base64');
  world.photo = { subject: 'product', id: world.product.id, content_base64: drawing('corners.jpg') };
  const sent = { ...world.photo, content_base64: drawing('progressive.jpg') };
  world.media = (await data_of('media.upload', sent, orange_clerk)).id;
  world.upload = (await data_of('import.upload', { content_base64: base64('产品名称,批次\n') }, orange_clerk)).upload;
  world.import = (await import_job('demo.orange.clerk', '产品名称,批次\n')).import;
}

/** Starts everything. `world` is whole afterwards. */
export async function prepare() {
  world.sms = await SmsGateway.start(authority());
  world.wechat = await WechatInterface.start(world.sms.certificates);
  const unlimited = {
    'messages.per_address_hour': 0,
    'messages.per_contact_hour': 0,
    'reports.captcha_after': 1_000,
    'reports.per_address_hour': 0,
    'reports.per_code_hour': 0,
  };
  world.server = await serve({ settings: { ...world.sms.settings(), ...world.wechat.settings(), ...unlimited } });
  world.fresh = await serve({ demo: false });
  const { users } = world.server.ready;
  world.passwords = Object.fromEntries(users.map((user) => [user.name, user.password]));
  for (const { name } of users) world.browsers[name] = await world.server.sign_in(name);
  await find_parties();
  for (const name of Object.keys(others)) await newcomer(name);
  await second_security();
  await make_records();
}

export async function end() {
  await world.server?.end();
  await world.fresh?.end();
  await world.sms?.end();
  await world.wechat?.end();
}
