// Who reaches what, over a running server: a brand's manager while a grant holds, persons in registry records, files of
// imports, and answers that are kept for whoever may not ask any more.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ended_import, import_result, import_rows, start_import } from './import_parts.mjs';
import { done, json, serve, temporary } from './platform.mjs';

const farm = '澄迈云坡果业专业合作社';
const row = (lot_number, more = {}) => ({
  product_name: '琼北金橙',
  producer_name: farm,
  lot_number,
  produced_on: '2026-01-10',
  quantity: '20箱',
  ...more,
});

let server;
before(async () => (server = await serve()));
after(() => server?.end());

const clerk = { as: 'demo.orange.clerk' };
const reviewer = { as: 'demo.orange.reviewer' };
const brand = { as: 'demo.brand' };

/** Lot numbers of what waits for review, as this user sees it. */
async function waiting(options) {
  const lots = [];
  for (let cursor; cursor !== null; ) {
    const query = { state: 'submitted', limit: 200, ...(cursor && { cursor }) };
    const page = await server.data_of('submission.list', query, options);
    for (const { id, party_id, changes } of page.items) {
      const { lot } = changes[0].content;
      lots.push([lot?.ref?.lot_number ?? lot?.lot_number, id, party_id]);
    }
    cursor = page.next_cursor;
  }
  return lots;
}
const lots_of = async (options) => (await waiting(options)).map(([lot]) => lot);

describe("a brand's manager", () => {
  test('sees what was submitted under the brand while the grant holds, and nothing beside it', async () => {
    const unbranded = row('REACH-NONE', { product_name: '柚子', specification: '10kg/箱' });
    const sent = await server.data_of('event.capture', { rows: [row('REACH-BRAND'), unbranded] }, clerk);
    assert.deepEqual(sent.rows.map((one) => one.status), ['accepted', 'accepted'], JSON.stringify(sent.rows));
    const own = await waiting(reviewer);
    const [, submission, party] = own.find(([lot]) => lot === 'REACH-BRAND');
    assert.ok(own.some(([lot]) => lot === 'REACH-NONE'));
    const seen = async () => {
      const lots = await lots_of(brand);
      const queue = await server.data_of('submission.queue', { limit: 200 }, brand);
      const names = await server.data_of('party.names', { parties: [party] }, brand);
      const got = await server.call('submission.get', { submission }, brand);
      return {
        list: ['REACH-BRAND', 'REACH-NONE'].filter((lot) => lots.includes(lot)),
        queue: queue.items.some((item) => item.submission === submission),
        names: names.items.length,
        got: got.json.code,
      };
    };
    const all = { list: ['REACH-BRAND'], queue: true, names: 1, got: 'ok' };
    const nothing = { list: [], queue: false, names: 0, got: 'submission.not_found' };
    assert.deepEqual(await seen(), all);

    const grants = (await server.data_of('brand.list_grants', {}, brand)).items.filter(
      (grant) => grant.party_id === party && grant.state === 'active',
    );
    assert.ok(grants.length > 0);
    const manager = { browser: await server.sign_in('demo.brand') }; // who proved itself a moment ago
    const set = async (state) => {
      for (const { id } of grants) await server.data_of('brand.set_grant_state', { grant: id, state }, manager);
    };
    await set('suspended');
    assert.deepEqual(await seen(), nothing);
    await server.refused(404, 'submission.not_found', 'submission.approve', { submission }, brand);
    const lots = await server.data_of('lot.list', { limit: 200 }, brand);
    assert.ok(lots.items.some((lot) => lot.party_id === party), 'what bears the brand stays in reach');
    await set('active');
    assert.deepEqual(await seen(), all);
  });
});

