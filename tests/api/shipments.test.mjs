// A driver without an account: a link for one shipment, the page it opens, and the forms of people who are not signed in.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { MailServer } from './outside.mjs';
import { Browser, captcha_answer, request, serve } from './platform.mjs';

/** Sends the form of a page: the fields as a browser does, hidden ones as they stand in the page. */
async function submit(server, where, fields, page = '') {
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  return request(server.http, where, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Accept-Language': 'zh-CN' },
    body: new URLSearchParams([...hidden, ...Object.entries(fields)]).toString(),
  });
}
const get = (server, where, language = 'zh-CN') =>
  request(server.http, where, { headers: { 'Accept-Language': language } });

describe('shipment links', () => {
  let server;
  let lot;
  before(async () => {
    server = await serve();
    lot = (await server.data_of('trace.query', { code: server.code('琼北金橙 QJ20251122-D01') })).lot.id;
  });
  after(() => server?.end());

  const clerk = { as: 'demo.orange.clerk' };
  const every = ['depart', 'temperature', 'note', 'arrive', 'receive'];
  const link_for = (more = {}) => server.data_of('shipment.link', { lot, steps: every, vehicle: '琼A12345', ...more }, clerk);

  test('a journey by the page: recorded, reviewed, shown; the receipt ends the link', async () => {
    const link = await link_for();
    const address = new URL(link.url).pathname;
    const page = await get(server, address);
    assert.equal(page.status, 200);
    assert.match(page.text, /琼北金橙/);
    assert.match(page.text, /澄迈云坡果业专业合作社/);
    assert.equal((page.text.match(/<button type="submit" name="step"/g) ?? []).length, 5);
    assert.ok(!/<script/.test(page.text));
    assert.equal(page.headers['referrer-policy'], 'no-referrer');
    assert.equal(page.headers['cache-control'], 'no-store');
    assert.match((await get(server, address, 'en')).text, /Confirm receipt/);

    const departed = await submit(server, address, { step: 'depart', place: '澄迈县福山镇' }, page.text);
    assert.deepEqual([departed.status, departed.headers.location], [303, `${address}?done=1`]);
    const again = await submit(server, address, { step: 'depart', place: '澄迈县福山镇' }, page.text);
    assert.equal(again.status, 303, 'the same form sent twice');
    const after_first = await get(server, `${address}?done=1`);
    assert.match(after_first.text, /已记录。/);
    assert.match(after_first.text, /已记录 1 条/);
    const cold = await submit(server, address, { step: 'temperature', temperature: '很冷' }, after_first.text);
    assert.equal(cold.status, 400);
    assert.match(cold.text, /role="alert"/);
    assert.match(cold.text, /value="很冷"/, 'what was filled in stays');
    const measured = await submit(server, address, { step: 'temperature', temperature: '4.5' }, cold.text);
    assert.equal(measured.status, 303);
    const received = await submit(server, address, { step: 'receive', place: '海口' }, (await get(server, address)).text);
    assert.equal(received.status, 200);
    assert.match(received.text, /已确认收货/);
    assert.equal((await get(server, address)).status, 401);

    const { items } = await server.data_of('submission.list', { state: 'submitted', limit: 200 }, { as: 'demo.orange.reviewer' });
    const own = items.filter((item) => item.author === `driver by link ${link.id}`);
    assert.equal(own.length, 3);
    for (const { id } of own) await server.data_of('submission.approve', { submission: id }, { as: 'demo.orange.reviewer' });
    const story = await server.data_of('trace.query', { lot_number: 'QJ20251122' }, clerk);
    const steps = story.events.filter((event) => event.contents?.vehicle === '琼A12345').map((event) => event.step);
    assert.deepEqual([...steps].sort(), ['receiving', 'shipping', 'transporting']);
    const records = await server.data_of('audit.search', { actor: `driver by link ${link.id}` }, { as: 'demo.audit' });
    assert.equal(records.items.length, 5, 'three records, the form that was sent again, the one with a fault');
    const [listed] = (await server.data_of('shipment.list_links', {}, clerk)).items;
    assert.deepEqual([listed.state, listed.records], ['received', 3]);
  });

  test('by a program: faults are told by member, other steps and foreign lots are refused', async () => {
    const { secret, id } = await link_for({ steps: ['note'], hours: 1 });
    const view = await server.data_of('shipment.view', { secret });
    assert.deepEqual([view.lot_number, view.steps], ['QJ20251122-D01', ['note']]);
    await server.refused(403, 'shipment.step', 'shipment.record', { secret, step: 'receive' });
    const fault = await server.refused(400, 'request.invalid', 'shipment.record', { secret, step: 'note', note: 'x', time: 'soon' });
    assert.equal(fault.details[0].code, 'occurred_at.malformed');
    await server.refused(404, 'lot.not_found', 'shipment.link', { lot, steps: ['note'] }, { as: 'demo.coffee.clerk' });
    const once = { secret, step: 'note', note: '到达服务区', key: 'k1' };
    assert.equal((await server.data_of('shipment.record', once)).status, 'accepted');
    assert.equal((await server.data_of('shipment.record', { ...once, time: undefined })).status, 'exists');
    await server.data_of('shipment.revoke', { link: id }, clerk);
    await server.refused(401, 'shipment.link_invalid', 'shipment.record', once);
    await server.refused(401, 'shipment.link_invalid', 'shipment.view', { secret: 'qy_nothing' });
  });
});

