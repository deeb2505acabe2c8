// Every function of the route table, by who asks and what they send. The table of routes is read from the source: a new
// row without a rung here fails.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { has_chinese, request, root, run, serve, until } from './platform.mjs';

const table = fs.readFileSync(path.join(root, 'src/presentation/api/routes.cpp'), 'utf8');
const rows = [...table.matchAll(/^    \{"([a-z_]+\.[a-z_0-9]+)",\s*&(\w+),\s*(\w+),\s*Door::(\w+),\s*Once::(\w+),[^]*?\},$/gm)];
const routes = rows.map(([text, name, , permission, door, once]) => {
  const needs = [...text.matchAll(/Needs::(\w+)/g)].map(([, need]) => need);
  const dangerous = needs.includes('recent');
  return { name, permission, door, writes: once !== 'no', own: needs.includes('session'), dangerous };
});
const route_of = (name) => routes.find((route) => route.name === name);
const in_browser = (route) => route.own || route.dangerous;

// Which example users hold a permission. It says what clauses 4.2 and 6.5.1 ask for, not what the source says.
const holders = {
  anyone: null,
  signed_in: null,
  read_audit: ['demo.audit'],
  grant_brand: ['demo.brand'],
  issue_codes: ['demo.orange.admin', 'demo.orange.clerk', 'demo.coffee.clerk'],
  export_codes: ['demo.brand', 'demo.orange.admin', 'demo.printing'],
  freeze_codes: ['demo.brand', 'demo.regulator'],
  record_events: ['demo.orange.admin', 'demo.orange.clerk', 'demo.coffee.clerk'],
  narrow_audience: ['demo.orange.admin'],
  save_products: ['demo.orange.admin', 'demo.orange.clerk', 'demo.coffee.clerk'],
  review: ['demo.brand', 'demo.regulator', 'demo.orange.reviewer'],
  read_submissions: [
    'demo.brand',
    'demo.regulator',
    'demo.orange.admin',
    'demo.orange.reviewer',
    'demo.orange.clerk',
    'demo.coffee.clerk',
  ],
  manage_users: ['demo.security'],
  manage_catalogue: ['demo.system', 'demo.brand'],
  manage_parties: ['demo.system'],
  manage_persons: ['demo.orange.admin'],
  admit_users: ['demo.system', 'demo.orange.admin'],
  operate: [],
};

let server;
const world = {
  requests: {},
  form: {
    party_name: '万宁椰子合作社',
    credit_code: '91460000MA5T0001X7',
    party_roles: ['producer'],
    full_name: '王小明',
    policy_version: '1',
  },
};

