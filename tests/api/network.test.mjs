// Network classes over a running server: each is denied by its own rule, and only it; headers of every kind of answer.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { request, run, serve, temporary } from './platform.mjs';

const local = '127.0.0.0/8,::1';
const asked = {
  public: (server) => server.get('/'),
  partner: (server) => server.call('session.whoami', {}, { as: 'demo.orange.clerk' }),
  staff: (server) => server.call('audit.list', { limit: 1 }, { as: 'demo.audit' }),
  operations: (server) => request(server.ops, '/healthz'),
};

for (const denied of Object.keys(asked)) {
  test(`a denied network of the ${denied} class reaches everything else`, async () => {
    const server = await serve({ settings: { [`network.${denied}_deny`]: local } });
    for (const [level, ask] of Object.entries(asked)) {
      const reply = await ask(server);
      assert.equal(reply.status, level === denied ? 403 : 200, `${level}: ${reply.text.slice(0, 200)}`);
      if (level !== denied) continue;
      assert.deepEqual(Object.keys(reply.json).sort(), ['code', 'details', 'message', 'request_id']);
      assert.equal(reply.json.code, 'network.denied');
    }
    // The operator's own socket is no network.
    const own = await run(['audit', 'verify', '--data', server.data]);
    assert.equal(own.code, 0, own.err);
    await server.end();
  });
}

test('an allow list keeps everyone else out, and a proxy that is trusted names the client', async () => {
  const settings = { 'network.staff_allow': '10.0.0.0/8', 'server.trusted_proxies': '127.0.0.1' };
  const server = await serve({ settings });
  const from = (address) =>
    server.call('audit.list', { limit: 1 }, { as: 'demo.audit', headers: address ? { 'X-Forwarded-For': address } : {} });
  assert.equal((await from('')).status, 403);
  assert.equal((await from('10.1.2.3')).status, 200);
  assert.equal((await from('10.1.2.3, 203.0.113.7')).status, 403);
  assert.equal((await asked.partner(server)).status, 200);
  await server.end();
});

test('staff from where staff may not come asks as a visitor what all may ask, and nothing else', async () => {
  const settings = { 'network.staff_deny': '203.0.113.0/24', 'server.trusted_proxies': '127.0.0.1' };
  const server = await serve({ settings });
  const outside = { 'X-Forwarded-For': '203.0.113.7' };
  const inside = { 'X-Forwarded-For': '198.51.100.7' };
  const browser = await server.sign_in('demo.regulator');
  const view = async (options) => (await server.data_of('trace.query', { lot_number: 'QJ20251122' }, options)).view;
  const topics = (headers, as) =>
    request(server.http, '/events?topics=submissions', { method: 'HEAD', headers: { ...headers, ...as } });
  for (const who of [{ as: 'demo.regulator' }, { browser }]) {
    assert.equal(await view({ ...who, headers: inside }), 'regulator');
    assert.equal(await view({ ...who, headers: outside }), 'public');
    await server.data_of('submission.list', { limit: 1 }, { ...who, headers: inside });
    await server.refused(403, 'network.denied', 'submission.list', { limit: 1 }, { ...who, headers: outside });
  }
  const token = { Authorization: `Bearer ${server.token('demo.regulator')}` };
  assert.equal((await topics(inside, token)).status, 200);
  assert.equal((await topics(outside, token)).status, 401, 'a visitor has no such topic');
  // The own account stays open: who is outside can at least end its session.
  await server.data_of('session.whoami', {}, { browser, headers: outside });
  await server.data_of('session.logout', {}, { browser, headers: outside });
  // Other classes come from there as before.
  assert.equal(await view({ as: 'demo.orange.clerk', headers: outside }), 'own_party');
  const refusals = await server.data_of('audit.search', { result: 'denied', actor: 'demo.regulator', limit: 10 }, { as: 'demo.audit' });
  assert.ok(refusals.items.some((record) => record.action === 'submission.list' && record.address === '203.0.113.7'));
  await server.end();
});

test('a rule that is none is told by name', async () => {
  const wrong = await run(['serve', '--data', `${temporary()}/data`, '--port', '0', '--set', 'network.staff_deny=10.0.0.1/8']);
  assert.equal(wrong.code, 1);
  assert.match(wrong.err, /address\.malformed/);
});

test('staff may have a limit of its own', async () => {
  const settings = { 'limits.public_per_minute': 0, 'limits.staff_per_minute': 3 };
  const server = await serve({ settings });
  const statuses = [];
  for (let i = 0; i < 4; ++i) statuses.push((await asked.staff(server)).status);
  assert.deepEqual(statuses, [200, 200, 200, 429]);
  assert.equal((await asked.partner(server)).status, 200);
  await server.end();
});

describe('headers', () => {
  const wanted = {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };

  test('of every kind of answer', async () => {
    const server = await serve();
    const replies = [
      await server.get('/'),
      await server.get('/t/1234'),
      await server.get('/no/such/page'),
      await server.call('trace.query', { lot_number: 'QJ20251122' }),
      await server.call('no.such', {}),
      await request(server.ops, '/metrics'),
      await request(server.https, '/'),
    ];
    for (const reply of replies) {
      for (const [name, value] of Object.entries(wanted)) assert.equal(reply.headers[name], value, name);
      const policy = reply.headers['content-security-policy'];
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.match(policy, /base-uri 'none'/);
      assert.doesNotMatch(policy, /unsafe|script-src \*/);
      assert.match(reply.headers['permissions-policy'], /microphone=\(\)/);
      assert.equal(reply.headers['strict-transport-security'], undefined, 'not with the development certificate');
    }
    await server.end();
  });

  test('let the scripts of no other site in, unless it is named', async () => {
    const cors = (reply) => reply.headers['access-control-allow-origin'];
    const site = 'https://partner.example';
    const ask = (server, origin) => server.call('trace.query', { lot_number: 'QJ20251122' }, { headers: { Origin: origin } });
    const preflight = (server, origin) =>
      request(server.http, '/api/v1/trace.query', {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      });
    const closed = await serve();
    assert.equal(cors(await ask(closed, site)), undefined);
    assert.equal(cors(await preflight(closed, site)), undefined);
    await closed.end();
    const open = await serve({ settings: { 'network.cors_origins': site } });
    assert.equal(cors(await ask(open, site)), site);
    assert.equal(cors(await ask(open, 'https://other.example')), undefined);
    const allowed = await preflight(open, site);
    assert.equal(allowed.status, 204);
    assert.equal(cors(allowed), site);
    assert.match(allowed.headers['access-control-allow-headers'], /Authorization/);
    assert.match(allowed.headers.vary, /Origin/);
    assert.equal(cors(await open.get('/', { headers: { Origin: site } })), undefined, 'pages are for browsers');
    await open.end();
  });
});