describe('forms of people who are not signed in', () => {
  let mail;
  let server;
  before(async () => {
    mail = await MailServer.start();
    server = await serve({ settings: { ...mail.settings(), 'messages.per_address_hour': 0 } });
  });
  after(async () => {
    await server?.end();
    await mail?.end();
  });

  /** The page in English, with its captcha solved. */
  async function asked(where) {
    const { text } = await get(server, where, 'en');
    const [, question] = /<label for="captcha">([^<]+)</.exec(text);
    return { page: text, captcha: captcha_answer(question) };
  }
  const link_in = (letter) => new URL(/https:\/\/\S+/.exec(letter.text)[0]).pathname;

  test('a firm registers, corrects, opens its account and resets its password, by pages alone', async () => {
    const form = { party_name: '文昌椰子合作社', credit_code: '91460000MA5T0003X9', full_name: '林小燕', mail: 'lin@example.cn',
      'role.producer': '1', policy_version: '1' };
    const first = await asked('/register');
    const bad = await submit(server, '/register', { ...form, credit_code: '91460000MA5T0003X8', captcha: first.captcha }, first.page);
    assert.equal(bad.status, 400);
    assert.match(bad.text, /role="alert"/);
    assert.match(bad.text, /value="文昌椰子合作社"/, 'what was filled in stays');
    const second = await asked('/register');
    const sent = await submit(server, '/register', { ...form, captcha: second.captcha }, second.page);
    assert.equal(sent.status, 200);
    assert.match(sent.text, /l\*\*\*@example\.cn/);

    const confirm = link_in(await mail.mail('lin'));
    const shown = await get(server, confirm);
    assert.equal(shown.status, 200, 'looking at it, as mail filters do, uses nothing up');
    assert.equal((await get(server, confirm)).status, 200);
    assert.match((await submit(server, confirm, {}, shown.text)).text, /申请已进入审核/);
    assert.equal((await submit(server, confirm, {}, shown.text)).status, 401);

    const reviewer = { as: 'demo.system' };
    const [{ id: registration }] = (await server.data_of('registration.list', {}, reviewer)).items;
    await server.data_of('registration.return', { registration, comment: '请补充地址' }, reviewer);
    const correct = link_in(await mail.mail('lin', 2));
    const returned = await get(server, correct);
    assert.match(returned.text, /请补充地址/);
    assert.match(returned.text, /value="文昌椰子合作社"/);
    assert.match(returned.text, /name="role.producer" value="1" checked/);
    const corrected = { ...form, address: '文昌市东郊镇', mail: undefined };
    delete corrected.mail;
    assert.equal((await submit(server, correct, corrected, returned.text)).status, 200);
    await server.data_of('registration.approve', { registration }, { browser: await server.sign_in('demo.system') });

    const join = link_in(await mail.mail('lin', 3));
    const weak = await submit(server, join, { name: 'lin.xy', password: 'short' });
    assert.equal(weak.status, 400);
    assert.ok(!weak.text.includes('value="short"'), 'a password is not sent back');
    const opened = await submit(server, join, { name: 'lin.xy', password: 'Fresh-grass-7' });
    assert.match(opened.text, /账号 lin\.xy 现在可以登录/);
    await server.data_of('session.login', { name: 'lin.xy', password: 'Fresh-grass-7' }, { browser: new Browser() });

    const third = await asked('/forgot');
    await submit(server, '/forgot', { name: 'lin.xy', mail: 'lin@example.cn', captcha: third.captcha }, third.page);
    const reset = link_in(await mail.mail('lin', 4));
    assert.equal((await submit(server, reset, { password: 'Another-leaf-8' })).status, 200);
    await server.data_of('session.login', { name: 'lin.xy', password: 'Another-leaf-8' }, { browser: new Browser() });
  });

  test('forms with a wrong link, a wrong captcha or no link say what to do', async () => {
    assert.equal((await submit(server, '/confirm/qy_nothing', {})).status, 401);
    const { page } = await asked('/forgot');
    const wrong = await submit(server, '/forgot', { name: 'lin.xy', mail: 'lin@example.cn', captcha: '999' }, page);
    assert.equal(wrong.status, 401);
    const by_code = await get(server, '/join');
    assert.match(by_code.text, /name="phone"/);
    assert.match(by_code.text, /autocomplete="one-time-code"/);
    assert.equal((await get(server, '/join/a/b')).status, 404);
    assert.equal((await get(server, '/register/x')).status, 404);
  });
});
