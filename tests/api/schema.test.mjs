// The published form of rows: independent validators accept the example and refuse what is wrong, and what they accept
// is read as it stands.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { done, serve, temporary } from './platform.mjs';

const row = {
  product_name: '琼北金橙',
  lot_number: 'SCHEMA-1',
  producer_name: '澄迈云坡果业专业合作社',
  produced_on: '2026-01-10',
  production_address: '海南省澄迈县云坡镇',
  quantity: '1200.5公斤',
  sold_at: '2026-01-12T08:30:00+08:00',
  seller_name: '澄迈云坡果业专业合作社',
  sale_price: '12.80元/斤',
  shelf_life_days: '30',
};
const xml_of = (rows) => {
  const cells = (one) => Object.entries(one).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rows>${rows.map((one) => `<row>${cells(one).join('')}</row>`).join('')}</rows>`;
};
const wrong = [
  { ...row, colour: 'red' },
  { ...row, produced_on: '2026年1月10日' },
  { ...row, quantity: '1200' },
  { ...row, sale_price: 'cheap' },
  { ...row, lot_number: '' },
  { ...row, shelf_life_days: 'long' },
];

describe('the schemas of rows', () => {
  const folder = temporary();
  const file = (name, content) => {
    fs.writeFileSync(path.join(folder, name), content);
    return path.join(folder, name);
  };
  let server;
  before(async () => {
    server = await serve();
    file('rows.json', (await done(['schema', 'json'])).out);
    file('rows.xsd', (await done(['schema', 'xsd'])).out);
  });
  after(() => server?.end());

  test('are served to everybody as the command prints them', async () => {
    for (const name of ['rows.json', 'rows.xsd']) {
      const reply = await server.get(`/schema/${name}`);
      assert.equal(reply.status, 200);
      assert.equal(reply.text, fs.readFileSync(path.join(folder, name), 'utf8'));
    }
    assert.equal((await server.get('/schema/other')).status, 404);
  });

  const xsd_takes = (text) =>
    spawnSync('xmllint', ['--nonet', '--noout', '--schema', path.join(folder, 'rows.xsd'), file('a.xml', text)]).status === 0;
  test('XML Schema: accepts the example in any order, refuses the wrong', () => {
    assert.ok(xsd_takes(xml_of([row, Object.fromEntries(Object.entries(row).reverse())])));
    for (const one of wrong) assert.ok(!xsd_takes(xml_of([one])), JSON.stringify(one));
    assert.ok(!xsd_takes('<rows><line/></rows>'));
  });

  const check = 'import json,sys,jsonschema; s=json.load(open(sys.argv[1])); d=json.load(open(sys.argv[2])); v=jsonschema.validators.validator_for(s); v.check_schema(s); sys.exit(0 if v(s).is_valid(d) else 1)';
  const json_takes = (rows) =>
    spawnSync('python3', ['-W', 'ignore', '-c', check, path.join(folder, 'rows.json'), file('a.json', JSON.stringify(rows))]);
  test('JSON Schema: accepts the example, refuses the wrong', () => {
    execFileSync('python3', ['-c', 'import jsonschema']);
    const good = json_takes([row, { ...row, shelf_life_days: 30 }]);
    assert.equal(good.status, 0, String(good.stderr));
    for (const one of [...wrong, {}, 5]) assert.equal(json_takes([one]).status, 1, JSON.stringify(one));
    assert.equal(json_takes(row).status, 1, 'rows are an array');
  });

  test('what they accept is read as it stands, in either form the same', async () => {
    const send = (file_name, text) =>
      server.data_of('import.start', { file_name, content_base64: Buffer.from(text).toString('base64') }, { as: 'demo.orange.clerk' });
    assert.equal((await send('a.json', JSON.stringify([row]))).accepted, 1);
    assert.equal((await send('a.xml', xml_of([row]))).exists, 1);
  });
});
