// The running server: what anybody sees, what each user may, and the same commands beside it.
import assert from 'node:assert/strict';
import {statSync} from 'node:fs';
import {test} from 'node:test';

import {call, examples, jsonLines, ready, request, run, servedFolder} from './program.mjs';

const roles = ['system_administrator', 'security_administrator', 'audit_administrator', 'brand_manager', 'regulator',
               'party_administrator', 'party_reviewer', 'party_clerk', 'printing_house'];
const codeOf = product => ready.codes.find(one => one.product.includes(product)).code;

test('the ready file tells how to reach it and how to sign in', () => {
    assert.equal(statSync(process.env.QY_READY_FILE).mode & 0o777, 0o600);
    assert.ok(Number.isInteger(ready.pid));
    for (const base of [ready.https, ready.http, ready.ops]) assert.match(base, /^https?:\/\/[^/]+:\d+$/);
    const held = new Set(ready.users.flatMap(user => user.roles));
    for (const role of roles) assert.ok(held.has(role), `a user with the role ${role}`);
    for (const user of ready.users) assert.ok(user.name && user.password && user.token);
    const clerks = ready.users.filter(user => user.roles.includes('party_clerk'));
    assert.ok(clerks.length >= 2, 'clerks of two parties');
});

test('every example code opens a page', async () => {
    assert.ok(ready.codes.length >= 8);
    for (const {code, product} of ready.codes) {
        const page = await request('GET', `/t/${code}`);
        assert.equal(page.status, 200, product);
        assert.match(page.headers['content-type'], /^text\/html/);
        assert.match(page.text, /^<!doctype html>/i);
    }
});

test('an answer for each kind of code that is not ours', async () => {
    const real = codeOf('东寨湾拼配咖啡豆');
    const slip = real.slice(0, 19) + String((Number(real[19]) + 1) % 10);
    const cases = [
        {code: slip, status: 404, state: 'forged'},
        {code: '12345', status: 400, error: 'code.malformed'},
        {code: '9'.repeat(20), status: 404, state: 'forged'},
    ];
    for (const {code, status, state, error} of cases) {
        assert.equal((await request('GET', `/t/${code}`)).status, status, code);
        const answer = await call('trace.query', {code});
        if (error) {
            assert.equal(answer.status, 400);
            assert.equal(answer.json.code, error);
        } else {
            assert.equal(answer.status, 200);
            assert.equal(answer.json.data.authenticity.state, state, code);
        }
    }
    const frozen = await call('trace.query', {code: codeOf('椰林走地鸡（冷鲜）')});
    assert.ok(['genuine', 'frozen'].includes(frozen.json.data.authenticity.state));
    assert.equal((await call('trace.query', {lot_number: 'NO-SUCH-LOT'})).status, 404);
});

test('a buyer sees one dealer, the brand manager sees which range went to which', async () => {
    const code = ready.codes.find(one => one.product.includes('QJ20251122-D01')).code;
    const bought = (await call('trace.query', {code})).json.data;
    assert.equal(bought.view, 'code_holder');
    const lots = bought.graph.nodes.map(node => node.lot_number);
    assert.ok(lots.includes('QJ20251122-D01'));
    assert.ok(!lots.some(lot => /-D(0[2-9]|1\d|20)$/.test(lot)), 'no sister consignment');
    const managed = (await call('trace.query', {lot_number: 'QJ20251122'}, 'demo.brand')).json.data;
    assert.equal(managed.view, 'own_party');
    const parts = managed.ranges.filter(range => /^QJ20251122-D\d\d$/.test(range.lot_number));
    assert.equal(parts.length, 20);
    assert.equal(new Set(parts.map(range => range.consignee)).size, 20);
    const anybody = (await call('trace.query', {lot_number: 'QJ20251122'})).json.data;
    assert.equal(anybody.view, 'public');
    assert.ok(!JSON.stringify(anybody).includes('果品商行'), 'no dealer is named to the public');
});

test('customers and contracts stay with who recorded them', async () => {
    const seen = (await call('trace.query', {lot_number: 'YX260712-01'})).json.data;
    const text = JSON.stringify(seen);
    assert.ok(!text.includes('周若溪') && !text.includes('YX-HT-2607-01') && !text.includes('12000000101'));
    assert.equal(seen.events.find(event => event.step === 'service_provided').contents.service_price, '39800', 'opened');
    const regulator = (await call('trace.query', {lot_number: 'YX260712-01'}, 'demo.regulator')).json.data;
    assert.equal(regulator.view, 'regulator');
    assert.ok(JSON.stringify(regulator).includes('周若溪'));
});

