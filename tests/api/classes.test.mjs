// Data classes of what is sent: every answer of the API tests is held against the table (classes.mjs). Here: that the
// check can fail, and files that are handed out, which are no answers in JSON.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { check_answer, classes, row_for } from './classes.mjs';
import { csv, done, serve } from './platform.mjs';

test('the check fails on what has no class, and on what reaches the wrong ones', () => {
  const fails = (name, data, roles, told) => assert.throws(() => check_answer(name, data, roles), told);
  check_answer('user.profile', { full_name: '王芳', phone: '', mail: null }, ['party_clerk']);
  fails('user.profile', { full_name: '王芳', nickname: '小王' }, ['party_clerk'], /nickname of user.profile has no class/);
  fails('user.profile', { address: { street: 'x' } }, ['party_clerk'], /address.street of user.profile has no class/);
  fails('nothing.there', { id: '1' }, null, /has no class/);
  const event = (contents) => ({ events: [{ contents }] });
  check_answer('trace.query', event({ process: '手采', customer_name: '王**' }), []);
  check_answer('trace.query', event({ customer_name: '王小明' }), ['regulator']);
  fails('trace.query', event({ customer_name: '王小明' }), [], /personal and for recorder/);
  fails('trace.query', event({ customer_name: '王小明' }), ['brand_manager'], /personal and for recorder/);
  fails('trace.query', event({ vehicle: '琼A12345' }), [], /internal and for chain/);
  fails('trace.query', { party: { id: '1', kind: 'farmer', name: '羊阿桂' } }, [], /a farmer's name/);
  check_answer('trace.query', { party: { id: null, kind: 'farmer', name: '海南的一位农户' } }, []);
  fails('user.token', { token: 'qy_x' }, ['party_clerk'], /sensitive and for platform/);
});

test('the table of the program is whole', async () => {
  assert.ok(classes.stored.length > 200 && classes.fields.length > 60 && classes.sent.length > 400);
  const text = await done(['classes']);
  assert.equal(text.lines.length, classes.stored.length + classes.fields.length + classes.sent.length);
  assert.ok(text.lines.includes('stored party.identity_number personal recorder sealed'));
  assert.ok(text.lines.includes('field customer_name personal recorder'));
  assert.ok(text.lines.includes('sent user.token.token sensitive platform'));
});

describe('files that are handed out', () => {
  let server;
  before(async () => {
    server = await serve();
  });
  after(() => server?.end());

  test('the columns of exported codes', async () => {
    const lot = (await server.data_of('trace.query', { lot_number: 'QJ20251122' }, { as: 'demo.regulator' })).lot.id;
    const range = await server.data_of('code.issue', { lot, count: 2, pin: true }, { as: 'demo.orange.clerk' });
    const { text } = await server.call('code.export', { range: range.id, pins: true }, { as: 'demo.orange.admin' });
    const [row] = csv(text);
    assert.ok(row.pin);
    for (const column of Object.keys(row)) assert.ok(row_for('code.export', column), column);
    assert.equal(row_for('code.export', 'pin').class, 'sensitive');
  });

  test('the columns of exported audit records, in both forms', async () => {
    for (const format of ['csv', 'jsonl']) {
      const { text } = await server.call('audit.export', { format }, { as: 'demo.audit' });
      const row = format === 'csv' ? csv(text)[0] : JSON.parse(text.split('\n')[0]);
      assert.ok(Object.keys(row).length >= 15);
      for (const column of Object.keys(row)) assert.ok(row_for('audit.export', column), column);
    }
  });
});
