// Users and their own data: a copy, consents, closing the account for good, and the platform's queue.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Browser, done, request, serve } from './platform.mjs';

const password = 'Fresh-grass-7';

describe('users and their own data', () => {
  let server;
  before(async () => (server = await serve()));
  after(() => server?.end());

  /** A user of the orange cooperative who has signed in and consented. */
  async function newcomer(name, role = 'party_clerk') {
    const { party_id } = await server.data_of('session.whoami', {}, { as: 'demo.orange.clerk' });
    const token = await server.user(name, role, party_id);
    const browser = new Browser();
    await server.data_of('session.login', { name, password }, { browser });
    await server.data_of('user.consent', { policy_version: '1' }, { browser });
    return { browser, token };
  }

  test('a copy tells everything and no secret', async () => {
    const browser = await server.sign_in('demo.coffee.clerk');
    await server.data_of('user.save_profile', { full_name: '欧阳甲乙', phone: '13912340000' }, { browser });
    const copy = await server.data_of('privacy.export', {}, { browser });
    assert.equal(copy.account.name, 'demo.coffee.clerk');
    assert.equal(copy.account.party, '海口晨屿咖啡烘焙有限公司');
    assert.deepEqual(copy.contacts, { full_name: '欧阳甲乙', phone: '13912340000', mail: '' });
    assert.equal(copy.consents[0].policy_version, '1');
    assert.ok(copy.sessions.length >= 1);
    assert.ok(!/hash|password"|secret|qy_/.test(JSON.stringify(copy)));
    await server.refused(403, 'session.needed', 'privacy.export', {}, { as: 'demo.coffee.clerk' });
  });

  test('a consent that is taken back stands in the history, and nothing goes on without one', async () => {
    const { browser } = await newcomer('privacy.one');
    await server.data_of('privacy.withdraw_consent', {}, { browser });
    const bound = await server.refused(403, 'session.bound', 'code.check', { codes: ['1'] }, { browser });
    assert.match(bound.message, /consent|隐私|同意/);
    const mine = await server.data_of('privacy.list', {}, { browser });
    assert.deepEqual(mine.items, [], 'what the law gives is open all the same');
    await server.data_of('user.consent', { policy_version: '1' }, { browser });
    const { items } = await server.data_of('privacy.consents', {}, { browser });
    assert.deepEqual(items.map((item) => Boolean(item.withdrawn_at)), [true, false]);
    await server.data_of('code.check', { codes: ['1'] }, { browser });
  });

  test('a closed account opens nothing, its name is nobody\'s again, ledger and audit trail verify', async () => {
    const { browser, token } = await newcomer('privacy.two');
    await server.data_of('user.save_profile', { full_name: '符阿妹', phone: '13700007777', mail: 'fu@example.cn' }, { browser });
    const closed = await server.data_of('privacy.close_account', {}, { browser });
    assert.equal(closed.closed, true);
    assert.equal(browser.cookies.size, 0);
    await server.refused(401, 'token.revoked', 'session.whoami', {}, { as: token });
    await server.refused(401, 'login.failed', 'session.login', { name: 'privacy.two', password });
    const security = await server.sign_in('demo.security');
    await server.refused(409, 'user.exists', 'user.create', { name: 'privacy.two' }, { base: server.admin });
    await server.refused(404, 'user.not_found', 'user.reset', { name: 'privacy.two' }, { browser: security });
    const { items } = await server.data_of('user.list', { limit: 200 }, { browser: security });
    const row = items.find((item) => item.state === 'closed');
    assert.match(row.name, /^closed\.[0-9a-f]{32}$/);
    assert.deepEqual(row.roles, []);
    await done(['audit', 'verify', '--data', server.data]);
    const ledger = await server.data_of('ledger.verify', {}, { as: 'demo.audit' });
    assert.ok(Number(ledger.recomputed) > 0);
  });

  test('the last administrator of a party asks the platform; the request has a deadline and is audited', async () => {
    const boss = await server.sign_in('demo.orange.admin');
    await server.refused(409, 'privacy.needs_operator', 'privacy.close_account', {}, { browser: boss });
    const made = await server.data_of('privacy.request', { kind: 'deletion', words: '请注销我的账号' }, { browser: boss });
    const days = (Date.parse(made.due_at) - Date.now()) / 86_400_000;
    assert.ok(days > 18 && days < 24, `fifteen working days: ${days}`);
    await server.refused(409, 'privacy.waiting', 'privacy.request', { kind: 'deletion' }, { browser: boss });
    const { text } = await request(server.ops, '/metrics');
    assert.match(text, /^qiongyuan_data_requests_waiting 1$/m);
    assert.match(text, /^qiongyuan_data_requests_overdue 0$/m);

    const security = await server.sign_in('demo.security');
    const queue = await server.data_of('privacy.queue', {}, { browser: security });
    assert.deepEqual([queue.items[0].user, queue.items[0].words], ['demo.orange.admin', '请注销我的账号']);
    await server.data_of('privacy.take', { request: made.id }, { browser: security });
    await server.refused(403, 'permission.denied', 'privacy.complete', { request: made.id }, { browser: boss });
    await server.data_of('privacy.refuse', { request: made.id, answer: '请先移交管理员' }, { browser: security });
    const [mine] = (await server.data_of('privacy.list', {}, { browser: boss })).items;
    assert.deepEqual([mine.state, mine.answer], ['refused', '请先移交管理员']);
    const records = await server.data_of('audit.search', { object: `data_request:${made.id}` }, { as: 'demo.audit' });
    const actions = records.items.map((item) => item.action).sort();
    assert.deepEqual(actions, ['privacy.refuse', 'privacy.request', 'privacy.take']);

    const again = await server.data_of('privacy.request', { kind: 'deletion' }, { browser: boss });
    await server.data_of('privacy.complete', { request: again.id, answer: '已移交' }, { browser: security });
    await server.refused(401, 'session.ended', 'session.list', {}, { browser: boss });
  });
});
