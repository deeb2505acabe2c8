// EPCIS documents by the command line and beside a running server: in, twice, faults by line, out, and in again.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { csv, done, json, root, run, serve, temporary } from './platform.mjs';

const chain = path.join(root, 'tests/data/epcis/chain.json');
const twin = chain.replace('.json', '.xml');
const folder = temporary();
const file = (name, content) => {
  const where = path.join(folder, name);
  fs.writeFileSync(where, content);
  return where;
};
const counted = (lines) => lines.map((line) => line.replace(/^.*: accepted/, 'accepted'));

const good = {
  type: 'ObjectEvent',
  eventTime: '2026-05-18T06:30:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep: 'storing',
  epcList: ['urn:epc:id:sscc:6901234.0000000029'],
};
const document = (events) => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-05-20T12:00:00+08:00',
  epcisBody: { eventList: events },
});

describe('EPCIS by commands alone', () => {
  const data = path.join(temporary(), 'data');

  test('a document is told by its content, and twice is nothing more', async () => {
    const odd = file('events.txt', fs.readFileSync(chain));
    assert.deepEqual(counted((await done(['import', odd, '--data', data])).lines), ['accepted 10, exists 0, rejected 0']);
    for (const again of [chain, twin]) {
      const { lines } = await done(['import', again, '--data', data]);
      assert.deepEqual(counted(lines), ['accepted 0, exists 10, rejected 0']);
    }
  });

  test('the lot tells its story', async () => {
    const story = await json(['trace', 'JC0519', '--data', data]);
    assert.equal(story.product.gtin, '06909999000098');
    const lots = story.graph.nodes.map((node) => node.lot_number);
    for (const number of ['JC0519', 'LZ260518', '069012340000000122']) assert.ok(lots.includes(number), number);
    const steps = story.events.map((event) => event.step);
    for (const step of ['commissioning', 'inspecting', 'packing', 'shipping', 'transforming']) {
      assert.ok(steps.includes(step), step);
    }
  });

  test('faults are told by event and path, good events go in', async () => {
    const bad = { ...good, action: 'LOOK', readPoint: {}, colour: 'red' };
    const report = path.join(folder, 'report.csv');
    const sent = file('mixed.jsonld', JSON.stringify(document([bad, good, { type: 'QuantityEvent' }])));
    const ended = await run(['import', sent, '--data', data, '--report', report, '--lang', 'en']);
    assert.equal(ended.code, 3, ended.err);
    assert.deepEqual(counted(ended.lines), ['accepted 1, exists 0, rejected 2']);
    const rows = csv(fs.readFileSync(report, 'utf8'));
    assert.deepEqual(
      rows.map(({ line, status, field, code }) => [line, status, field, code]),
      [
        ['2', 'rejected', 'action', 'epcis.action'],
        ['2', 'rejected', 'readPoint.id', 'epcis.missing'],
        ['2', 'rejected', 'colour', 'epcis.unknown_member'],
        ['3', 'accepted', '', ''],
        ['4', 'rejected', 'type', 'epcis.event_type'],
      ],
    );
    for (const row of rows.filter(({ code }) => code)) assert.ok(row.advice.length > 10, JSON.stringify(row));
  });

  test('what is no EPCIS is refused with what to change', async () => {
    for (const [name, content, code] of [
      ['other.xml', '<html/>', 'epcis.not_epcis'],
      ['entity.xml', '<!DOCTYPE a [<!ENTITY b "c">]><EPCISDocument/>', 'xml.doctype'],
      ['broken.xml', '<EPCISDocument>', 'xml.malformed'],
      ['future.json', JSON.stringify({ ...document([]), schemaVersion: '7' }), 'epcis.version'],
    ]) {
      const ended = await run(['import', file(name, content), '--data', data, '--lang', 'en']);
      assert.equal(ended.code, 1, name);
      assert.ok(ended.err.includes(`(${code})`), ended.err);
    }
  });

  test('out and into an empty installation and out again: the same bytes', async () => {
    const one = path.join(folder, 'one.jsonld');
    const two = path.join(folder, 'two.jsonld');
    const other = path.join(temporary(), 'data');
    await done(['export', '--format', 'epcis', '--all', '--out', one, '--data', data]);
    assert.deepEqual(counted((await done(['import', one, '--data', other])).lines), ['accepted 11, exists 0, rejected 0']);
    await done(['export', '--all', '--out', two, '--data', other]);
    assert.equal(fs.readFileSync(two, 'utf8'), fs.readFileSync(one, 'utf8'));
    const events = JSON.parse(fs.readFileSync(one, 'utf8')).epcisBody.eventList;
    assert.equal(events.length, 11);
    assert.deepEqual(events.at(-1), good);
    const exported = await done(['export', '--lot', 'JC0519', '--data', data]);
    assert.equal(JSON.parse(exported.out).epcisBody.eventList.length, 2);
  });

  test('an export says of what', async () => {
    for (const args of [[], ['--all', '--lot', 'JC0519'], ['--all', '--format', 'word']]) {
      assert.equal((await run(['export', ...args, '--data', data])).code, 2, args.join(' '));
    }
    const ended = await run(['export', '--lot', 'nothing', '--data', data, '--lang', 'en']);
    assert.equal(ended.code, 1);
    assert.ok(ended.err.includes('lot.not_found'), ended.err);
  });
});

describe('EPCIS beside a server', () => {
  let server;
  before(async () => {
    server = await serve();
  });
  after(() => server?.end());

  test('commands go through the server', async () => {
    const { lines } = await done(['import', chain, '--data', server.data]);
    assert.deepEqual(counted(lines), ['accepted 10, exists 0, rejected 0']);
    const exported = JSON.parse((await done(['export', '--all', '--data', server.data])).out);
    assert.ok(exported.epcisBody.eventList.length > 100, 'the examples and the document');
    const own = exported.epcisBody.eventList.find((event) => event['qy:step'] === 'transforming');
    assert.equal(own.type, 'TransformationEvent');
    assert.ok(own.inputQuantityList.length > 0 && own.outputQuantityList[0].epcClass.includes('/10/'), JSON.stringify(own));
  });

  test('a party exports what it recorded, and nothing else', async () => {
    const reply = await server.call('event.export', {}, { as: 'demo.orange.admin' });
    assert.equal(reply.status, 200);
    assert.match(reply.headers['content-type'], /^application\/ld\+json/);
    const events = JSON.parse(reply.text).epcisBody.eventList;
    assert.ok(events.length > 0);
    const recorders = new Set(events.map((event) => event['qy:recorder']));
    assert.equal(recorders.size, 1, [...recorders].join());
    const all = JSON.parse((await server.call('event.export', {}, { as: 'demo.regulator' })).text);
    assert.ok(all.epcisBody.eventList.length > events.length);
  });

  test('a visitor sees none of the document', async () => {
    const story = await server.data_of('trace.query', { lot_number: 'JC0519' });
    assert.ok(story.events.length > 0);
    assert.ok(!JSON.stringify(story).includes('epcis_event'));
    assert.ok(!JSON.stringify(story).includes('farm:'));
    const page = await server.get('/lot/JC0519');
    assert.ok(!page.text.includes('ns.farm.example/probe'), page.text);
  });
});
