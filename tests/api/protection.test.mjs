// Protected values: none of them can be read in what the program writes to disk, also while keys change and when it is
// killed at it; persons are found, told and erased, and the ledger still verifies. (clauses 6.5.2, 7.3.1, 9.2.1, 9.2.2)
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { done, json, request, serve, stays, temporary, until } from './platform.mjs';
import { on_postgres } from './postgres.mjs';

const planted = {
  customer: '欧阳冬梅',
  contact: '13876543210',
  contract: 'HT-保密-20260093',
  terms: '甲方承诺不向第三人透露行程与房号',
  grower: '符玉兰',
  farmer: '羊阿桂',
  address: '保亭县什玲镇三月三路九号',
};
const rows_in_file = 300;
const slow = { 'keys.reseal_rows': 10, 'keys.reseal_pause_ms': 20 };

// Node has no encoder of GB 18030: its two-byte part, turned round.
const gb_bytes = new Map();
const gb = new TextDecoder('gb18030');
for (let high = 0x81; high <= 0xfe; ++high) {
  for (let low = 0x40; low <= 0xfe; ++low) {
    const character = gb.decode(Uint8Array.of(high, low));
    if (character.length === 1 && !gb_bytes.has(character)) gb_bytes.set(character, [high, low]);
  }
}
const in_gb18030 = (text) =>
  Buffer.from([...text].flatMap((one) => gb_bytes.get(one) ?? [...Buffer.from(one, 'ascii')]));

/** Every file below a folder. */
function files_in(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const where = path.join(folder, entry.name);
    if (entry.isDirectory()) return files_in(where);
    return entry.isFile() && stays(where) ? [where] : [];
  });
}

/** "file: value" for each planted value that stands in one of the files. */
function found_in(files) {
  const found = [];
  for (const file of files) {
    const bytes = fs.readFileSync(file);
    for (const value of Object.values(planted)) {
      if (bytes.includes(Buffer.from(value)) || bytes.includes(in_gb18030(value))) found.push(`${file}: ${value}`);
    }
  }
  return found;
}

const lot = (number) => `HK-${String(number).padStart(4, '0')}`;
const phone = (number) => (number === 0 ? planted.contact : `1390000${String(number).padStart(4, '0')}`);

function service_file(folder) {
  const lines = ['产品名称,生产批次,服务提供者,服务时间,服务地点,服务过程,客户,客户联系方式,合同编号,合同内容'];
  for (let i = 0; i < rows_in_file; ++i) {
    const [customer, contract] = i === 0 ? [planted.customer, planted.contract] : [`客户${i}号`, `C-${i}`];
    const terms = i === 0 ? planted.terms : '';
    lines.push(
      `环岛两日游,${lot(i)},椰岛旅行社,2026-03-05 10:00,海口市,接机入住,${customer},${phone(i)},${contract},${terms}`,
    );
  }
  const file = path.join(folder, 'services.csv');
  fs.writeFileSync(file, lines.join('\n') + '\n');
  return file;
}

function harvest_file(folder) {
  const file = path.join(folder, 'harvest.csv');
  const header = '产品名称,生产日期,生产批次,生产企业名称,生产地址,生产工艺,数量,种植户';
  fs.writeFileSync(file, `${header}\n密封果,2026-03-01,MF-0001,海口密封果园,海口市,人工采摘,100公斤,${planted.grower}\n`);
  return file;
}

function registry_file(folder) {
  const file = path.join(folder, 'farmer.json');
  const farmer = { record_type: 'party', name: planted.farmer, kind: 'farmer', roles: 'producer', region: '469029' };
  fs.writeFileSync(file, JSON.stringify([{ ...farmer, address: planted.address }]));
  return file;
}

let server;
const data = path.join(temporary(), 'data');
const operator = () => ({ base: server.admin });

async function service_contents(number, options = operator()) {
  const story = await server.data_of('trace.query', { lot_number: lot(number) }, options);
  return story.events.find((event) => event.step === 'service_provided').contents;
}

const keys = () => server.data_of('key.list', {}, operator());
// Rows that say who may do what are under a key of their own, which was not rotated.
const access = ['role', 'change_rule', 'network_rule', 'app_user.roles'];
const epoch_of = (one, field) => (access.includes(one.relation) || one.relation === 'object' ? 1 : field);
const sealed = async () => (await keys()).sealing.every((one) => one.done);