// right: who may, with what, and what comes of it. elsewhere: somebody with the permission but of another party.
// wrong: a member of another type, and where the fault is told. `none: true`: the function has no members at all.
const rungs = {
  'archive.export': {
    right: ['demo.orange.admin', () => ({}), null],
    stream: [/^application\/zip/, /^PK/],
    elsewhere: ['demo.coffee.clerk', () => ({ party: world.party }), 'permission.denied', 403],
    wrong: { party: 7 },
  },
  'archive.import': {
    right: ['operator', () => ({ path: '/nowhere/archive.zip' }), 'file.unreadable', 404],
    wrong: { path: 7 },
  },
  'audit.adopt': {
    right: ['operator', () => ({ reason: 'nothing was lost' }), 'audit.head_present', 409],
    wrong: { reason: 5 },
  },
  'audit.export': {
    right: ['demo.audit', () => ({ format: 'csv', actor: 'demo.brand' }), null],
    stream: [/^text\/csv/, /^position,at,actor,roles,/],
    wrong: { format: 1 },
  },
  'audit.list': {
    right: ['demo.audit', () => ({ limit: 3 }), (data) => assert.equal(data.items.length, 3)],
    wrong: { limit: 'three' },
  },
  'audit.search': {
    right: [
      'demo.audit',
      () => ({ result: '!ok', limit: 2 }),
      (data) => assert.ok(data.items.length === 2 && data.items.every((item) => item.result !== 'ok')),
    ],
    wrong: { actor: ['demo.brand'] },
  },
  'audit.verify': {
    right: [
      'demo.audit',
      () => ({}),
      (data) => assert.deepEqual([Number(data.records) > 0, data.faults], [true, []]),
    ],
    wrong: { head_position: 'last' },
  },
  'brand.grant': {
    right: [
      'demo.brand',
      () => ({ brand: world.brand, party: world.coffee_party, valid_from: '2026-01-01', valid_to: '2030-12-31' }),
      (data) => {
        assert.equal(data.state, 'active');
        world.grant = data.id;
      },
    ],
    elsewhere: [
      'demo.brand',
      () => ({ brand: world.coffee_brand, party: world.party, valid_from: '2026-01-01', valid_to: '2030-12-31' }),
      'brand.not_found',
    ],
    wrong: { quota: 'many' },
  },
  'brand.list': {
    right: [
      'demo.audit',
      () => ({}),
      (data) => assert.ok(data.items.some((brand) => brand.id === world.brand)),
    ],
    none: true,
  },
  'brand.list_grants': {
    right: [
      'demo.brand',
      () => ({ brand: world.brand }),
      (data) => {
        assert.ok(data.items.some((grant) => grant.party_id === world.party));
        assert.ok(data.items.some((grant) => grant.party_id === world.coffee_party));
      },
    ],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({}),
      (data) => {
        assert.ok(data.items.length > 0);
        assert.ok(data.items.every((grant) => grant.party_id === world.coffee_party));
      },
    ],
    wrong: { brand: 12 },
  },
  'brand.list_licensees': {
    right: [
      'demo.audit',
      () => ({ brand: world.brand }),
      (data) => {
        assert.ok(data.items.length > 0);
        assert.ok(data.items.every((one) => one.party && !('quota' in one)));
      },
    ],
    wrong: { brand: 12 },
  },
  'brand.set_grant_state': {
    right: [
      'demo.brand',
      () => ({ grant: world.grant, state: 'suspended' }),
      (data) => assert.equal(data.state, 'suspended'),
    ],
    elsewhere: ['other.brand', () => ({ grant: world.grant, state: 'active' }), 'brand_grant.not_found'],
    wrong: { grant: 7 },
  },
  'category.export': {
    right: [
      'demo.audit',
      () => ({}),
      (data) => assert.ok(data.categories.some((one) => one.code === 'citrus' && one.parent === 'fruit')),
    ],
    none: true,
  },
  'category.import': {
    right: [
      'demo.system',
      () => ({ categories: ['one', 'two', 'three', 'four'].map((word) => ({ code: `ladder_${word}`, name: `类${word}` })) }),
      (data) => {
        assert.equal(data.state, 'approved');
        assert.equal(data.effects[0].categories.length, 4);
      },
    ],
    wrong: { categories: 'all' },
  },
  'category.list': {
    right: ['demo.audit', () => ({}), (data) => assert.ok(data.items.some((one) => one.code === 'ladder_one'))],
    wrong: { day: 20260305 },
  },
  'category.merge': {
    right: [
      'demo.system',
      () => ({ categories: [{ category: 'ladder_one', base_version: 1 }], into: 'ladder_two' }),
      (data) => assert.equal(data.effects[0].categories[0].outcome, 'retired'),
    ],
    wrong: { into: 5 },
  },
  'category.move': {
    right: [
      'demo.system',
      () => ({ category: 'ladder_three', base_version: 1, parent: 'fruit' }),
      (data) => assert.equal(data.effects[0].categories[0].outcome, 'moved'),
    ],
    wrong: { parent: 5 },
  },
  'category.preview_change': {
    right: [
      'demo.brand',
      () => ({ operation: 'retire', category: 'citrus', base_version: 1, rest: 'fruit' }),
      (data) => assert.ok(data.products_moved > 0),
    ],
    wrong: { operation: 5 },
  },
  'category.retire': {
    right: [
      'demo.system',
      () => ({ category: 'ladder_four', base_version: 1 }),
      (data) => assert.equal(data.state, 'approved'),
    ],
    wrong: { category: 5 },
  },
  'category.save': {
    right: [
      'demo.brand',
      () => ({ code: 'ladder_proposed', parent: 'fruit', name: '提议的类别' }),
      (data) => assert.equal(data.state, 'submitted'),
    ],
    wrong: { code: 5 },
  },
  'category.show': {
    right: [
      'demo.audit',
      () => ({ category: 'ladder_one' }),
      (data) => {
        assert.deepEqual([data.retired, data.successors], [true, ['ladder_two']]);
        assert.equal(data.versions.length, 2);
      },
    ],
    wrong: { category: 5 },
  },
  'category.split': {
    right: [
      'demo.system',
      () => ({
        category: 'ladder_two',
        base_version: 1,
        parts: [
          { code: 'ladder_left', name: '左' },
          { code: 'ladder_right', name: '右' },
        ],
        rest: 'ladder_left',
      }),
      (data) => assert.equal(data.effects[0].categories.length, 3),
    ],
    wrong: { category: 5 },
  },
  'change.stream': {
    right: ['demo.audit', () => ({ topics: ['catalogue'], since: '0', once: true }), null],
    stream: [/^text\/event-stream/, /^retry: \d+\n\n(id: \d+\nevent: change\ndata: \{"topic":"catalogue",[^]*|event: missed[^]*)$/],
    elsewhere: ['demo.coffee.clerk', () => ({ topics: ['submission:1'] }), 'submission.not_found'],
    wrong: { topics: 'all' },
  },
  'clock.confirm': { right: ['operator', () => ({ reason: 'it is late' }), 'clock.believed', 409], wrong: { reason: 1 } },
  'clock.show': { right: ['operator', () => ({}), (data) => assert.equal(data.ahead, false)], none: true },
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
    wrong: { codes: 'one' },
  },
  'code.export': {
    right: ['demo.printing', () => ({ range: world.range.id }), null],
    stream: [/^text\/csv/, /^code,url\n\d{20},/],
    elsewhere: ['coffee.printing', () => ({ range: world.range.id }), 'code_range.not_found'],
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
  'dictionary.export': {
    right: [
      'demo.audit',
      () => ({ dictionary: 'allergen' }),
      (data) => assert.equal(data.items.length, 8),
    ],
    wrong: { dictionary: 5 },
  },
  'dictionary.import': {
    right: [
      'demo.system',
      () => ({ items: [{ dictionary: 'colour', code: 'red', zh: '红', en: 'red' }] }),
      (data) => assert.equal(data.effects[0].items[0].outcome, 'made'),
    ],
    wrong: { items: 'all' },
  },
  'dictionary.list': {
    right: [
      'demo.audit',
      () => ({ dictionary: 'unit', limit: 5 }),
      (data) => assert.ok(data.items.length === 5 && data.next_cursor),
    ],
    wrong: { dictionary: 5 },
  },
  'dictionary.preview_change': {
    right: [
      'demo.brand',
      () => ({ operation: 'retire', dictionary: 'allergen', code: 'milk', base_version: 1 }),
      (data) => assert.ok(data.uses.records_looked_at > 0),
    ],
    wrong: { operation: 5 },
  },
  'dictionary.retire': {
    right: [
      'demo.system',
      () => ({ dictionary: 'colour', code: 'red', base_version: 1 }),
      (data) => assert.equal(data.effects[0].items[0].outcome, 'retired'),
    ],
    wrong: { dictionary: 5 },
  },
  'dictionary.save': {
    right: [
      'demo.brand',
      () => ({ dictionary: 'sale_channel', code: 'fair', zh: '展销会', en: 'fair' }),
      (data) => assert.equal(data.state, 'submitted'),
    ],
    wrong: { zh: 5 },
  },
  'dictionary.show': {
    right: [
      'demo.audit',
      () => ({ dictionary: 'colour', code: 'red' }),
      (data) => assert.equal(data.versions.length, 2),
    ],
    wrong: { code: 5 },
  },
  'event.capture': {
    right: [
      'demo.orange.clerk',
      () => ({ rows: [orange_row('LADDER-1')] }),
      (data) => assert.equal(data.accepted, 1),
    ],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({ rows: [orange_row('LADDER-2')], party: world.party }),
      'capture.not_allowed',
      403,
    ],
    wrong: { rows: {} },
  },
  'event.export': {
    right: ['demo.orange.admin', () => ({}), null],
    stream: [/^application\/ld\+json/, /^\{"@context":.*"type":"EPCISDocument"/],
    wrong: { lot: 7 },
  },
  'export.approve': {
    right: [
      'demo.orange.reviewer',
      () => ({ approval: world.approval }),
      (data) => assert.equal(data.state, 'approved'),
    ],
    elsewhere: ['coffee.reviewer', () => ({ approval: world.approval }), 'export.not_found'],
    wrong: { approval: 1 },
  },
  'export.list': {
    right: ['demo.orange.clerk', () => ({ limit: 1 }), (data) => assert.equal(data.items[0].id, world.approval)],
    elsewhere: ['demo.coffee.clerk', () => ({}), (data) => assert.deepEqual(data.items, [])],
    wrong: { limit: '1' },
  },
  'export.propose': {
    right: [
      'demo.orange.admin',
      () => ({ reason: '向客人提供副本' }),
      (data) => assert.equal(data.state, 'proposed'),
    ],
    wrong: { reason: 1 },
  },
  'export.reject': {
    right: ['demo.orange.reviewer', () => ({ approval: world.approval }), 'export.decided', 409],
    elsewhere: ['coffee.reviewer', () => ({ approval: world.approval }), 'export.not_found'],
    wrong: { approval: false },
  },
  'factor.confirm_totp': {
    right: ['demo.orange.clerk', () => ({ factor: '7', code: '123456' }), 'factor.not_found', 404],
    wrong: { code: 123456 },
  },
  'factor.enrol_sm2': {
    right: [
      'demo.orange.clerk',
      () => ({ public_key: '04', challenge: 'x', signature: '00' }),
      'sm2.key_malformed',
      400,
    ],
    wrong: { public_key: 4 },
  },
  'factor.enrol_totp': {
    right: ['demo.orange.clerk', () => ({ label: '手机' }), (data) => assert.match(data.qr_svg, /^<svg /)],
    wrong: { label: 7 },
  },
  'factor.list': {
    right: ['demo.audit', () => ({}), (data) => assert.equal(data.items[0].kind, 'totp')],
    none: true,
  },
  'factor.remove': {
    right: ['demo.orange.clerk', () => ({ factor: '7' }), 'factor.not_found', 404],
    wrong: { factor: 7 },
  },
  'factor.renew_recovery_codes': {
    right: ['demo.audit', () => ({}), (data) => assert.equal(new Set(data.recovery_codes).size, 10)],
    none: true,
  },
  'farmer.register': {
    right: ['', () => ({ full_name: '符玉兰', mail: 'fu@example.cn', policy_version: '1' }), 'message.no_channel', 503],
    wrong: { full_name: 5 },
  },
  'field.list': {
    right: [
      'demo.audit',
      () => ({}),
      (data) => {
        const field = data.items.find((item) => item.name === 'test_result');
        assert.deepEqual([field.kind, field.type, field.dictionary], ['inspection', 'dictionary', 'test_result']);
        assert.ok(data.items.every((item) => item.name !== 'epcis_event'), 'no form asks for what documents bring');
      },
    ],
    none: true,
  },
  'import.cancel': {
    right: ['demo.orange.clerk', () => ({ import: world.import }), 'import.state', 409],
    elsewhere: ['demo.coffee.clerk', () => ({ import: world.import }), 'import.not_found'],
    wrong: { import: 5 },
  },
  'import.list': {
    right: [
      'demo.orange.clerk',
      () => ({ limit: 5 }),
      (data) => assert.ok(data.items.some((item) => item.import_id === world.import)),
    ],
    elsewhere: ['demo.coffee.clerk', () => ({}), (data) => assert.deepEqual(data.items, [])],
    wrong: { limit: 'ten' },
  },
  'import.pause': {
    right: ['demo.orange.clerk', () => ({ import: world.import }), 'import.state', 409],
    elsewhere: ['demo.coffee.clerk', () => ({ import: world.import }), 'import.not_found'],
    wrong: { import: 5 },
  },
  'import.preview': {
    right: [
      'demo.orange.clerk',
      () => ({ file_name: 'rows.json', content_base64: base64(JSON.stringify([orange_row('LADDER-3')])) }),
      (data) => assert.deepEqual([data.good, data.faulty], [1, 0]),
    ],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({ file_name: 'rows.json', content_base64: base64('[]'), party: world.party }),
      'capture.not_allowed',
      403,
    ],
    wrong: { content_base64: ['AA=='] },
  },
  'import.result': {
    right: ['demo.orange.clerk', () => ({ import: world.import }), null],
    stream: [/^application\/octet-stream/, /^产品名称,批次,导入结果,导入说明/],
    elsewhere: ['demo.coffee.clerk', () => ({ import: world.import }), 'import.not_found'],
    wrong: { import: 5 },
  },
  'import.resume': {
    right: ['demo.orange.clerk', () => ({ import: world.import }), 'import.state', 409],
    elsewhere: ['demo.coffee.clerk', () => ({ import: world.import }), 'import.not_found'],
    wrong: { import: 5 },
  },
  'import.rows': {
    right: ['demo.orange.clerk', () => ({ import: world.import }), (data) => assert.deepEqual(data.items, [])],
    elsewhere: ['demo.coffee.clerk', () => ({ import: world.import }), 'import.not_found'],
    wrong: { import: 5 },
  },
  'import.start': {
    right: [
      'demo.orange.clerk',
      () => ({ file_name: 'rows.json', content_base64: base64(JSON.stringify([orange_row('LADDER-3')])) }),
      (data) => assert.equal(data.accepted, 1),
    ],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({ file_name: 'rows.json', content_base64: base64('[]'), party: world.party }),
      'capture.not_allowed',
      403,
    ],
    wrong: { content_base64: ['AA=='] },
  },
  'import.status': {
    right: [
      'demo.orange.clerk',
      () => ({ import: world.import }),
      (data) => assert.deepEqual([data.state, data.accepted], ['done', 0]),
    ],
    elsewhere: ['demo.coffee.clerk', () => ({ import: world.import }), 'import.not_found'],
    wrong: { import: 5 },
  },
  'import.template': {
    right: ['demo.orange.clerk', () => ({ category: 'citrus' }), null],
    stream: [/^application\/vnd.openxmlformats/, /^PK/],
    wrong: { category: 7 },
  },
  'import.upload': {
    right: ['demo.orange.clerk', () => ({ content_base64: base64('123') }), (data) => assert.equal(data.bytes, 3)],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({ upload: world.upload, offset: 20, content_base64: base64('123') }),
      'upload.not_found',
    ],
    wrong: { content_base64: 5 },
  },
  'import.work': {
    right: ['operator', () => ({ import: world.import }), (data) => assert.equal(data.state, 'done')],
    wrong: { import: 5 },
  },
  'key.export_public': {
    right: ['operator', () => ({}), (data) => assert.match(data.keys[0].pem, /^-----BEGIN PUBLIC KEY-----/)],
    none: true,
  },
  'key.list': {
    right: ['operator', () => ({}), (data) => assert.ok(data.keys.length >= 9 && data.sealing.length >= 5)],
    none: true,
  },
  'key.rewrap': { right: ['operator', () => ({}), (data) => assert.ok(data.keys >= 9)], none: true },
  'key.rotate': {
    right: ['operator', () => ({ purpose: 'field' }), (data) => assert.deepEqual([data.epoch, data.state], [2, 'active'])],
    wrong: { purpose: 1 },
  },
  'label.list_templates': {
    right: ['demo.orange.clerk', () => ({}), (data) => assert.ok(data.items.some(({ name }) => name === 'a4_3x8'))],
    none: true,
  },
  'label.preview': {
    right: ['demo.printing', () => ({ range: world.range.id, template: 'roll_60x40' }), null],
    stream: [/^image\/png/, /^.PNG/],
    elsewhere: ['coffee.printing', () => ({ range: world.range.id, template: 'roll_60x40' }), 'code_range.not_found'],
    wrong: { template: 7 },
  },
  'label.print': {
    right: ['demo.printing', () => ({ range: world.range.id, template: 'a4_3x8', format: 'pdf' }), null],
    stream: [/^application\/pdf/, /^%PDF-1/],
    elsewhere: [
      'coffee.printing',
      () => ({ range: world.range.id, template: 'a4_3x8', format: 'pdf' }),
      'code_range.not_found',
    ],
    wrong: { format: 7 },
  },
  'ledger.verify': {
    right: ['demo.audit', () => ({}), (data) => assert.ok(Number(data.recomputed) > 0)],
    none: true,
  },
  'lot.history': {
    right: [
      'demo.orange.clerk',
      () => ({ lot: world.lot }),
      (data) => assert.ok(data.items.length > 0 && data.items.every((item) => item.recorded_at && item.recorded_by)),
    ],
    elsewhere: ['demo.coffee.clerk', () => ({ lot: world.lot }), 'lot.not_found'],
    wrong: { lot: 5 },
  },
  'lot.list': {
    right: [
      'demo.orange.clerk',
      () => ({ lot_number: 'QJ2025' }),
      (data) => assert.ok(data.items.some((item) => item.id === world.lot && item.product === world.product.name)),
    ],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({ product: world.product.id }),
      (data) => assert.deepEqual(data, { items: [], next_cursor: null }),
    ],
    wrong: { lot_number: 5 },
  },
  'media.get': {
    right: ['demo.orange.clerk', () => ({ media: world.media })],
    stream: [/^image\/jpeg$/, /JFIF/],
    elsewhere: ['demo.coffee.clerk', () => ({ media: world.media }), 'media.not_found'],
    wrong: { media: 7 },
  },
  'media.list': {
    right: [
      'demo.orange.reviewer',
      () => ({ subject: 'product', id: world.product.id }),
      (data) => assert.ok(data.items.some((item) => item.id === world.media && item.data_class === 'personal')),
    ],
    wrong: { subject: 7 },
  },
  'media.part': {
    right: ['demo.orange.clerk', () => ({ offset: 0, content_base64: base64('x') }), (data) => assert.equal(data.bytes, 1)],
    elsewhere: ['demo.coffee.clerk', () => ({ upload: '7', offset: 0, content_base64: base64('x') }), 'upload.not_found'],
    wrong: { offset: 'x' },
  },
  'media.remove': {
    right: ['demo.orange.clerk', () => ({ media: world.media }), (data) => assert.equal(data.state, 'removed')],
    elsewhere: ['demo.coffee.clerk', () => ({ media: world.media }), 'media.not_found'],
    wrong: { media: 7 },
  },
  'media.upload': {
    right: ['demo.orange.clerk', () => ({ ...world.photo, caption: '包装' }), (data) => assert.equal(data.kind, 'photo')],
    elsewhere: ['demo.coffee.clerk', () => world.photo, 'media.subject_not_found'],
    wrong: { content_base64: 7 },
  },
  'network.clear': {
    right: ['operator', () => ({ level: 'partner' }), 'network_rule.unknown', 404],
    wrong: { level: 1 },
  },
  'network.list': {
    right: ['demo.security', () => ({}), (data) => assert.deepEqual(data.items, [])],
    none: true,
  },
  'network.propose': {
    right: [
      'demo.security',
      () => ({ level: 'staff', allow: ['127.0.0.0/8', '::1'] }),
      (data) => assert.match(data.proposal, /^\d+$/),
    ],
    wrong: { allow: '127.0.0.1', level: 'staff' },
  },
  'party.find': {
    right: [
      'demo.brand',
      () => ({ text: '澄迈云坡果业专业合作社' }),
      (data) =>
        assert.deepEqual(
          data.items.map((item) => [item.id, item.active]),
          [[world.party, true]],
        ),
    ],
    wrong: { text: 5 },
  },
  'party.list_audiences': {
    right: ['demo.orange.admin', () => ({}), (data) => assert.ok(data.items.some((item) => item.field === 'vehicle'))],
    elsewhere: ['demo.orange.admin', () => ({ party: world.coffee_party }), 'party.not_found'],
    wrong: { party: 1 },
  },
  'party.names': {
    right: [
      'demo.brand',
      () => ({ parties: [world.party, world.coffee_party] }),
      (data) => assert.ok(data.items.some((item) => item.id === world.party && item.name === '澄迈云坡果业专业合作社')),
    ],
    elsewhere: ['demo.coffee.clerk', () => ({ parties: [world.party] }), (data) => assert.deepEqual(data.items, [])],
    wrong: { parties: 'all' },
  },
  'party.narrow_audience': {
    right: [
      'demo.orange.admin',
      () => ({ fields: [{ field: 'note', audience: 'recorder' }] }),
      (data) => assert.equal(data.items.find((item) => item.field === 'note').audience, 'recorder'),
    ],
    elsewhere: [
      'demo.orange.admin',
      () => ({ party: world.coffee_party, fields: [{ field: 'note', audience: 'recorder' }] }),
      'party.not_found',
    ],
    wrong: { fields: 'note' },
  },
  'party.register': {
    right: ['', () => ({ ...world.form, mail: 'wang@example.cn' }), 'message.no_channel', 503],
    wrong: { party_name: 5 },
  },
  'permission.list': {
    right: [
      'demo.security',
      () => ({}),
      (data) => {
        const review = data.items.find((item) => item.permission === 'review');
        assert.ok(review.functions.includes('submission.approve'));
        assert.equal(data.items.find((item) => item.permission === 'read_audit').duty, 'audit');
      },
    ],
    none: true,
  },
  'person.erase': {
    right: ['demo.orange.admin', () => ({ name: '查无此人' }), 'person.not_found', 404],
    wrong: { name: 1 },
  },
  'person.find': {
    right: ['demo.orange.admin', () => ({}), 'person.unnamed', 400],
    wrong: { contact: 13800138000 },
  },
  'person.tell': {
    right: ['demo.orange.admin', () => ({ contact: '13000000000' }), 'person.not_found', 404],
    wrong: { name: true },
  },
  'policy.add': {
    right: [
      'demo.system',
      () => ({ decision: 'review', party: world.coffee_party, reviewers: 2, due_hours: 8, reason: '新企业' }),
      (data) => (world.policy = data.id),
    ],
    wrong: { reviewers: 'two' },
  },
  'policy.list': {
    right: [
      'demo.system',
      () => ({}),
      (data) => assert.deepEqual([data.items[0].id, data.items[0].reviewers], [world.policy, 2]),
    ],
    none: true,
  },
  'policy.remove': {
    right: ['demo.system', () => ({ policy: world.policy }), (data) => assert.equal(data.id, world.policy)],
    wrong: { policy: 7 },
  },
  'privacy.cancel': {
    right: ['demo.audit', () => ({ request: '7' }), 'privacy.not_found', 404],
    wrong: { request: 7 },
  },
  'privacy.close_account': { right: ['demo.audit', () => ({}), 'privacy.needs_operator', 409], none: true },
  'privacy.complete': {
    right: ['demo.security', () => ({ request: '7' }), 'privacy.not_found', 404],
    wrong: { answer: 7 },
  },
  'privacy.consents': {
    right: ['demo.audit', () => ({}), (data) => assert.equal(data.items[0].policy_version, '1')],
    none: true,
  },
  'privacy.export': {
    right: ['demo.audit', () => ({}), (data) => assert.equal(data.account.name, 'demo.audit')],
    none: true,
  },
  'privacy.list': { right: ['demo.audit', () => ({}), (data) => assert.deepEqual(data.items, [])], none: true },
  'privacy.queue': {
    right: ['demo.security', () => ({}), (data) => assert.deepEqual(data, { items: [], next_cursor: null })],
    wrong: { state: 7 },
  },
  'privacy.refuse': {
    right: ['demo.security', () => ({ request: '7', answer: '身份不符' }), 'privacy.not_found', 404],
    wrong: { answer: 7 },
  },
  'privacy.request': {
    right: ['demo.orange.admin', () => ({ kind: 'copy' }), (data) => assert.equal(data.state, 'open')],
    wrong: { kind: 7 },
  },
  'privacy.take': {
    right: ['demo.security', () => ({ request: '7' }), 'privacy.not_found', 404],
    wrong: { request: 7 },
  },
  'privacy.withdraw_consent': {
    right: ['demo.brand', () => ({}), (data) => assert.equal(data.withdrawn, 1)],
    none: true,
  },
  'product.history': {
    right: [
      'demo.orange.clerk',
      () => ({ product: world.product.id }),
      (data) => assert.equal(data.items.at(-1).version, world.product.version),
    ],
    elsewhere: ['demo.coffee.clerk', () => ({ product: world.product.id }), 'product.not_found'],
    wrong: { product: 5 },
  },
  'product.list': {
    right: [
      'demo.orange.clerk',
      () => ({ text: '金橙' }),
      (data) => {
        const found = data.items.find((item) => item.id === world.product.id);
        assert.deepEqual([found.name, found.party_id, found.category], [world.product.name, world.party, 'citrus']);
      },
    ],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({}),
      (data) => assert.ok(data.items.length > 0 && data.items.every((item) => item.party_id === world.coffee_party)),
    ],
    wrong: { text: ['金橙'] },
  },
  'product.save': {
    right: [
      'demo.orange.clerk',
      () => ({ product: world.product.id, base_version: world.product.version, changes: { name_en: 'Golden orange' } }),
      (data) => assert.equal(data.state, 'submitted'),
    ],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({ product: world.product.id, base_version: world.product.version, changes: { name_en: 'Mine' } }),
      'product.not_found',
    ],
    wrong: { base_version: '1' },
  },
  'record.export': {
    right: [
      'demo.orange.admin',
      () => ({ kind: 'production_record', format: 'html', from: '2025-01-01', until: '2026-12-31' }),
      null,
    ],
    stream: [/^text\/html/, /<table>/],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({ kind: 'ledger', from: '2025-01-01', until: '2026-12-31', party: world.party }),
      'permission.denied',
      403,
    ],
    wrong: { lot: 7 },
  },
  'registration.approve': {
    right: ['demo.system', () => ({ registration: '7' }), 'registration.not_found', 404],
    wrong: { registration: 7 },
  },
  'registration.confirm': {
    right: ['', () => ({ secret: 'qy_none' }), 'proof.invalid', 401],
    wrong: { secret: 7 },
  },
  'registration.correct': {
    right: ['', () => ({ ...world.form, kind: 'party', phone: '13800138000', code: '123456' }), 'proof.invalid', 401],
    wrong: { kind: 7 },
  },
  'registration.get': {
    right: ['demo.system', () => ({ registration: '7' }), 'registration.not_found', 404],
    wrong: { registration: 7 },
  },
  'registration.list': {
    right: ['demo.system', () => ({}), (data) => assert.deepEqual(data, { items: [], next_cursor: null })],
    wrong: { state: 7 },
  },
  'registration.reject': {
    right: ['demo.system', () => ({ registration: '7', comment: '资料不全' }), 'registration.not_found', 404],
    wrong: { comment: 7 },
  },
  'registration.return': {
    right: ['demo.system', () => ({ registration: '7', comment: '资料不全' }), 'registration.not_found', 404],
    wrong: { comment: 7 },
  },
  'registration.returned': {
    right: ['', () => ({ secret: 'qy_none' }), 'proof.invalid', 401],
    wrong: { secret: 7 },
  },
  'role.approve': {
    right: ['demo.security', () => ({ proposal: '7' }), 'role.not_found', 404],
    wrong: { proposal: 7 },
  },
  'role.list': {
    right: ['demo.security', () => ({}), (data) => assert.ok(data.items.length >= 9)],
    none: true,
  },
  'role.list_proposals': {
    right: ['demo.security', () => ({}), (data) => assert.ok(data.items.every((item) => item.kind === 'network_rule'))],
    wrong: { limit: 'ten' },
  },
  'role.propose': {
    right: [
      'demo.security',
      () => ({ name: 'demo.printing', role: 'party_clerk' }),
      (data) => (world.proposal = data.proposal),
    ],
    wrong: { role: 1, name: 'demo.printing' },
  },
  'role.propose_change': {
    right: [
      'demo.security',
      () => ({ role: 'county_inspector', zh: '县级检查员', en: 'County inspector', scope: 'region', region: '469023', permissions: ['read_submissions'] }),
      (data) => assert.match(data.proposal, /^\d+$/),
    ],
    wrong: { permissions: 'review', role: 'county_inspector', zh: '一', en: 'one', scope: 'all' },
  },
  'role.reject': {
    right: [
      'demo.security',
      () => ({ proposal: world.proposal }),
      (data) => assert.equal(data.state, 'withdrawn'),
    ],
    wrong: { proposal: [] },
  },
  'role.restore': {
    right: ['operator', () => ({ role: 'party_clerk' }), (data) => assert.equal(data.state, 'restored')],
    wrong: { role: 1 },
  },
  'role.show': {
    right: ['demo.security', () => ({ role: 'party_clerk' }), (data) => assert.equal(data.scope, 'own_party')],
    wrong: { role: 1 },
  },
  'rule.list': {
    right: ['demo.security', () => ({}), (data) => assert.ok(data.items.some((rule) => rule.field === 'opened'))],
    none: true,
  },
  'rule.propose': {
    right: [
      'demo.security',
      () => ({ kind: 'product', field: 'gtin', roles: ['party_administrator'] }),
      (data) => assert.match(data.proposal, /^\d+$/),
    ],
    wrong: { roles: 'party_administrator', kind: 'product', field: 'gtin' },
  },
  'scan.confirm': {
    right: ['', () => ({ code: world.range.first_code }), (data) => assert.equal(data.scan_count, 1)],
    wrong: { code: 5 },
  },
  'session.captcha': {
    right: ['', () => ({ kind: 'spoken' }), (data) => assert.match(data.audio, /^data:audio\/wav;base64,UklGR/)],
    wrong: { kind: 1 },
  },
  'session.challenge': {
    right: ['', () => ({}), (data) => assert.match(data.challenge, /^qiongyuan\.sm2\.[\w-]{32}$/)],
    none: true,
  },
  'session.list': {
    right: ['demo.audit', () => ({}), (data) => assert.equal(data.items.filter((one) => one.present).length, 1)],
    none: true,
  },
  'session.login': {
    right: [
      '',
      () => ({ name: 'demo.printing', password: world.passwords['demo.printing'] }),
      (data) => assert.deepEqual(data.roles, ['printing_house']),
    ],
    wrong: { name: 5 },
  },
  'session.logout': {
    right: ['demo.printing', () => ({}), (data) => assert.equal(data.ended, true)],
    none: true,
  },
  'session.reauthenticate': {
    right: [
      'demo.coffee.clerk',
      () => ({ password: world.passwords['demo.coffee.clerk'] }),
      (data) => assert.equal(data.recent, true),
    ],
    wrong: { password: 5 },
  },
  'session.revoke': {
    right: ['demo.audit', () => ({ session: '7' }), 'session.not_found', 404],
    wrong: { session: 7 },
  },
  'session.whoami': {
    right: [
      'demo.audit',
      () => ({}),
      (data) => assert.deepEqual([data.roles, data.permissions], [['audit_administrator'], ['read_audit']]),
    ],
    none: true,
  },
  'shipment.link': {
    right: [
      'demo.orange.clerk',
      () => ({ lot: world.lot, steps: ['depart', 'receive'], vehicle: '琼A12345' }),
      (data) => {
        assert.match(data.url, /^https:\/\/localhost:\d+\/s\/qy_[\w-]{43}$/);
        world.link = data;
      },
    ],
    elsewhere: ['demo.coffee.clerk', () => ({ lot: world.lot, steps: ['depart'] }), 'lot.not_found'],
    wrong: { steps: 'depart' },
  },
  'shipment.list_links': {
    right: ['demo.orange.clerk', () => ({}), (data) => assert.equal(data.items[0].state, 'open')],
    elsewhere: ['demo.coffee.clerk', () => ({}), (data) => assert.deepEqual(data.items, [])],
    wrong: { limit: 'ten' },
  },
  'shipment.record': {
    right: [
      '',
      () => ({ secret: world.link.secret, step: 'depart', place: '澄迈县' }),
      (data) => assert.deepEqual(data, { status: 'accepted', published: false, ended: false, photo: false }),
    ],
    wrong: { step: 7 },
  },
  'shipment.revoke': {
    right: ['demo.orange.clerk', () => ({ link: world.link.id }), (data) => assert.equal(data.state, 'revoked')],
    elsewhere: ['demo.coffee.clerk', () => ({ link: '7' }), 'shipment.not_found'],
    wrong: { link: 7 },
  },
  'shipment.view': {
    right: ['', () => ({ secret: world.link.secret }), 'shipment.link_invalid', 401], // revoked by the rung above
    wrong: { secret: 7 },
  },
  'submission.approve': {
    right: [
      'demo.orange.reviewer',
      () => ({ submission: world.submissions[0] }),
      (data) => assert.equal(data.state, 'approved'),
    ],
    elsewhere: ['coffee.reviewer', () => ({ submission: world.submissions[0] }), 'submission.not_found'],
    wrong: { submission: 1 },
  },
  'submission.claim': {
    right: ['demo.regulator', () => ({ submission: world.submissions[4] }), (data) => assert.ok(data.until)],
    elsewhere: ['coffee.reviewer', () => ({ submission: world.submissions[4] }), 'submission.not_found'],
    wrong: { submission: 5 },
  },
  'submission.comment': {
    right: [
      'demo.orange.clerk',
      () => ({ submission: world.submissions[1], comment: '数量以磅单为准' }),
      (data) => assert.equal(data.state, 'submitted'),
    ],
    elsewhere: ['demo.coffee.clerk', () => ({ submission: world.submissions[1] }), 'submission.not_found'],
    wrong: { submission: 1 },
  },
  'submission.decide_import': {
    right: [
      'demo.orange.reviewer',
      () => ({ import: '7', verb: 'approve', except: [world.submissions[1]] }),
      (data) => assert.deepEqual(data, { decided: 0, refused: [], more: false }),
    ],
    wrong: { import: 1 },
  },
  'submission.get': {
    right: [
      'demo.orange.reviewer',
      () => ({ submission: world.submissions[1] }),
      (data) => assert.equal(data.author, 'demo.orange.clerk'),
    ],
    elsewhere: ['demo.coffee.clerk', () => ({ submission: world.submissions[1] }), 'submission.not_found'],
    wrong: { submission: [] },
  },
  'submission.list': {
    right: [
      'demo.orange.reviewer',
      () => ({ state: 'submitted', limit: 2 }),
      (data) => {
        assert.equal(data.items.length, 2);
        assert.ok(data.items.every((item) => item.party_id === world.party));
        assert.match(data.next_cursor, /^\d+$/);
      },
    ],
    elsewhere: ['demo.coffee.clerk', () => ({ state: 'submitted' }), (data) => assert.deepEqual(data.items, [])],
    wrong: { limit: true },
  },
  'submission.queue': {
    right: [
      'demo.orange.reviewer',
      () => ({ kind: 'row', waits_hours: 0 }),
      (data) => {
        const taken = data.items.find((item) => item.submission === world.submissions[4]);
        assert.deepEqual([taken.claimed_by, taken.overdue, taken.reviewers], ['demo.regulator', false, 1]);
      },
    ],
    elsewhere: ['coffee.reviewer', () => ({}), (data) => assert.deepEqual(data.items, [])],
    wrong: { waits_hours: 'long' },
  },
  'submission.reject': {
    right: [
      'demo.orange.reviewer',
      () => ({ submission: world.submissions[1], comment: '数量不符' }),
      (data) => assert.equal(data.state, 'rejected'),
    ],
    elsewhere: ['coffee.reviewer', () => ({ submission: world.submissions[1] }), 'submission.not_found'],
    wrong: { comment: 5, submission: '1' },
  },
  'submission.release': {
    right: ['demo.regulator', () => ({ submission: world.submissions[4] }), (data) => assert.ok(data.submission)],
    elsewhere: ['coffee.reviewer', () => ({ submission: world.submissions[4] }), 'submission.not_found'],
    wrong: { submission: 5 },
  },
  'submission.return': {
    right: [
      'demo.orange.reviewer',
      () => ({ submission: world.submissions[2] }),
      (data) => assert.equal(data.state, 'draft'),
    ],
    elsewhere: ['coffee.reviewer', () => ({ submission: world.submissions[2] }), 'submission.not_found'],
    wrong: { submission: false },
  },
  'submission.submit': {
    right: [
      'demo.orange.clerk',
      () => ({ submission: world.submissions[2] }), // returned by the rung above
      (data) => assert.equal(data.state, 'submitted'),
    ],
    elsewhere: ['demo.coffee.clerk', () => ({ submission: world.submissions[2] }), 'submission.not_found'],
    wrong: { submission: 2 },
  },
  'submission.withdraw': {
    right: [
      'demo.orange.clerk',
      () => ({ submission: world.submissions[3] }),
      (data) => assert.equal(data.state, 'withdrawn'),
    ],
    elsewhere: ['demo.coffee.clerk', () => ({ submission: world.submissions[3] }), 'submission.not_found'],
    wrong: { submission: 3.5 },
  },
  'trace.query': {
    right: ['', () => ({ code: world.range.first_code }), (data) => assert.equal(data.lot.lot_number, 'QJ20251122')],
    wrong: { lot_number: 20 },
  },
  'trace.search': {
    right: ['', () => ({ name: '金橙' }), (data) => assert.equal(data.items[0].product.name, '琼北金橙')],
    wrong: { name: null },
  },
  'trace.verify': {
    right: ['', () => ({ code: world.range.first_code, pin: '123456' }), 'pin.not_available', 400],
    wrong: { pin: 123456 },
  },
  'user.accept': {
    right: ['', () => ({ secret: 'qy_none', name: 'new.user', password: 'Another-leaf-8' }), 'proof.invalid', 401],
    wrong: { password: 7 },
  },
  'user.add': {
    right: [
      'operator',
      () => ({ name: 'ladder.user', roles: ['party_clerk'], party: world.party, password: 'Long-enough-1' }),
      (data) => assert.equal(data.name, 'ladder.user'),
    ],
    wrong: { roles: 'party_clerk' },
  },
  'user.change_password': {
    right: [
      'demo.coffee.clerk',
      () => ({ present: world.passwords['demo.coffee.clerk'], password: 'Another-leaf-8' }),
      (data) => assert.deepEqual(data.must, []),
    ],
    wrong: { present: 1 },
  },
  'user.consent': {
    right: [
      'demo.coffee.clerk',
      () => ({ policy_version: '1' }),
      (data) => assert.equal(data.policy_version, '1'),
    ],
    wrong: { policy_version: 1 },
  },
  'user.create': {
    right: ['demo.security', () => ({ name: 'ladder.created' }), (data) => assert.match(data.secret, /^qy_/)],
    wrong: { name: 1 },
  },
  'user.forgot': {
    right: ['', () => ({ name: 'demo.audit', phone: '13800138000' }), 'message.no_channel', 503],
    wrong: { name: 7 },
  },
  'user.invite': {
    right: ['demo.orange.admin', () => ({ roles: ['party_clerk'], mail: 'a@example.cn' }), 'message.no_channel', 503],
    wrong: { roles: 'party_clerk' },
  },
  'user.list': {
    right: ['demo.security', () => ({ limit: 2 }), (data) => assert.equal(data.items.length, 2)],
    wrong: { limit: 'two' },
  },
  'user.list_invitations': {
    right: ['demo.orange.admin', () => ({}), (data) => assert.deepEqual(data.items, [])],
    wrong: { limit: 'ten' },
  },
  'user.lock': {
    right: ['demo.security', () => ({ name: 'ladder.created' }), (data) => assert.equal(data.state, 'locked')],
    wrong: { name: 1 },
  },
  'user.profile': {
    right: ['demo.audit', () => ({}), (data) => assert.equal(data.phone, '')],
    none: true,
  },
  'user.recover': {
    right: ['', () => ({ phone: '13800138000', code: '123456', password: 'Another-leaf-8' }), 'proof.invalid', 401],
    wrong: { password: 7 },
  },
  'user.redeem': {
    right: ['', () => ({ secret: 'qy_none', password: 'Another-leaf-8' }), 'user.secret_invalid', 401],
    wrong: { secret: 1 },
  },
  'user.register': {
    right: ['', () => ({ credit_code: world.form.credit_code, full_name: '符阿妹', policy_version: '1', mail: 'fu@example.cn' }), 'message.no_channel', 503],
    wrong: { full_name: 7 },
  },
  'user.reset': {
    right: ['demo.security', () => ({ name: 'ladder.created' }), (data) => assert.match(data.secret, /^qy_/)],
    wrong: { name: 1 },
  },
  'user.revoke_invitation': {
    right: ['demo.orange.admin', () => ({ invitation: '7' }), 'invitation.not_found', 404],
    wrong: { invitation: 7 },
  },
  'user.role': {
    right: [
      'operator',
      () => ({ name: 'ladder.user', add: ['party_reviewer'] }),
      (data) => assert.deepEqual([...data.roles].sort(), ['party_clerk', 'party_reviewer']),
    ],
    wrong: { add: 'party_reviewer' },
  },
  'user.save_profile': {
    right: ['demo.audit', () => ({ phone: '13800138000' }), (data) => assert.equal(data.saved, true)],
    wrong: { phone: 13800138000 },
  },
  'user.set_password': {
    right: [
      'operator',
      () => ({ name: 'ladder.user', password: 'Another-leaf-9' }),
      (data) => assert.equal(data.name, 'ladder.user'),
    ],
    wrong: { password: 1 },
  },
  'user.token': {
    right: ['operator', () => ({ name: 'ladder.user' }), (data) => assert.ok(data.token.length >= 32)],
    wrong: { name: ['ladder.user'] },
  },
  'user.unlock': {
    right: ['demo.security', () => ({ name: 'ladder.created' }), (data) => assert.equal(data.state, 'active')],
    wrong: { name: 1 },
  },
};

