// The ladder: every function and every path of the program, asked by nobody, by every role, by another party, by those
// who may, and with bad input. The tables of what there is come from the program (`qiongyuan routes`), the rungs from
// tests/api/ladder: a new row without a rung fails.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { listen } from './changes_stream.mjs';
import { check_answer } from './classes.mjs';
import { path_rungs } from './ladder/paths.mjs';
import { paths, route_of, routes } from './ladder/route_table.mjs';
import { areas, rungs } from './ladder/rungs.mjs';
import { check_shape, holders } from './ladder/shape.mjs';
import { end, like, prepare, seat, world } from './ladder/world.mjs';
import { csv, has_chinese, request, run } from './platform.mjs';

let server;

function check_envelope(reply, told) {
  assert.deepEqual(Object.keys(reply.json).sort(), ['code', 'details', 'message', 'request_id'], told);
  assert.match(reply.json.code, /^[a-z_]+\.[a-z_]+$/, told);
  assert.equal(reply.json.request_id, reply.headers['x-request-id'], told);
  assert.ok(Array.isArray(reply.json.details), told);
  assert.ok(reply.json.message.length > 0 && !reply.json.message.includes('{'), told);
  for (const detail of reply.json.details) {
    assert.deepEqual(Object.keys(detail).sort(), ['code', 'message', 'path'], told);
  }
}

before(async () => {
  await prepare();
  server = world.server;
});
after(end);

describe('the paths', () => {
  const base_of = (row) => (row.listener === 'operations' ? server.ops : server.http);
  const headers_of = (user) => (user ? { Authorization: `Bearer ${world.tokens[user] ?? server.token(user)}` } : {});
  const given = new Map();
  const it_of = async (row) => {
    if (!given.has(row.path)) given.set(row.path, await path_rungs[row.path].given?.());
    return given.get(row.path);
  };
  const with_rungs = paths.filter((row) => !path_rungs[row.path]?.functions);

  /** What a user gets: {status, headers, text}. A stream is left after its first words. */
  async function get(row, where, user) {
    if (row.path !== '/events') return request(base_of(row), where, { headers: headers_of(user) });
    const stream = await listen(server, where, headers_of(user));
    for (let i = 0; i < 250 && !stream.so_far && !stream.ended; ++i) await new Promise((go) => setTimeout(go, 20));
    stream.close();
    return { ...stream, text: stream.so_far };
  }

  test('every row of the table has a rung, and no rung is without a row', () => {
    assert.deepEqual(paths.map((row) => row.path).sort(), Object.keys(path_rungs).sort());
    for (const { path, methods } of with_rungs) {
      const rung = path_rungs[path];
      assert.equal(Boolean(rung.elsewhere && rung.denied && rung.nobody), !rung.alone, path);
      assert.equal(Boolean(rung.form), methods.includes('POST'), `${path}: what comes of a form`);
      assert.equal(rung.wrong.length, 2, path);
    }
  });

  for (const row of with_rungs) {
    test(row.path, async () => {
      const rung = path_rungs[row.path];
      const it = await it_of(row);
      const [user, where, type, content] = rung.right;
      const address = await where(it);
      if (rung.nobody) assert.equal((await get(row, address, '')).status, rung.nobody, 'nobody');
      if (rung.denied) assert.equal((await get(row, address, rung.denied[0])).status, rung.denied[1], 'another role');
      if (rung.elsewhere) assert.equal((await get(row, address, rung.elsewhere[0])).status, rung.elsewhere[1], 'another party');
      const right = await get(row, address, user);
      assert.equal(right.status, 200, right.text.slice(0, 500));
      assert.match(right.headers['content-type'], type);
      assert.ok(content.test(right.text), `${content}: ${right.text.slice(-500)}`);
      const [wrong, status] = rung.wrong;
      assert.equal((await get(row, wrong, user)).status, status, wrong);
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
        if (row.methods.includes(method)) continue;
        const reply = await request(base_of(row), address, { method, headers: headers_of(user) });
        assert.equal(reply.status, 405, `${method}: ${reply.text.slice(0, 500)}`);
        assert.ok(reply.headers.allow, method);
      }
      if (!rung.form) return;
      const [action, fields, refused] = rung.form;
      const form = await action(it);
      const sent = (more) => {
        const headers = { 'Content-Type': 'application/x-www-form-urlencoded', ...more };
        return request(base_of(row), form, { method: 'POST', headers, body: new URLSearchParams(fields).toString() });
      };
      const reply = await sent();
      assert.ok(refused.includes(reply.status), `form: ${reply.status} ${reply.text.slice(-500)}`);
      const foreign = await sent({ 'Sec-Fetch-Site': 'cross-site', Origin: 'null' });
      assert.equal(foreign.status, 403, 'a form of another site');
      assert.match(foreign.text, /请在本站打开该页面/);
      assert.equal((await sent({ 'Sec-Fetch-Site': 'same-origin', Origin: 'null' })).status, reply.status, 'a form whose address is a secret');
    });
  }

  test('what is no path is 404, on either listener, and the one does not answer for the other', async () => {
    for (const where of ['/nothing', '/T/1', '/api', '/api/v1', '/eventsx', '/openapi/v1/gateway/x', '/healthz', '/metrics']) {
      assert.equal((await server.get(where)).status, 404, where);
    }
    for (const where of ['/', '/t/1', '/api/v1/trace.query']) {
      assert.equal((await request(server.ops, where)).status, 404, where);
    }
  });
});