test('a scan is counted when asked for, once for a device', async () => {
    const code = codeOf('黎锦围巾');
    const cookie = {cookie: 'qy_device=0123456789abcdef0123456789abcdef'};
    const state = async body => (await call('trace.query', body, undefined, cookie)).json.data.authenticity;
    const before = (await state({code})).scan_count;
    assert.equal((await state({code})).scan_count, before, 'looking is not scanning');
    const counted = (await state({code, count: true})).scan_count;
    assert.ok(counted === before + 1, 'a counted answer includes itself');
    assert.equal((await state({code, count: true})).scan_count, counted, 'the same device within half an hour');
    await request('HEAD', `/t/${code}`);
    assert.equal((await state({code})).scan_count, counted, 'HEAD never counts');
});

test('products are found by characters, pinyin and initials', async () => {
    for (const q of ['东寨湾', '拼配', 'dongzhaiwan', 'dzw']) {
        const found = (await call('trace.search', {query: q})).json;
        assert.match(JSON.stringify(found.data ?? found), /东寨湾拼配咖啡豆/, q);
    }
    assert.equal((await request('GET', '/search?q=' + encodeURIComponent('黎锦'))).status, 200);
    assert.equal((await request('GET', '/')).status, 200);
});

const row = {product_name: '琼北鲜橙（原果）', producer_name: '澄迈云坡果业专业合作社', lot_number: 'API-1',
             produced_on: '2026-01-10', production_address: '海南省澄迈县', quantity: '10公斤'};

test('who may send rows, and what waits for review', async () => {
    const cases = [
        {user: undefined, status: 401, code: 'token.missing'},
        {user: 'demo.printing', status: 403, code: 'permission.denied'},
        {user: 'demo.orange.clerk', status: 200, accepted: 1},
        {user: 'demo.orange.clerk', status: 200, exists: 1},
    ];
    for (const {user, status, code, accepted = 0, exists = 0} of cases) {
        const answer = await call('event.capture', {rows: [row]}, user);
        assert.equal(answer.status, status, answer.text);
        if (code) assert.equal(answer.json.code, code);
        if (status === 200) {
            assert.equal(answer.json.data.accepted, accepted, answer.text);
            assert.equal(answer.json.data.exists, exists, answer.text);
        }
    }
    assert.equal((await call('trace.query', {lot_number: 'API-1'})).status, 404, 'not yet reviewed');
    const waiting = (await call('submission.list', {state: 'submitted'}, 'demo.orange.reviewer')).json.data.items;
    assert.equal(waiting.length, 1);
    const approved = await call('submission.approve', {id: waiting[0].id}, 'demo.orange.reviewer');
    assert.equal(approved.status, 200, approved.text);
    assert.equal((await call('trace.query', {lot_number: 'API-1'})).status, 200);
});

test('bad requests are refused by name', async () => {
    const cases = [
        {body: {code: codeOf('黎锦围巾'), colour: 'red'}, path: 'colour'},
        {body: {}, path: ''},
    ];
    for (const {body, path} of cases) {
        const answer = await call('trace.query', body);
        assert.equal(answer.status, 400, answer.text);
        assert.ok(answer.json.message && answer.json.request_id);
        if (path) assert.ok(answer.text.includes(path));
    }
    assert.equal((await call('no.such_function', {})).status, 404);
    const english = await call('trace.query', {code: '12345'}, undefined, {'accept-language': 'en'});
    assert.match(english.json.message, /^[\x00-\x7f]+$/);
});

test('commands beside the server go through it', () => {
    const again = run(servedFolder, ['import', ...examples, '--json']);
    assert.equal(again.exit, 0, again.out + again.err);
    for (const line of jsonLines(again)) {
        assert.equal(line.accepted + line.rejected, 0, line.file);
        assert.ok(line.exists > 0, line.file);
    }
    const name = 'api.clerk';
    const added = run(servedFolder, ['user', 'add', '--name', name, '--role', 'party_clerk', '--password-stdin'],
                      'A-long-passw0rd!\n');
    assert.equal(added.exit, 0, added.out + added.err);
    assert.equal(run(servedFolder, ['user', 'role', '--name', name, '--add', 'party_reviewer']).exit, 0);
    const admin = ['user', 'add', '--name', 'api.admin', '--role', 'system_administrator,audit_administrator', '--password-stdin'];
    assert.equal(run(servedFolder, admin, 'A-long-passw0rd!\n').exit, 1, 'administrators are not combined');
    assert.equal(run(servedFolder, ['audit', 'verify']).exit, 0);
});

test('health, readiness and metrics are on the operations port alone', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics']) {
        const answer = await fetch(ready.ops + path);
        assert.equal(answer.status, 200, path);
        assert.equal((await request('GET', path)).status, 404, path);
    }
});