function orange_row(lot_number) {
  return {
    product_name: '琼北金橙',
    specification: '5kg/箱 70-80mm',
    producer_name: '澄迈云坡果业专业合作社',
    lot_number,
    produced_on: '2026-01-10',
    production_address: '海南省澄迈县云坡镇分选中心',
    quantity: '20箱',
  };
}
const base64 = (text) => Buffer.from(text).toString('base64');

/** Where and as whom a caller of the table calls: in a browser what needs a session, else with a token. */
function seat(user, route) {
  if (user && user !== 'operator' && in_browser(route)) return { browser: world.browsers[user] };
  if (user === 'operator') return { base: server.admin };
  return { as: world.tokens[user] ?? user };
}

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

describe('the functions', () => {
  before(async () => {
    server = await serve();
    const orange = await server.data_of('trace.query', { lot_number: 'QJ20251122' }, { as: 'demo.regulator' });
    const coffee = await server.data_of('trace.query', { lot_number: 'CYR260106' }, { as: 'demo.regulator' });
    world.lot = orange.lot.id;
    world.product = orange.product;
    world.party = orange.party.id;
    world.brand = orange.brand.id;
    world.coffee_lot = coffee.lot.id;
    world.coffee_party = coffee.party.id;
    world.coffee_brand = coffee.brand.id;
    world.tokens = {
      'coffee.reviewer': await server.user('coffee.reviewer', 'party_reviewer', world.coffee_party),
      'coffee.printing': await server.user('coffee.printing', 'printing_house', world.coffee_party),
      'other.brand': await server.user('other.brand', 'brand_manager', world.coffee_party),
    };
    world.range = await server.data_of('code.issue', { lot: world.lot, count: 5 }, { as: 'demo.orange.clerk' });
    world.spare = await server.data_of('code.issue', { lot: world.lot, count: 5 }, { as: 'demo.orange.clerk' });
    world.passwords = Object.fromEntries(server.ready.users.map((user) => [user.name, user.password]));
    world.browsers = {};
    for (const { name } of server.ready.users) world.browsers[name] = await server.sign_in(name);
    const rows = ['A', 'B', 'C', 'D', 'E'].map((letter) => orange_row(`LADDER-${letter}`));
    await server.data_of('event.capture', { rows }, { as: 'demo.orange.clerk' });
    const list = await server.data_of('submission.list', { state: 'submitted' }, { as: 'demo.orange.clerk' });
    const asked = await server.data_of('export.propose', { reason: '向客人提供副本' }, { as: 'demo.orange.admin' });
    world.approval = asked.id;
    const drawing = (name) => fs.readFileSync(path.join(root, 'fuzz/corpus/picture', name)).toString('base64');
    world.photo = { subject: 'product', id: world.product.id, content_base64: drawing('corners.jpg') };
    const sent = { ...world.photo, content_base64: drawing('progressive.jpg') };
    world.media = (await server.data_of('media.upload', sent, { as: 'demo.orange.clerk' })).id;
    world.submissions = list.items.map((item) => item.id);
    assert.equal(world.submissions.length, rows.length);
    const header = { content_base64: base64('产品名称,批次\n') };
    const orange_clerk = { as: 'demo.orange.clerk' };
    world.upload = (await server.data_of('import.upload', header, orange_clerk)).upload;
    const { upload } = await server.data_of('import.upload', header, orange_clerk);
    const job = await server.data_of('import.start', { upload, file_name: 'a.csv' }, orange_clerk);
    world.import = job.import_id;
    await until('the import is done', async () => {
      return (await server.data_of('import.status', { import: world.import }, orange_clerk)).state === 'done';
    });
  });
  after(() => server?.end());

  test('the route table is read whole, and every route has its rung', () => {
    assert.ok(routes.length >= 50, `only ${routes.length} rows found`);
    assert.equal(routes.length, table.split('Door::').length - 1 - table.split('== Door::').length + 1);
    assert.ok(routes.filter((route) => route.dangerous).length >= 8);
    assert.deepEqual(
      routes.map((route) => route.name),
      Object.keys(rungs),
    );
    for (const route of routes) assert.ok(route.permission in holders, `${route.name}: ${route.permission}`);
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
    for (const route of routes.filter(in_browser)) {
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

  // Those with the permission in another party first: nothing may have changed for the right ones after them.
  describe('of another party', () => {
    for (const [name, rung] of Object.entries(rungs)) {
      if (!rung.elsewhere || name === 'brand.set_grant_state' || name === 'submission.submit') continue;
      test(name, () => elsewhere(name, rung));
    }
  });

  async function elsewhere(name, rung) {
    const [user, body, expected, status = 404] = rung.elsewhere;
    if (typeof expected === 'function') {
      expected(await server.data_of(name, body(), seat(user, route_of(name))));
    } else {
      await server.refused(status, expected, name, body(), seat(user, route_of(name)));
    }
  }

  describe('those who may', () => {
    for (const [name, rung] of Object.entries(rungs)) {
      test(name, async () => {
        const [user, body, expected, status] = rung.right;
        const id = `ladder-right-${name}`.replaceAll('.', '-');
        world.requests[name] = id;
        const own = seat(user, route_of(name));
        const seated = { ...own, headers: { ...own.headers, 'X-Request-Id': id } };
        if (name === 'submission.submit') await elsewhere(name, rung);
        if (typeof expected === 'string') {
          await server.refused(status, expected, name, body(), seated);
        } else if (expected) {
          expected(await server.data_of(name, body(), seated));
        } else {
          const reply = await server.call(name, body(), seated);
          assert.equal(reply.status, 200, reply.text);
          const [type, content] = rung.stream;
          assert.match(reply.headers['content-type'], type);
          assert.match(reply.text, content);
        }
        if (name === 'brand.set_grant_state') await elsewhere(name, rung);
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
    const audited = [...table.matchAll(/\{"([a-z_]+\.[a-z_0-9]+)",[^}]*Audit::yes/g)].map(([, name]) => name);
    assert.ok(audited.length >= 20);
    for (const name of audited) {
      if (typeof rungs[name].right[2] === 'string') continue;
      const id = world.requests[name];
      const own = records.filter((record) => record.request_id === id);
      assert.equal(own.length, 1, `${name} ${id}: ${JSON.stringify(own)}`);
      if (rungs[name].right[0] !== 'operator') assert.notEqual(own[0].object, '', `${name} names no object`);
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