describe('persons in registry records', () => {
  const person = { name: '欧阳春晓', name_en: 'Ouyang Chunxiao', address: '海南省澄迈县云坡镇桥头村三队' };
  const regulator = (id) => ({ as: 'demo.regulator', headers: { 'X-Request-Id': id } });
  const record_of = async (request_id) =>
    (await server.data_of('audit.search', { request_id, limit: 10 }, { as: 'demo.audit' })).items[0];

  before(async () => {
    const file = path.join(temporary(), 'registry.json');
    const records = [
      { record_type: 'party', kind: 'farmer', cooperative: farm, roles: 'producer', region: '469023', ...person },
      { record_type: 'plot', party: person.name, name: '坡头三号地', area_mu: '3.5', place: '云坡镇' },
      { record_type: 'party', kind: 'unverified', name: '澄迈桥头合作社', address: '桥头村一号' },
    ];
    fs.writeFileSync(file, JSON.stringify(records));
    await done(['import', file, '--data', server.data]);
  });

  const listed = async (options) => {
    const found = [];
    for (let cursor; cursor !== null; ) {
      const page = await server.data_of('submission.list', { limit: 200, ...(cursor && { cursor }) }, options);
      found.push(...page.items.filter((item) => item.changes[0].kind === 'registry'));
      cursor = page.next_cursor;
    }
    return found.map((item) => [item.id, item.changes[0].content]);
  };

  test('are masked in lists, with all that tells of them, and firms are not', async () => {
    const records = await listed(regulator('reach-list-0001'));
    const text = JSON.stringify(records);
    for (const value of Object.values(person)) assert.ok(!text.includes(value), value);
    const [, farmer] = records.find(([, content]) => content.name === '欧阳**');
    assert.deepEqual([farmer.name_en, farmer.address, farmer.cooperative], [undefined, undefined, farm]);
    const [, plot] = records.find(([, content]) => content.name === '坡头三号地');
    assert.equal(plot.party, '欧阳**');
    assert.ok(records.some(([, content]) => content.address === '桥头村一号'));
    assert.equal(await record_of('reach-list-0001'), undefined, 'nothing personal was shown whole');
  });

  test('are whole in one submission for whom the table names, and the trail says which fields were shown', async () => {
    const records = await listed(regulator('reach-list-0002'));
    const [id] = records.find(([, content]) => content.name === '欧阳**');
    const one = await server.data_of('submission.get', { submission: id }, regulator('reach-get-00001'));
    assert.deepEqual(
      ['name', 'name_en', 'address'].map((member) => one.changes[0].content[member]),
      [person.name, person.name_en, person.address],
    );
    assert.ok(JSON.stringify(one.diff).includes(person.address));
    const record = await record_of('reach-get-00001');
    assert.equal(record.action, 'submission.get');
    assert.deepEqual(record.detail.personal_fields.sort(), ['party.address', 'party.name', 'party.name_en']);
    for (const value of Object.values(person)) assert.ok(!JSON.stringify(record).includes(value), value);
  });
});

describe('the file of an import', () => {
  const text = (lot) => `产品名称,规格,生产企业名称,批次,生产日期,产地\n琼北金橙,5kg/箱 70-80mm,${farm},${lot},2026-01-10,澄迈\n`;

  test('goes back to who sent it, and to whom persons are a duty; colleagues are told who, and see the rows', async () => {
    const job = await start_import(server, Buffer.from(text('REACH-FILE')), clerk, { file_name: 'rows.csv' });
    await ended_import(server, job, clerk);
    const party = (await server.data_of('session.whoami', {}, clerk)).party_id;
    const colleague = { as: await server.user('orange.second', 'party_clerk', party) };
    const which = { import: job.import_id };
    const refused = await server.refused(403, 'import.not_sender', 'import.result', which, colleague);
    assert.match(refused.message, /demo\.orange\.clerk.*manage_persons/);
    assert.equal((await import_rows(server, job, colleague)).length, 1);
    for (const options of [clerk, { as: 'demo.orange.admin' }]) {
      assert.match((await import_result(server, job, options)).toString(), /REACH-FILE/);
    }
  });
});

test('an answer that is kept is for whoever may still ask', async () => {
  const party = (await server.data_of('session.whoami', {}, clerk)).party_id;
  const as = await server.user('orange.leaving', 'party_clerk', party);
  const options = { as, headers: { 'Idempotency-Key': 'reach-once-1' } };
  const body = { rows: [row('REACH-ONCE')] };
  const first = await server.data_of('event.capture', body, options);
  assert.deepEqual(await server.data_of('event.capture', body, options), first);
  const change = (...more) => json(['user', 'role', '--data', server.data, '--name', 'orange.leaving', ...more]);
  await change('--add', 'printing_house', '--remove', 'party_clerk');
  const refused = await server.refused(403, 'permission.denied', 'event.capture', body, options);
  assert.equal(refused.data, undefined);
  await change('--add', 'party_clerk', '--remove', 'printing_house');
  assert.deepEqual(await server.data_of('event.capture', body, options), first, 'whoever may again gets it again');
});