describe('protected data', () => {
  before(async () => {
    server = await serve({ data, settings: slow });
    const folder = temporary();
    const files = [service_file(folder), harvest_file(folder), registry_file(folder)];
    const imported = await done(['import', '--data', data, ...files]);
    assert.match(imported.out, new RegExp(`accepted ${rows_in_file}, exists 0, rejected 0`), imported.out);
    assert.match(imported.out, /accepted 1, exists 0, rejected 0/, imported.out);
    const row = {
      product_name: '琼北金橙', lot_number: 'QJ20251122', grower_name: planted.grower, occurred_at: '2026-03-01',
      step: 'storing', customer_name: planted.customer, customer_contact: planted.contact, event_key: 'plant-1',
    };
    await server.call('event.capture', { rows: [row] }, { as: 'demo.orange.clerk', headers: { 'Idempotency-Key': 'p1' } });
    await server.call('event.capture', { rows: [{ ...row, customer_contact: 7 }] }, { as: 'demo.orange.clerk' });
    await server.call('trace.search', { name: planted.contact });
    await server.get(`/search?q=${planted.contact}`);
    await server.get(`/search?q=${encodeURIComponent(planted.customer)}`);
    await server.call('person.find', { contact: planted.contact }, { as: 'demo.orange.admin' });
    await server.call('person.find', { name: planted.customer }, { as: 'demo.orange.clerk' });
  });
  after(() => server?.end());

  test('the planted values are there for whoever may see them', async () => {
    const contents = await service_contents(0);
    assert.equal(contents.customer_name, planted.customer);
    assert.equal(contents.customer_contact, planted.contact);
    assert.equal(contents.contract_number, planted.contract);
    assert.equal(contents.contract_content, planted.terms);
    const harvest = await server.data_of('trace.query', { lot_number: 'MF-0001' }, operator());
    assert.equal(harvest.events[0].contents.grower_name, planted.grower);
    const open = await service_contents(0, {});
    assert.deepEqual(Object.keys(open).filter((name) => /customer|contract/.test(name)), []);
  });

  test('none of them can be read in the database, its log, the program log or any other file', () => {
    const files = [...files_in(data), server.log];
    // The files of a database server are its own matter; what it is given is searched with SQLite.
    for (const name of on_postgres ? [] : ['qiongyuan.db', 'qiongyuan.db-wal']) {
      assert.ok(files.some((file) => file.endsWith(name)), name);
    }
    const copy = path.join(temporary(), 'copy');
    fs.cpSync(data, copy, { recursive: true, filter: stays });
    assert.deepEqual(found_in([...files, ...files_in(copy)]), []);
  });

  test('the search finds what it looks for', () => {
    const folder = temporary();
    fs.writeFileSync(path.join(folder, 'utf8'), `x${planted.customer}x`);
    fs.writeFileSync(path.join(folder, 'gb'), in_gb18030(planted.address));
    assert.equal(found_in(files_in(folder)).length, 2);
  });

  test('audit records, the list of submissions and the ledger hold none of them either', async () => {
    let cursor = '0';
    while (cursor) {
      const page = await server.data_of('audit.list', { cursor, limit: 200 }, { as: 'demo.audit' });
      for (const value of Object.values(planted)) assert.ok(!JSON.stringify(page).includes(value), value);
      cursor = page.next_cursor;
    }
    const list = await server.data_of('submission.list', { state: 'submitted' }, { as: 'demo.orange.reviewer' });
    const told = JSON.stringify(list);
    assert.ok(!told.includes(planted.contact) && !told.includes(planted.customer), 'lists are masked');
    assert.ok(told.includes('138****3210'), told);
    const one = list.items.find((item) => JSON.stringify(item).includes('138****3210'));
    const whole = await server.data_of('submission.get', { submission: one.id }, { as: 'demo.orange.reviewer' });
    assert.ok(JSON.stringify(whole).includes(planted.contact), 'one submission is shown whole to its own party');
  });

  test('no core dump is written', () => {
    const limits = fs.readFileSync(`/proc/${server.ready.pid}/limits`, 'utf8');
    assert.match(limits, /^Max core file size\s+0\s+0/m);
  });

  test('a fresh folder is sealed from the start', () => until('everything is sealed', sealed, 180));

  test('a rotation beside a running server seals everything anew while others write', async () => {
    const rotated = await json(['keys', 'rotate', '--purpose', 'field', '--data', data]);
    assert.deepEqual([rotated.purpose, rotated.epoch, rotated.state], ['field', 2, 'active']);
    let written = 0;
    while (!(await sealed())) {
      if (written === 150) {
        await until('everything is sealed', sealed, 180);
        break;
      }
      const row = { product_name: '环岛一日游', lot_number: `W-${written}`, service_provider: '椰岛旅行社' };
      const rows = [{ ...row, served_at: '2026-03-06', customer_name: '边写边换', customer_contact: phone(5000 + written) }];
      await server.data_of('event.capture', { rows }, operator());
      ++written;
    }
    assert.ok(written > 2, 'nobody wrote meanwhile');
    const { sealing } = await keys();
    assert.deepEqual(sealing.map((one) => [one.epoch, one.damaged]), sealing.map((one) => [epoch_of(one, 2), '0']));
    const events = sealing.find((one) => one.relation === 'trace_event');
    assert.ok(Number(events.renewed) >= rows_in_file, JSON.stringify(events));
    for (const number of [0, 1, rows_in_file - 1]) assert.equal((await service_contents(number)).customer_contact, phone(number));
    for (let i = 0; i < written; ++i) {
      const story = await server.data_of('trace.query', { lot_number: `W-${i}` }, operator());
      assert.equal(story.events[0].contents.customer_contact, phone(5000 + i));
    }
  });

  test('killed in the middle of it, it goes on where it was', async () => {
    await json(['keys', 'rotate', '--purpose', 'field', '--data', data]);
    const progress = async () => (await keys()).sealing.find((one) => one.relation === 'trace_event');
    const before = await until('some rows are sealed', async () => {
      const now = await progress();
      return !now.done && Number(now.passed) > 20 && now;
    });
    await server.end('SIGKILL');
    server = await serve({ data, settings: slow });
    const again = await progress();
    assert.ok(again.done || Number(again.renewed) >= Number(before.renewed), JSON.stringify([before, again]));
    await until('everything is sealed', sealed, 180);
    assert.deepEqual((await json(['keys', 'list', '--data', data])).sealing, (await keys()).sealing);
    const { sealing } = await keys();
    assert.deepEqual(sealing.map((one) => [one.epoch, one.damaged]), sealing.map((one) => [epoch_of(one, 3), '0']));
    for (const number of [0, 7, rows_in_file - 1]) assert.equal((await service_contents(number)).customer_contact, phone(number));
  });

  test('a new master key, and the keys open after a restart', async () => {
    const file = path.join(data, 'keys/master.key');
    const old = fs.readFileSync(file, 'utf8');
    await done(['keys', 'rewrap', '--data', data]);
    assert.notEqual(fs.readFileSync(file, 'utf8'), old);
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);
    await server.end();
    server = await serve({ data, settings: slow });
    assert.equal((await service_contents(0)).customer_name, planted.customer);
  });

  test('an unknown purpose is refused, and every act on keys is audited', async () => {
    const refused = await request(server.admin, '/api/v1/key.rotate', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"purpose":"nothing"}',
    });
    assert.equal(refused.status, 400);
    assert.equal(refused.json.code, 'key.purpose_unknown');
    const actions = [];
    for (let cursor = '0'; cursor; ) {
      const page = await server.data_of('audit.list', { cursor, limit: 200 }, { as: 'demo.audit' });
      for (const item of page.items) if (item.action.startsWith('key.')) actions.push(`${item.action} ${item.result}`);
      cursor = page.next_cursor;
    }
    for (const wanted of ['key.rotate begun', 'key.rotate ok', 'key.rewrap begun', 'key.rewrap ok', 'key.reseal ok']) {
      assert.ok(actions.includes(wanted), `${wanted} among ${[...new Set(actions)]}`);
    }
  });

  test('a person is found, told and erased; the ledger verifies before and after', async () => {
    const asked = { contact: '+86 138-7654-3210' };
    const before = await server.data_of('ledger.verify', {}, { as: 'demo.audit' });
    assert.ok(Number(before.recomputed) > rows_in_file);
    const told = await server.data_of('person.tell', { name: planted.customer, contact: planted.contact }, operator());
    assert.equal(told.events[0].customer_name, planted.customer);
    const other = await server.call('person.erase', asked, { browser: await server.sign_in('demo.orange.admin') });
    assert.ok([200, 404].includes(other.status), 'its own party’s records only');
    assert.equal((await service_contents(0)).customer_contact, planted.contact, 'records of another party are out of reach');
    const erased = await server.data_of('person.erase', asked, operator());
    assert.ok(erased.events.length >= 1 && erased.submissions.length >= 1, JSON.stringify(erased));
    const contents = await service_contents(0);
    assert.equal(contents.customer_name, undefined);
    assert.equal(contents.customer_contact, undefined);
    assert.equal(contents.contract_number, planted.contract, 'what is not personal stays');
    assert.equal((await service_contents(1)).customer_contact, phone(1), 'others stay');
    await server.refused(404, 'person.not_found', 'person.find', asked, operator());
    const verified = await server.data_of('ledger.verify', {}, { as: 'demo.audit' });
    assert.equal(verified.recomputed, before.recomputed);
    assert.ok(Number(verified.erased) >= 2, JSON.stringify(verified));
  });

  test('an owner keeps a field to the chain, as far as buyers and the brand allow', async () => {
    const lot_asked = { lot_number: 'QJ20251122' };
    const views = {
      anybody: [lot_asked, {}],
      holder: [{ code: server.code('琼北金橙 QJ20251122-D01') }, {}],
      owner: [lot_asked, { as: 'demo.orange.clerk' }],
      brand: [lot_asked, { as: 'demo.brand' }],
      regulator: [lot_asked, { as: 'demo.regulator' }],
    };
    const story = (view) => server.data_of('trace.query', ...view);
    const told = async (view) =>
      (await story(view)).events.filter((event) => event.lot_number === 'QJ20251122' && event.contents.process).length;
    const before = {};
    for (const [name, view] of Object.entries(views)) before[name] = await told(view);
    assert.ok(before.anybody > 0 && before.holder > 0, 'the example tells how it was made');
    const { product } = await story(views.anybody);
    const save = (closed) => ({ product: product.id, base_version: product.version, changes: { closed } });
    for (const field of ['allergens', 'test_result', 'sale_price', 'product_name', 'nothing']) {
      await server.refused(400, 'product.not_closable', 'product.save', save([field]), { as: 'demo.orange.admin' });
    }
    // As shipped, what is kept to the chain is decided by who answers for the party.
    const clerk = await server.refused(403, 'submission.field_denied', 'product.save', save(['process']), {
      as: 'demo.orange.clerk',
    });
    assert.deepEqual(
      clerk.details.map((detail) => [detail.path, detail.code]),
      [['changes.closed', 'submission.field_denied']],
    );
    const change = await server.data_of('product.save', save(['process', 'laboratory_name']), { as: 'demo.orange.admin' });
    if (change.state !== 'approved') {
      await server.data_of('submission.approve', { submission: change.id }, { as: 'demo.orange.reviewer' });
    }
    for (const name of ['anybody', 'holder']) assert.equal(await told(views[name]), 0, name);
    for (const name of ['owner', 'brand', 'regulator']) assert.equal(await told(views[name]), before[name], name);

    const registry = path.join(temporary(), 'brand.json');
    fs.writeFileSync(
      registry,
      JSON.stringify([
        { record_type: 'brand', name: '密封牌', manager: '琼北金橙产业协会', must_show: 'route' },
        { record_type: 'product', name: '密封牌橙', owner: '琼北金橙产业协会', brand: '密封牌' },
      ]),
    );
    assert.match((await done(['import', '--data', data, registry])).out, /accepted 2,/);
    const [found] = (await server.data_of('trace.search', { name: '密封牌橙' })).items;
    const wish = { product: found.product.id, base_version: 1, changes: { closed: ['route'] } };
    await server.refused(400, 'product.brand_shows', 'product.save', wish, operator());
  });

  test('nothing personal stands in addresses, labels or pages', async () => {
    const page = await server.get(`/lot/${encodeURIComponent(lot(1))}`);
    assert.ok(!page.text.includes(phone(1)) && !page.text.includes('客户1号'));
    const code = await server.get(`/t/${server.ready.codes[0].code}`);
    assert.equal(code.status, 200);
    for (const value of Object.values(planted)) assert.ok(!code.text.includes(value));
  });
});
