// Codes, their labels, scans and what anybody asks about them.
import assert from 'node:assert/strict';
import { csv, until } from '../platform.mjs';
import { by, call, data_of, world } from './world.mjs';

export default {
  'certificate.print': {
    right: ['demo.orange.clerk', () => ({ lot: world.lot, size: 'label' }), null],
    stream: [/^text\/html/, /☑ 委托检测/],
    elsewhere: ['demo.coffee.clerk', () => ({ lot: world.lot }), 'lot.not_found'],
    wrong: { size: 7 },
  },
  'code.add_alias': {
    right: [
      'demo.orange.clerk',
      () => ({ alias: 'OLD-SYSTEM-0001', code: world.range.first_code }),
      (data) => assert.equal(data.added, true),
    ],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({ alias: 'OLD-SYSTEM-0002', code: world.range.first_code }),
      'code_range.not_found',
    ],
    wrong: { alias: 1 },
  },
  'code.bind': {
    right: [
      'demo.orange.clerk',
      () => ({ first: world.range.first_code, last: world.range.last_code, lot: world.lot }),
      (data) => assert.equal(data.lot_id, world.lot),
    ],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({ first: world.range.first_code, last: world.range.last_code, lot: world.coffee_lot }),
      'code_range.not_found',
    ],
    wrong: { first: 12 },
  },
  'code.check': {
    right: [
      'demo.audit',
      () => ({ codes: [world.range.first_code, 'nonsense'] }),
      (data) =>
        assert.deepEqual(
          data.items.map((item) => item.state),
          ['genuine', 'malformed'],
        ),
    ],
    alone: 'everybody alike',
    wrong: { codes: 'one' },
  },
  'code.export': {
    right: ['demo.orange.admin', () => ({ range: world.range.id }), null],
    stream: [/^text\/csv/, /^code,url\n\d{20},/],
    elsewhere: ['coffee.admin', () => ({ range: world.range.id }), 'code_range.not_found'],
    wrong: { range: {} },
  },
  'code.freeze': {
    right: [
      'demo.brand',
      () => ({ range: world.spare.id, reason: '标签遗失' }),
      (data) => assert.equal(data.frozen, true),
    ],
    elsewhere: ['other.brand', () => ({ range: world.spare.id, reason: '标签遗失' }), 'code_range.not_found'],
    wrong: { frozen: 'yes' },
  },
  'code.issue': {
    right: [
      'demo.orange.clerk',
      () => ({ lot: world.lot, count: 3 }),
      (data) => assert.equal(data.count, '3'),
    ],
    elsewhere: ['demo.coffee.clerk', () => ({ lot: world.lot, count: 3 }), 'lot.not_found'],
    wrong: { count: '3' },
  },
  'code.list_ranges': {
    right: [
      'demo.orange.clerk',
      () => ({ limit: 200 }),
      (data) => {
        const range = data.items.find((item) => item.id === world.range.id);
        assert.deepEqual([range.first_code, range.lot_number], [world.range.first_code, 'QJ20251122']);
      },
    ],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({ limit: 200 }),
      (data) => assert.ok(data.items.every((item) => item.party_id === world.coffee_party)),
    ],
    wrong: { limit: 'all' },
  },
  'code.set_state': {
    right: [
      'demo.orange.clerk',
      () => ({ range: world.spare.id, verb: 'annul' }),
      (data) => assert.equal(data.state, 'void'),
    ],
    elsewhere: ['demo.coffee.clerk', () => ({ range: world.spare.id, verb: 'annul' }), 'code_range.not_found'],
    wrong: { verb: 3 },
  },
  'label.list_templates': {
    right: ['demo.orange.clerk', () => ({}), (data) => assert.ok(data.items.some(({ name }) => name === 'a4_3x8'))],
    alone: 'everybody alike',
    none: true,
  },
  'label.preview': {
    right: ['demo.orange.admin', () => ({ range: world.range.id, template: 'roll_60x40' }), null],
    stream: [/^image\/png/, /^.PNG/],
    elsewhere: ['coffee.admin', () => ({ range: world.range.id, template: 'roll_60x40' }), 'code_range.not_found'],
    wrong: { template: 7 },
  },
  'label.print': {
    right: ['demo.orange.admin', () => ({ range: world.range.id, template: 'a4_3x8', format: 'pdf' }), null],
    stream: [/^application\/pdf/, /^%PDF-1/],
    elsewhere: [
      'coffee.admin',
      () => ({ range: world.range.id, template: 'a4_3x8', format: 'pdf' }),
      'code_range.not_found',
    ],
    wrong: { format: 7 },
  },
  'scan.confirm': {
    right: ['', () => ({ code: world.range.first_code }), (data) => assert.equal(data.scan_count, 1)],
    alone: 'everybody alike',
    wrong: { code: 5 },
  },
  'scan.wechat_config': {
    given: async () => {
      const page = { url: `${world.server.https}/field/` };
      await until('a ticket of WeChat', async () => (await call('scan.wechat_config', page)).status === 200);
      return page;
    },
    right: ['', (page) => page, (data, { url }) => assert.ok(world.wechat.admits(url, data), JSON.stringify(data))],
    alone: 'everybody alike',
    wrong: { url: 5 },
  },
  'trace.query': {
    right: [
      'demo.orange.clerk',
      () => ({ code: world.range.first_code }),
      (data) => assert.deepEqual([data.lot.lot_number, data.view], ['QJ20251122', 'own_party']),
    ],
    elsewhere: ['demo.coffee.clerk', () => ({ lot_number: 'QJ20251122' }), (data) => assert.equal(data.view, 'public')],
    wrong: { lot_number: 20 },
  },
  'trace.search': {
    right: ['', () => ({ name: '金橙' }), (data) => assert.equal(data.items[0].product.name, '琼北金橙')],
    alone: 'everybody alike',
    wrong: { name: null },
  },
  'trace.verify': {
    given: async () => {
      const range = await data_of('code.issue', { lot: world.lot, count: 1, pin: true }, by('demo.orange.clerk'));
      const { text } = await call('code.export', { range: range.id, pins: true }, by('demo.orange.admin'));
      return csv(text)[0];
    },
    right: ['', ({ code, pin }) => ({ code, pin }), (data) => assert.equal(data.first, true)],
    alone: 'everybody alike',
    wrong: { pin: 123456 },
  },
};
