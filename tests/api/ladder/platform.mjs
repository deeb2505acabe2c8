// The platform's own people and the operator at the machine: audit, keys, clock, roles, rules, networks, users.
import assert from 'node:assert/strict';
import { data_of, data_request, in_browser, issued_token, next_phone, restart_wrong, world } from './world.mjs';

/** A rule of networks that keeps out nobody who is there, proposed by one of two. */
const network_proposal = (level) =>
  data_of('network.propose', { level, deny: ['192.0.2.0/24'] }, in_browser('demo.security'));
async function network_rule(level) {
  await data_of('role.approve', await network_proposal(level), in_browser('second.security'));
}

/** What makes somebody a user is sent to that user alone: the asker is told where it went. */
const sent = (data) => assert.deepEqual(Object.keys(data).sort(), ['expires_at', 'name', 'sent_to']);

export default {
  'audit.adopt': {
    given: () => restart_wrong(),
    right: ['operator.fresh', () => ({ reason: 'restored' }), (data) => assert.equal(data.adopted, true)],
    alone: 'the machine',
    wrong: { reason: 5 },
  },
  'audit.export': {
    right: ['demo.audit', () => ({ format: 'csv', actor: 'demo.brand' }), null],
    stream: [/^text\/csv/, /^position,at,actor,roles,/],
    alone: 'whole platform',
    wrong: { format: 1 },
  },
  'audit.list': {
    right: ['demo.audit', () => ({ limit: 3 }), (data) => assert.equal(data.items.length, 3)],
    alone: 'whole platform',
    wrong: { limit: 'three' },
  },
  'audit.search': {
    right: [
      'demo.audit',
      () => ({ result: '!ok', limit: 2 }),
      (data) => assert.ok(data.items.length === 2 && data.items.every((item) => item.result !== 'ok')),
    ],
    alone: 'whole platform',
    wrong: { actor: ['demo.brand'] },
  },
  'audit.verify': {
    right: [
      'demo.audit',
      () => ({}),
      (data) => assert.deepEqual([Number(data.records) > 0, data.faults], [true, []]),
    ],
    alone: 'whole platform',
    wrong: { head_position: 'last' },
  },
  'clock.confirm': {
    right: ['operator.fresh', () => ({ reason: 'it is late' }), (data) => assert.equal(data.ahead, false)],
    alone: 'the machine',
    wrong: { reason: 1 },
  },
  'clock.show': {
    right: ['operator', () => ({}), (data) => assert.equal(data.ahead, false)],
    alone: 'the machine',
    none: true,
  },
  'key.export_public': {
    right: ['operator', () => ({}), (data) => assert.match(data.keys[0].pem, /^-----BEGIN PUBLIC KEY-----/)],
    alone: 'the machine',
    none: true,
  },
  'key.list': {
    right: ['operator', () => ({}), (data) => assert.ok(data.keys.length >= 9 && data.sealing.length >= 5)],
    alone: 'the machine',
    none: true,
  },
  'key.rewrap': {
    right: ['operator', () => ({}), (data) => assert.ok(data.keys >= 9)],
    alone: 'the machine',
    none: true,
  },
  'key.rotate': {
    right: ['operator', () => ({ purpose: 'field' }), (data) => assert.deepEqual([data.epoch, data.state], [2, 'active'])],
    alone: 'the machine',
    wrong: { purpose: 1 },
  },
  'ledger.verify': {
    right: ['demo.audit', () => ({}), (data) => assert.ok(Number(data.recomputed) > 0)],
    alone: 'whole platform',
    none: true,
  },
  'network.clear': {
    given: () => network_rule('partner'),
    right: ['operator', () => ({ level: 'partner' }), (data) => assert.equal(data.state, 'cleared')],
    alone: 'the machine',
    wrong: { level: 1 },
  },
  'network.list': {
    right: ['demo.security', () => ({}), (data) => assert.deepEqual(data.items, [])],
    alone: 'whole platform',
    none: true,
  },
  'network.propose': {
    right: [
      'demo.security',
      () => ({ level: 'staff', allow: ['127.0.0.0/8', '::1'] }),
      (data) => assert.match(data.proposal, /^\d+$/),
    ],
    alone: 'whole platform',
    wrong: { allow: '127.0.0.1', level: 'staff' },
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
    alone: 'whole platform',
    none: true,
  },
  'policy.add': {
    right: [
      'demo.system',
      () => ({ decision: 'review', party: world.coffee_party, reviewers: 2, due_hours: 8, reason: '新企业' }),
      (data) => (world.policy = data.id),
    ],
    alone: 'whole platform',
    wrong: { reviewers: 'two' },
  },
  'policy.list': {
    right: [
      'demo.system',
      () => ({}),
      (data) => assert.deepEqual([data.items[0].id, data.items[0].reviewers], [world.policy, 2]),
    ],
    alone: 'whole platform',
    none: true,
  },
  'policy.remove': {
    right: ['demo.system', () => ({ policy: world.policy }), (data) => assert.equal(data.id, world.policy)],
    alone: 'whole platform',
    wrong: { policy: 7 },
  },
  'privacy.complete': {
    given: () => data_request('orange.own'),
    right: ['demo.security', (it) => ({ ...it, answer: '已发送副本' }), (data) => assert.equal(data.state, 'done')],
    alone: 'whole platform',
    wrong: { answer: 7 },
  },
  'privacy.queue': {
    right: ['demo.security', () => ({}), (data) => assert.deepEqual(data, { items: [], next_cursor: null })],
    alone: 'whole platform',
    wrong: { state: 7 },
  },
  'privacy.refuse': {
    given: () => data_request('orange.own'),
    right: ['demo.security', (it) => ({ ...it, answer: '身份不符' }), (data) => assert.equal(data.state, 'refused')],
    alone: 'whole platform',
    wrong: { answer: 7 },
  },
  'privacy.take': {
    given: () => data_request('coffee.own'),
    right: ['demo.security', (it) => ({ ...it }), (data) => assert.equal(data.state, 'taken')],
    alone: 'whole platform',
    wrong: { request: 7 },
  },
  'role.approve': {
    given: () => network_proposal('public'),
    right: ['second.security', (it) => it, (data) => assert.equal(data.state, 'approved')],
    alone: 'whole platform',
    wrong: { proposal: 7 },
  },
  'role.list': {
    right: ['demo.security', () => ({}), (data) => assert.ok(data.items.length >= 9)],
    alone: 'whole platform',
    none: true,
  },
  'role.list_proposals': {
    right: ['demo.security', () => ({}), (data) => assert.ok(data.items.every((item) => item.kind === 'network_rule'))],
    alone: 'whole platform',
    wrong: { limit: 'ten' },
  },
  'role.propose': {
    right: [
      'demo.security',
      () => ({ name: 'demo.printing', role: 'party_clerk' }),
      (data) => (world.proposal = data.proposal),
    ],
    alone: 'whole platform',
    wrong: { role: 1, name: 'demo.printing' },
  },
  'role.propose_change': {
    right: [
      'demo.security',
      () => ({ role: 'county_inspector', zh: '县级检查员', en: 'County inspector', scope: 'region', region: '469023', permissions: ['read_submissions'] }),
      (data) => assert.match(data.proposal, /^\d+$/),
    ],
    alone: 'whole platform',
    wrong: { permissions: 'review', role: 'county_inspector', zh: '一', en: 'one', scope: 'all' },
  },
  'role.reject': {
    right: [
      'demo.security',
      () => ({ proposal: world.proposal }),
      (data) => assert.equal(data.state, 'withdrawn'),
    ],
    alone: 'whole platform',
    wrong: { proposal: [] },
  },
  'role.restore': {
    right: ['operator', () => ({ role: 'party_clerk' }), (data) => assert.equal(data.state, 'restored')],
    alone: 'the machine',
    wrong: { role: 1 },
  },
  'role.show': {
    right: ['demo.security', () => ({ role: 'party_clerk' }), (data) => assert.equal(data.scope, 'own_party')],
    alone: 'whole platform',
    wrong: { role: 1 },
  },
  'rule.list': {
    right: ['demo.security', () => ({}), (data) => assert.ok(data.items.some((rule) => rule.field === 'opened'))],
    alone: 'whole platform',
    none: true,
  },
  'rule.propose': {
    right: [
      'demo.security',
      () => ({ kind: 'product', field: 'gtin', roles: ['party_administrator'] }),
      (data) => assert.match(data.proposal, /^\d+$/),
    ],
    alone: 'whole platform',
    wrong: { roles: 'party_administrator', kind: 'product', field: 'gtin' },
  },
  'user.add': {
    right: [
      'operator',
      () => ({ name: 'ladder.user', roles: ['party_clerk'], party: world.party, password: 'Long-enough-1' }),
      (data) => assert.equal(data.name, 'ladder.user'),
    ],
    alone: 'the machine',
    wrong: { roles: 'party_clerk' },
  },
  'user.create': {
    right: ['demo.security', () => ({ name: 'ladder.created', phone: next_phone() }), sent],
    alone: 'whole platform',
    wrong: { name: 1 },
  },
  'user.list': {
    right: ['demo.security', () => ({ limit: 2 }), (data) => assert.equal(data.items.length, 2)],
    alone: 'whole platform',
    wrong: { limit: 'two' },
  },
  'user.list_tokens': {
    given: () => issued_token('orange.own'),
    right: [
      'demo.security',
      () => ({ name: 'orange.own' }),
      ({ items }, { id }) => assert.match(items.find((one) => one.id === id).created_by, /^operator:/),
    ],
    alone: 'whole platform',
    wrong: { name: 1 },
  },
  'user.lock': {
    right: ['demo.security', () => ({ name: 'ladder.created' }), (data) => assert.equal(data.state, 'locked')],
    alone: 'whole platform',
    wrong: { name: 1 },
  },
  'user.redeem': {
    given: async () => data_of('user.create', { name: 'ladder.redeemed' }, { base: world.server.admin }),
    right: ['', ({ secret }) => ({ secret, password: 'Another-leaf-8' }), (data) => assert.equal(data.name, 'ladder.redeemed')],
    alone: 'whoever holds the secret',
    wrong: { secret: 1 },
  },
  'user.reset': {
    right: ['demo.security', () => ({ name: 'ladder.created' }), sent],
    alone: 'whole platform',
    wrong: { name: 1 },
  },
  'user.revoke_token': {
    given: () => issued_token('orange.own'),
    right: ['demo.security', ({ id }) => ({ token: id }), (data) => assert.equal(data.state, 'revoked')],
    alone: 'whole platform',
    wrong: { token: 7 },
  },
  'user.role': {
    right: [
      'operator',
      () => ({ name: 'ladder.user', add: ['party_reviewer'] }),
      (data) => assert.deepEqual([...data.roles].sort(), ['party_clerk', 'party_reviewer']),
    ],
    alone: 'the machine',
    wrong: { add: 'party_reviewer' },
  },
  'user.set_password': {
    right: [
      'operator',
      () => ({ name: 'ladder.user', password: 'Another-leaf-9' }),
      (data) => assert.equal(data.name, 'ladder.user'),
    ],
    alone: 'the machine',
    wrong: { password: 1 },
  },
  'user.token': {
    right: [
      'operator',
      () => ({ name: 'ladder.user', label: 'ERP', days: 30 }),
      (data) => assert.ok(data.token.length >= 32 && Date.parse(data.expires_at) - Date.now() < 30.1 * 86_400_000),
    ],
    alone: 'the machine',
    wrong: { name: ['ladder.user'] },
  },
  'user.unlock': {
    right: ['demo.security', () => ({ name: 'ladder.created' }), (data) => assert.equal(data.state, 'active')],
    alone: 'whole platform',
    wrong: { name: 1 },
  },
};
