// What is asked for as a file: any list or answer as JSON, XML, CSV and XLSX, from the first page to the last.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { csv, done, run, serve, temporary } from './platform.mjs';

const many = 230; // more than the largest page
const clerk = { as: 'demo.orange.clerk' };
/** The rows of CSV behind the mark by which Excel knows UTF-8. */
const table = (text) => csv(text.replace(/^\uFEFF/, ''));

describe('answers as files', () => {
  const folder = temporary();
  let server;
  before(async () => {
    server = await serve();
    const rows = Array.from({ length: many }, (_, i) => ({
      产品名称: '=1+1 绿橙',
      生产批次: `LIST-${i}`,
      生产日期: '2026-01-10',
      生产地址: '澄迈县 <福山> & "镇"',
    }));
    for (let at = 0; at < many; at += 100) {
      const report = await server.data_of('event.capture', { rows: rows.slice(at, at + 100) }, clerk);
      assert.equal(Number(report.rejected), 0, JSON.stringify(report.rows.find((row) => row.status === 'rejected')));
    }
  });
  after(() => server?.end());

  const file = async (name, format, body = {}, options = clerk) => {
    const reply = await server.call(`${name}?format=${format}`, body, options);
    assert.equal(reply.status, 200, reply.text.slice(0, 300));
    return reply;
  };
  const kept = (name, bytes) => {
    fs.writeFileSync(path.join(folder, name), bytes);
    return path.join(folder, name);
  };

  test('a list is whole in every format, however many pages it has', async () => {
    const json = JSON.parse((await file('submission.list', 'json')).text);
    assert.ok(json.length >= many);
    const ids = json.map((item) => item.id);
    assert.equal(new Set(ids).size, ids.length);
    const rows = table((await file('submission.list', 'csv')).text);
    assert.deepEqual(rows.map((row) => row['编号']), ids);
    const xml = await file('submission.list', 'xml');
    const checked = spawnSync('xmllint', ['--nonet', '--xpath', 'count(/*/*)', kept('a.xml', xml.bytes)], { encoding: 'utf8' });
    assert.equal(checked.stdout.trim(), String(ids.length), checked.stderr);
    const sheet = kept('a.xlsx', (await file('submission.list', 'xlsx')).bytes);
    const part = spawnSync('unzip', ['-p', sheet, 'xl/worksheets/sheet1.xml'], { encoding: 'utf8', maxBuffer: 1 << 26 });
    assert.equal(part.stdout.split('<row ').length - 1, ids.length + 1);
    assert.ok(!part.stdout.includes('<f>'));
  });

  test('with a limit it is one page, which may go on from a cursor', async () => {
    const first = await server.data_of('submission.list', { limit: 7 }, clerk);
    const page = JSON.parse((await file('submission.list', 'json', { limit: 7 })).text);
    assert.deepEqual(page, first.items);
    const rest = JSON.parse((await file('submission.list', 'json', { cursor: first.next_cursor })).text);
    assert.ok(rest.length >= many - 7 && !rest.some((item) => item.id === page[0].id));
  });

  test('nothing in CSV is a formula, nothing in XML leaves its element, titles are in the asked language', async () => {
    const orange = (await server.data_of('session.whoami', {}, clerk)).party_id;
    const rows = '产品名称,生产批次,生产企业名称,生产日期,生产地址\n=1+1 绿橙,F-1,澄迈云坡果业专业合作社,2026-01-10,澄迈县\n';
    await done(['import', '--data', server.data, '--party', orange, kept('f.csv', rows)]);
    const text = (await file('product.list', 'csv', {}, { ...clerk, language: 'en' })).text;
    assert.match(text.split('\r\n')[0], /Id,Name,/);
    assert.ok(text.includes("'=1+1") && !/(^|,)"?=1\+1/m.test(text), text.slice(0, 500));
    const xml = (await file('submission.list', 'xml')).text;
    assert.ok(xml.includes('&lt;福山&gt; &amp; &quot;镇&quot;') && !xml.includes('<福山>'));
  });
  test('what a list names in Chinese it names in English beside it', async () => {
    const as = (name) => ({ as: `demo.${name}` });
    const first = async (name, body, who) => {
      const told = await server.data_of(name, body, as(who));
      return told.items?.[0] ?? told;
    };
    const [lot] = (await server.data_of('lot.list', { lot_number: 'QJ2025' }, clerk)).items;
    const product = (await server.data_of('product.list', { text: '琼北金橙' }, clerk)).items.find((one) => one.brand);
    const [house] = (await server.data_of('label_order.list_printers', {}, clerk)).items;
    await server.data_of('carton.save_prefix', { prefix: '6901234' }, as('orange.admin'));
    await server.data_of('carton.number', { lot: lot.id, count: 1 }, clerk);
    await server.data_of('label_order.request', { product: product.id, count: 10 }, clerk);
    await server.data_of('report.send', { kind: 'complaint', lot: lot.id, words: '皮上有斑', key: 'lists-in-two-languages' }, {});
    await server.data_of('shipment.link', { lot: lot.id, steps: ['depart'] }, clerk);
    const told = {
      'product.list': [product, 'brand', 'party'],
      'lot.list': [lot, 'product', 'party'],
      'party.names': [await first('party.names', { parties: [lot.party_id] }, 'orange.clerk'), 'name'],
      'party.find': [await first('party.find', { text: '澄迈云坡果业专业合作社' }, 'brand'), 'name'],
      'label_order.list_printers': [house, 'name'],
      'label_order.list': [await first('label_order.list', {}, 'orange.clerk'), 'party', 'product'],
      'carton.list': [await first('carton.list', {}, 'orange.clerk'), 'party', 'product'],
      'shipment.list_links': [await first('shipment.list_links', {}, 'orange.clerk'), 'party', 'product'],
      'report.queue': [await first('report.queue', {}, 'brand'), 'party', 'product', 'brand'],
      'submission.queue': [await first('submission.queue', {}, 'regulator'), 'party'],
      'user.list': [await first('user.list', {}, 'security'), 'party'],
      'session.whoami': [await first('session.whoami', {}, 'orange.clerk'), 'party'],
      'product.history': [await first('product.history', { product: product.id }, 'orange.clerk'), 'category_name'],
      'trace.query': [(await server.data_of('trace.query', { lot_number: 'QJ20251122' }, clerk)).graph.nodes[0], 'product', 'party'],
      'trace.search': [(await server.data_of('trace.search', { name: '琼北金橙' }, {})).items[0], 'party', 'brand'],
    };
    for (const [name, [row, ...members]] of Object.entries(told)) {
      for (const member of members) {
        const english = row[`${member}_en`];
        assert.ok(english && /^[\x20-\x7e]+$/.test(english), `${name}: ${member} is ${row[member]}, in English ${english}`);
        if (row[member] === '澄迈云坡果业专业合作社') assert.equal(english, 'Yunpo Fruit Cooperative, Chengmai');
      }
    }
    assert.equal(lot.place_en, 'Chengmai');
  });

  test('an answer with several lists is a sheet for each, and CSV of one of them', async () => {
    const asked = { lot_number: 'QJ20251122' };
    const told = await server.data_of('trace.query', asked);
    assert.deepEqual(JSON.parse((await file('trace.query', 'json', asked, {})).text).events, told.events);
    const book = kept('trace.xlsx', (await file('trace.query', 'xlsx', asked, {})).bytes);
    const part = spawnSync('unzip', ['-p', book, 'xl/workbook.xml'], { encoding: 'utf8' }).stdout;
    assert.ok(part.split('<sheet ').length > 2, part);
    const events = csv((await file('trace.query', 'csv', asked, {})).text);
    assert.equal(events.length, told.events.length);
    const one = await server.call('trace.query?format=csv&table=inspections', asked);
    assert.equal(csv(one.text).length, told.inspections.length);
    const none = await server.call('trace.query?format=csv&table=nothing', asked);
    assert.deepEqual([none.status, none.json.code], [400, 'format.no_table']);
    const xml = kept('trace.xml', (await file('trace.query', 'xml', asked, {})).bytes);
    assert.equal(spawnSync('xmllint', ['--nonet', '--noout', xml]).status, 0);
  });

  test('what comes as XML and JSON is as the published schemas say', async () => {
    const asked = {
      'brand.list_licensees': { brand: (await server.data_of('brand.list', {}, clerk)).items[0].id },
      'dictionary.list': { dictionary: 'unit' },
      'product.history': { product: (await server.data_of('product.list', {}, clerk)).items[0].id },
      'lot.history': { lot: (await server.data_of('lot.list', {}, clerk)).items[0].id },
      'trace.query': { lot_number: 'QJ20251122' },
    };
    const others = ['category.list', 'field.list', 'import.list', 'lot.list', 'product.list', 'session.whoami', 'submission.list'];
    const schema = async (name) => kept(name, (await server.get(`/schema/answers/${name}`)).bytes);
    const xml_fits = (xsd, file) => spawnSync('xmllint', ['--nonet', '--noout', '--schema', xsd, file], { encoding: 'utf8' });
    const check = 'import json,sys,jsonschema; jsonschema.validate(json.load(open(sys.argv[2])), json.load(open(sys.argv[1])))';
    for (const name of [...Object.keys(asked), ...others]) {
      const xsd = await schema(`${name}.xsd`);
      const xml = xml_fits(xsd, kept('one.xml', (await file(name, 'xml', asked[name] ?? {})).bytes));
      assert.equal(xml.status, 0, `${name}: ${xml.stderr.slice(0, 500)}`);
      const one = kept('one.json', (await file(name, 'json', asked[name] ?? {})).bytes);
      const json = spawnSync('python3', ['-W', 'ignore', '-c', check, await schema(`${name}.json`), one], { encoding: 'utf8' });
      assert.equal(json.status, 0, `${name}: ${json.stderr.slice(-500)}`);
    }
    const xsd = await schema('lot.list.xsd');
    assert.equal(fs.readFileSync(xsd, 'utf8'), (await done(['schema', 'xsd', '--function', 'lot.list'])).out);
    const lots = (await file('lot.list', 'xml')).text;
    assert.notEqual(xml_fits(xsd, kept('wrong.xml', lots.replace('<id>', '<colour>red</colour><id>'))).status, 0);
    assert.notEqual(xml_fits(xsd, kept('other.xml', lots.replace('lot.list', 'product.list'))).status, 0);
    assert.equal((await server.get('/schema/answers/no.such.xsd')).status, 404);
  });

  test('what changes something, and what is no format, is refused', async () => {
    const refused = async (name, code, status = 400) => {
      const reply = await server.call(name, {}, clerk);
      assert.deepEqual([reply.status, reply.json.code], [status, code], name);
    };
    await refused('product.save?format=csv', 'format.not_here');
    await refused('session.logout?format=json', 'format.not_here');
    await refused('lot.list?format=pdf', 'format.unknown');
    await refused('lot.list?format=html', 'format.unknown');
    await refused('audit.search?format=csv', 'permission.denied', 403);
  });

  test('a visitor gets what a visitor may know, and not without end', async () => {
    const story = (await file('trace.query', 'json', { lot_number: 'QJ20251122' }, {})).text;
    assert.ok(!story.includes('王德旺'));
    const reply = await server.call('lot.list?format=csv', {});
    assert.equal(reply.status, 401);
  });

  test('a file of a list leaves a record with its format and length', async () => {
    const id = 'list-file-0001';
    await file('lot.list', 'csv', {}, { ...clerk, headers: { 'X-Request-Id': id } });
    const found = await server.data_of('audit.search', { action: 'lot.list', actor: 'demo.orange.clerk' }, { as: 'demo.audit' });
    const own = found.items.filter((item) => item.request_id === id);
    assert.equal(own.length, 1);
    assert.equal(own[0].detail.format, 'csv');
  });

  test('the command asks for the same, beside the server and without it', async () => {
    const out = path.join(folder, 'items.csv');
    const asked = ['export', '--data', server.data, '--format', 'csv', '--out', out];
    await done([...asked, '--query', 'dictionary.list', '--with', '{"dictionary":"unit"}']);
    const rows = table(fs.readFileSync(out, 'utf8'));
    assert.ok(rows.some((row) => row['代码'] === 'kg' && row['中文'] === '千克'), JSON.stringify(rows[0]));
    const bad = await run([...asked, '--query', 'dictionary.list', '--with', '[]']);
    assert.equal(bad.code, 1);
    assert.match(bad.err, /export\.query/);
    const unknown = await run([...asked, '--query', 'no.such']);
    assert.equal(unknown.code, 1, unknown.err);
    await server.end();
    await done([...asked, '--query', 'category.list']);
    assert.ok(table(fs.readFileSync(out, 'utf8')).some((row) => row['代码'] === 'citrus'));
  });
});