describe('the functions', () => {
  test('every row of the table has a rung that says everything, and no rung is without a row', () => {
    assert.ok(routes.length >= 187, `only ${routes.length} rows`);
    assert.ok(routes.filter((route) => route.dangerous).length >= 15);
    for (const route of routes) check_shape(route, rungs[route.name], like);
    for (const area of Object.values(areas)) {
      const names = Object.keys(area);
      for (const name of names) assert.ok(route_of(name), `${name} is no function`);
      assert.deepEqual(names, [...names].sort());
    }
    assert.equal(Object.keys(rungs).length, routes.length, 'a rung stands in two files');
  });

  test('the shape can fail', () => {
    const route = route_of('lot.history');
    const whole = rungs['lot.history'];
    const fails = (told, change, of = route) => assert.throws(() => check_shape(of, change && { ...whole, ...change }, like), told);
    check_shape(route, whole, like);
    fails(/no rung/, undefined);
    fails(/who may succeeds/, { right: ['demo.orange.clerk', () => ({}), 'lot.not_found'] });
    fails(/right: \[user/, { right: ['demo.orange.clerk', () => ({}), () => {}, 404] });
    fails(/why there is no other party/, { elsewhere: undefined });
    fails(/why there is no other party/, { alone: 'everybody alike' });
    fails(/is no reason/, { elsewhere: undefined, alone: 'everybody alike' });
    fails(/is no reason/, { elsewhere: undefined, alone: 'because' });
    fails(/must hold the permission/, { elsewhere: ['demo.printing', () => ({}), 'lot.not_found'] });
    fails(/nobody is known to hold/, {}, { ...route, permission: 'anything' });
    fails(/is no part of a rung/, { skip: true });
  });

  describe('nobody', () => {
    for (const route of routes) {
      test(route.name, async () => {
        const reply = await server.call(route.name, {});
        check_or_pass(route, reply);
      });
    }
    function check_or_pass(route, reply) {
      if (route.door === 'machine') {
        assert.equal(reply.status, 404);
        assert.equal(reply.json.code, 'route.unknown');
      } else if (route.permission === 'anyone') {
        assert.notEqual(reply.status, 401);
        assert.notEqual(reply.status, 403);
      } else {
        assert.equal(reply.status, 401, reply.text);
        assert.equal(reply.json.code, 'token.missing');
        assert.equal(reply.headers['www-authenticate'], 'Bearer');
      }
      if (reply.status !== 200) check_envelope(reply, route.name);
    }
  });

  test('a token that is none opens nothing, not even what anyone may ask', async () => {
    for (const route of routes) {
      const reply = await server.call(route.name, {}, { as: 'no-such-token' });
      assert.equal(reply.status, route.door === 'machine' ? 404 : 401, route.name);
    }
    const basic = await server.call('session.whoami', {}, { headers: { Authorization: 'Basic ZGVtbzpkZW1v' } });
    assert.equal(basic.status, 401);
  });

  describe('every role on every function', () => {
    for (const route of routes) {
      test(route.name, async () => {
        const may = holders[route.permission];
        for (const { name } of server.ready.users) {
          const reply = await server.call(route.name, { surprise: 1 }, seat(name, route));
          const told = `${route.name} as ${name}: ${reply.status} ${reply.text}`;
          if (route.door === 'machine') {
            assert.equal(reply.status, 404, told);
          } else if (may === null || may.includes(name)) {
            assert.equal(reply.status, 400, told);
          } else {
            assert.equal(reply.status, 403, told);
            assert.equal(reply.json.code, 'permission.denied', told);
          }
          check_envelope(reply, told);
        }
      });
    }
  });

  describe('what needs a session cannot be done with a token', () => {
    for (const route of routes.filter((one) => one.in_browser)) {
      test(route.name, async () => {
        const [holder] = holders[route.permission] ?? ['demo.audit'];
        await server.refused(403, 'session.needed', route.name, {}, { as: holder });
      });
    }
  });

  test('a denial is in the audit records, with who, what and the request', async () => {
    const id = 'ladder-denied-0001';
    await server.call('audit.list', {}, { as: 'demo.orange.clerk', headers: { 'X-Request-Id': id } });
    const found = await last_audit((record) => record.request_id === id);
    assert.equal(found.actor, 'demo.orange.clerk');
    assert.equal(found.action, 'audit.list');
    assert.equal(found.result, 'denied');
  });

  async function last_audit(wanted) {
    let cursor = '0';
    let found;
    while (cursor) {
      const page = await server.data_of('audit.list', { cursor, limit: 200 }, { as: 'demo.audit' });
      found = page.items.find(wanted) ?? found;
      cursor = page.next_cursor;
    }
    return found;
  }

  describe('bad input is refused by the path of each fault', () => {
    for (const route of routes) {
      test(route.name, async () => {
        const rung = rungs[route.name];
        const options = seat(rung.right[0], route);
        const unknown = await server.refused(400, 'request.invalid', route.name, { surprise: 1 }, options);
        const fault = unknown.details.find((detail) => detail.path === 'surprise');
        assert.equal(fault?.code, 'member.unknown', JSON.stringify(unknown));

        await server.refused(400, 'json.doubled_member', route.name, '{"code":"1","code":"1"}', options);
        for (const text of ['{', '{"code":}', 'code=1', '{} {}', '\ufeff{}', '{"a":"\\ud800"}']) {
          await server.refused(400, 'json.malformed', route.name, text, options);
        }
        for (const text of ['[]', '"text"', '1', 'null']) {
          const refused = await server.refused(400, 'request.invalid', route.name, text, options);
          assert.equal(refused.details[0].code, 'member.type');
        }
        if (rung.none) return;
        const wrong = await server.refused(400, 'request.invalid', route.name, rung.wrong, options);
        const [member] = Object.keys(rung.wrong);
        const told = wrong.details.find((detail) => detail.path === member);
        assert.ok(['member.type', 'member.missing'].includes(told?.code), JSON.stringify(wrong));
      });
    }
  });

  describe('only POST of JSON', () => {
    for (const route of routes.filter((one) => one.door !== 'machine')) {
      test(route.name, async () => {
        for (const method of ['GET', 'PUT', 'DELETE', 'HEAD']) {
          const reply = await request(server.http, `/api/v1/${route.name}`, { method, agent: server.agent });
          assert.ok([400, 405].includes(reply.status), `${method}: ${reply.status}`);
        }
        const form = await server.call(route.name, 'code=1', { headers: { 'Content-Type': 'text/plain' } });
        assert.equal(form.status, 400);
        assert.equal(form.json.code, 'route.json_only');
      });
    }
  });

  test('messages are in the language that is asked for, Chinese when none is', async () => {
    for (const route of routes.filter((one) => one.door !== 'machine')) {
      const options = { ...seat(rungs[route.name].right[0], route) };
      const body = { surprise: 1 };
      for (const [language, chinese] of [
        ['zh-CN', true],
        ['en', false],
        ['en-GB,en;q=0.9,zh;q=0.3', false],
        ['fr', true],
        ['zh-CN;q=0.5, en;q=0.4', true],
      ]) {
        const error = await server.refused(400, null, route.name, body, { ...options, language });
        for (const text of [error.message, ...error.details.map((detail) => detail.message)]) {
          assert.equal(has_chinese(text), chinese, `${route.name} ${language}: ${text}`);
        }
      }
    }
    const missing = await server.refused(401, 'token.missing', 'audit.list', {}, { language: 'en' });
    assert.ok(!has_chinese(missing.message));
  });

  test('the request id of the caller is kept, a bad one is replaced', async () => {
    const ask = (id) => server.call('session.whoami', {}, { as: 'demo.audit', headers: { 'X-Request-Id': id } });
    const kept = await ask('abc-123_XYZ');
    assert.equal(kept.json.request_id, 'abc-123_XYZ');
    const bad = await ask('a b<script>');
    assert.match(bad.json.request_id, /^[0-9a-f]{32}$/);
  });

  test('unknown functions are 404 with the same envelope', async () => {
    for (const name of ['trace.nothing', 'trace', '', 'trace.query/', 'Trace.Query', 'trace.query%00', '../trace']) {
      const reply = await server.call(name, {});
      assert.equal(reply.status, 404, `${name}: ${reply.text.slice(0, 200)}`);
    }
    check_envelope(await server.call('trace.nothing', {}), 'trace.nothing');
  });

  /** What a rung expects of an answer to `user`: a check of its data, a code, or a file. */
  async function climb(route, [user, body, expected, status = 404], it, headers = {}) {
    const own = seat(user, route);
    const options = { ...own, headers };
    const asked = await body(it);
    if (typeof expected === 'string') return server.refused(status, expected, route.name, asked, options);
    if (expected) {
      const data = await server.data_of(route.name, asked, options);
      await expected(data, it);
      if ('next_cursor' in data && route.once === 'no') await comes_as_files(route.name, asked, data.items, own);
      return;
    }
    const reply = await server.call(route.name, asked, options);
    assert.equal(reply.status, 200, reply.text);
    const [type, content] = rungs[route.name].stream;
    assert.match(reply.headers['content-type'], type);
    assert.match(reply.text, content);
  }

  // A list is JSON, XML, CSV and XLSX by its rows of the table of what is sent; masks and classes hold in each.
  async function comes_as_files(name, body, items, options) {
    const written = {};
    for (const format of ['json', 'xml', 'csv', 'xlsx']) {
      const reply = await server.call(`${name}?format=${format}`, body, options);
      assert.equal(reply.status, 200, `${name} as ${format}: ${reply.text.slice(0, 300)}`);
      assert.match(reply.headers['content-disposition'], new RegExp(`filename="${name}\\.${format}"`));
      written[format] = reply;
    }
    const found = JSON.parse(written.json.text);
    check_answer(name, { items: found }, server.roles_of({ token: server.token(options.as), base: server.http, ...options }));
    assert.ok(found.length >= items.length, name);
    assert.ok(written.xml.text.split('<item>').length > items.length, name);
    assert.ok(csv(written.csv.text).length >= items.length, name);
    assert.match(written.xlsx.text, /^PK/);
    const [titles] = written.csv.text.split('\r\n');
    for (const title of titles.slice(1).split(',')) assert.ok(has_chinese(title) || title === 'PIN', `${name}: ${title}`);
  }

  // Somebody with the permission in another party first: nothing may have changed for the right one after that.
  describe('another party, and those who may', () => {
    for (const route of routes) {
      test(route.name, async () => {
        const rung = rungs[route.name];
        const it = await rung.given?.();
        if (rung.elsewhere) await climb(route, rung.elsewhere, it);
        world.requests[route.name] = `ladder-right-${route.name}`.replaceAll('.', '-');
        await climb(route, rung.right, it, { 'X-Request-Id': world.requests[route.name] });
      });
    }
  });

  // What the column of the route table promises, for every function that succeeded above.
  test('each call that is audited has left its record, none more than one of its own', async () => {
    const records = [];
    for (let cursor = ''; cursor !== null; ) {
      const query = { result: 'ok', limit: 200, ...(cursor && { cursor }) };
      const page = await server.data_of('audit.search', query, { as: 'demo.audit' });
      records.push(...page.items);
      cursor = page.next_cursor;
    }
    const audited = routes.filter((route) => route.audit === 'yes');
    assert.ok(audited.length >= 100);
    for (const { name } of audited) {
      const [user] = rungs[name].right;
      if (user === 'operator.fresh') continue; // in the trail of that one
      const id = world.requests[name];
      const own = records.filter((record) => record.request_id === id);
      assert.equal(own.length, 1, `${name} ${id}: ${JSON.stringify(own)}`);
      if (user && user !== 'operator') assert.notEqual(own[0].object, '', `${name} names no object`);
    }
  });

  test('combining administrators is refused, and a taken name', async () => {
    const args = ['user', 'add', '--data', server.data, '--password-stdin', '--name', 'two.hats', '--role'];
    const two = await run([...args, 'system_administrator,audit_administrator'], { input: 'Fresh-grass-7\n' });
    assert.equal(two.code, 1, two.err);
    assert.match(two.err, /user\.roles_combined/);
    const again = [...args.slice(0, -2), 'demo.audit', '--role', 'party_clerk'];
    const taken = await run(again, { input: 'Fresh-grass-7\n' });
    assert.equal(taken.code, 1, taken.err);
    assert.match(taken.err, /user\.exists/);
    const third = ['--name', 'demo.audit', '--add', 'security_administrator'];
    const role = await run(['user', 'role', '--data', server.data, ...third]);
    assert.equal(role.code, 1, role.err);
  });
});
