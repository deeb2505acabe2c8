// What parties record: events, imports, exports, lots, photos, shipments.
import assert from 'node:assert/strict';
import path from 'node:path';
import { done, temporary } from '../platform.mjs';
import { base64, by, data_of, import_job, long_file, orange_row, world } from './world.mjs';

async function proposed_export() {
  const { id } = await data_of('export.propose', { reason: '向客人提供副本' }, by('demo.orange.admin'));
  return { approval: id };
}
async function paused_import() {
  const job = await import_job('demo.coffee.clerk', long_file('RESUME'), false);
  await data_of('import.pause', job, by('demo.coffee.clerk'));
  return job;
}

export default {
  'archive.export': {
    right: ['demo.orange.admin', () => ({}), null],
    stream: [/^application\/zip/, /^PK/],
    elsewhere: ['demo.coffee.clerk', () => ({ party: world.party }), 'party.not_found'],
    wrong: { party: 7 },
  },
  'archive.import': {
    given: async () => {
      const out = path.join(temporary(), 'all.zip');
      const why = ['--all', '--personal', '--reason', 'moving'];
      await done(['export', '--format', 'archive', ...why, '--out', out, '--data', world.server.data]);
      return { path: out };
    },
    right: ['operator.fresh', (it) => it, (data) => assert.ok(data.records > 100 && data.personal)],
    alone: 'the machine',
    wrong: { path: 7 },
  },
  'change.stream': {
    right: ['demo.audit', () => ({ topics: ['catalogue'], since: '0', once: true }), null],
    stream: [/^text\/event-stream/, /^retry: \d+\n\n(id: \d+\nevent: change\ndata: \{"topic":"catalogue",[^]*|event: missed[^]*)$/],
    elsewhere: ['demo.coffee.clerk', () => ({ topics: ['submission:1'] }), 'submission.not_found'],
    wrong: { topics: 'all' },
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
      'party.not_found',
    ],
    wrong: { rows: {} },
  },
  'event.export': {
    right: ['demo.orange.admin', () => ({}), null],
    stream: [/^application\/ld\+json/, /^\{"@context":.*"type":"EPCISDocument"/],
    elsewhere: ['demo.coffee.clerk', () => ({ lot: world.lot }), 'lot.not_found'],
    wrong: { lot: 7 },
  },
  'export.approve': {
    given: async () => {
      world.approval = (await proposed_export()).approval;
      return { approval: world.approval };
    },
    right: [
      'demo.orange.reviewer',
      (it) => it,
      (data) => assert.equal(data.state, 'approved'),
    ],
    elsewhere: ['coffee.reviewer', (it) => it, 'export.not_found'],
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
    alone: 'own party by itself',
    wrong: { reason: 1 },
  },
  'export.reject': {
    given: () => proposed_export(),
    right: ['demo.orange.reviewer', (it) => it, (data) => assert.equal(data.state, 'rejected')],
    elsewhere: ['coffee.reviewer', (it) => it, 'export.not_found'],
    wrong: { approval: false },
  },
  'import.cancel': {
    given: () => import_job('demo.coffee.clerk', long_file('CANCEL'), false),
    right: ['demo.coffee.clerk', (it) => it, (data) => assert.equal(data.state, 'cancelled')],
    elsewhere: ['demo.orange.clerk', (it) => it, 'import.not_found'],
    wrong: { import: 5 },
  },
  'import.files': {
    right: ['demo.orange.clerk', () => ({ import: world.import }), (data) => assert.deepEqual(data.items, [])],
    elsewhere: ['demo.coffee.clerk', () => ({ import: world.import }), 'import.not_found'],
    wrong: { import: 5 },
  },
  'import.list': {
    right: [
      'demo.orange.clerk',
      () => ({ limit: 5 }),
      (data) => assert.ok(data.items.some((item) => item.import_id === world.import)),
    ],
    elsewhere: ['demo.coffee.clerk', () => ({}), (data) => assert.ok(data.items.every((item) => item.import_id !== world.import))],
    wrong: { limit: 'ten' },
  },
  'import.pause': {
    given: () => import_job('demo.coffee.clerk', long_file('PAUSE'), false),
    right: ['demo.coffee.clerk', (it) => it, (data) => assert.equal(data.state, 'paused')],
    elsewhere: ['demo.orange.clerk', (it) => it, 'import.not_found'],
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
      'party.not_found',
    ],
    wrong: { content_base64: ['AA=='] },
  },
  'import.result': {
    right: ['demo.orange.clerk', () => ({ import: world.import }), null],
    stream: [/^application\/octet-stream/, /^产品名称,批次,导入结果,导入说明,导入提醒/],
    elsewhere: ['demo.coffee.clerk', () => ({ import: world.import }), 'import.not_found'],
    wrong: { import: 5 },
  },
  'import.resume': {
    given: () => paused_import(),
    right: ['demo.coffee.clerk', (it) => it, (data) => assert.equal(data.state, 'running')],
    elsewhere: ['demo.orange.clerk', (it) => it, 'import.not_found'],
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
      'party.not_found',
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
    alone: 'everybody alike',
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
    alone: 'the machine',
    wrong: { import: 5 },
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
    elsewhere: [
      'coffee.reviewer',
      () => ({ subject: 'product', id: world.product.id }),
      (data) => assert.ok(data.items.every((item) => item.audience === 'everyone' && item.id !== world.media)),
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
      'party.not_found',
    ],
    wrong: { lot: 7 },
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
    alone: 'whoever holds the secret',
    wrong: { step: 7 },
  },
  'shipment.revoke': {
    right: ['demo.orange.clerk', () => ({ link: world.link.id }), (data) => assert.equal(data.state, 'revoked')],
    elsewhere: ['demo.coffee.clerk', () => ({ link: world.link.id }), 'shipment.not_found'],
    wrong: { link: 7 },
  },
  'shipment.view': {
    given: () => data_of('shipment.link', { lot: world.lot, steps: ['depart'] }, by('demo.orange.clerk')),
    right: ['', ({ secret }) => ({ secret }), (data) => assert.deepEqual(data.steps, ['depart'])],
    alone: 'whoever holds the secret',
    wrong: { secret: 7 },
  },
};
