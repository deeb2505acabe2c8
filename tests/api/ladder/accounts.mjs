// What users do about themselves: sessions, second factors, passwords, their own data.
import assert from 'node:assert/strict';
import { Browser, fresh_totp, temporary } from '../platform.mjs';
import { data_of, data_request, in_browser, issued_token, signed_nonce, world } from './world.mjs';

export default {
  'factor.confirm_totp': {
    given: () => data_of('factor.enrol_totp', {}, in_browser('orange.own')),
    right: [
      'orange.own',
      async ({ factor, secret }) => ({ factor, code: await fresh_totp(secret) }),
      (data) => assert.equal(data.recovery_codes.length, 10),
    ],
    elsewhere: [
      'coffee.own',
      async ({ factor, secret }) => ({ factor, code: await fresh_totp(secret) }),
      'factor.not_found',
    ],
    wrong: { code: 123456 },
  },
  'factor.enrol_sm2': {
    given: () => signed_nonce(temporary()),
    right: ['orange.own', (it) => ({ ...it, label: 'UKey' }), (data) => assert.deepEqual(data.must, [])],
    alone: 'own account only',
    wrong: { public_key: 4 },
  },
  'factor.enrol_totp': {
    right: ['demo.orange.clerk', () => ({ label: '手机' }), (data) => assert.match(data.qr_svg, /^<svg /)],
    alone: 'own account only',
    wrong: { label: 7 },
  },
  'factor.list': {
    right: ['demo.audit', () => ({}), (data) => assert.equal(data.items[0].kind, 'totp')],
    alone: 'own account only',
    none: true,
  },
  'factor.remove': {
    given: async () => (await data_of('factor.list', {}, in_browser('orange.own'))).items[0],
    right: ['orange.own', ({ id }) => ({ factor: id }), (data) => assert.equal(data.removed, true)],
    elsewhere: ['coffee.own', ({ id }) => ({ factor: id }), 'factor.not_found'],
    wrong: { factor: 7 },
  },
  'factor.renew_recovery_codes': {
    right: ['demo.audit', () => ({}), (data) => assert.equal(new Set(data.recovery_codes).size, 10)],
    alone: 'own account only',
    none: true,
  },
  'privacy.cancel': {
    given: () => data_request('orange.own'),
    right: ['orange.own', (it) => it, (data) => assert.equal(data.state, 'cancelled')],
    elsewhere: ['coffee.own', (it) => it, 'privacy.not_found'],
    wrong: { request: 7 },
  },
  'privacy.close_account': {
    right: ['orange.leaving', () => ({}), (data) => assert.equal(data.closed, true)],
    alone: 'own account only',
    none: true,
  },
  'privacy.consents': {
    right: ['demo.audit', () => ({}), (data) => assert.equal(data.items[0].policy_version, '1')],
    alone: 'own account only',
    none: true,
  },
  'privacy.export': {
    right: ['demo.audit', () => ({}), (data) => assert.equal(data.account.name, 'demo.audit')],
    alone: 'own account only',
    none: true,
  },
  'privacy.list': {
    right: ['demo.audit', () => ({}), (data) => assert.deepEqual(data.items, [])],
    alone: 'own account only',
    none: true,
  },
  'privacy.request': {
    right: ['demo.orange.admin', () => ({ kind: 'copy' }), (data) => assert.equal(data.state, 'open')],
    alone: 'own account only',
    wrong: { kind: 7 },
  },
  'privacy.withdraw_consent': {
    right: ['coffee.own', () => ({}), (data) => assert.equal(data.withdrawn, 1)],
    alone: 'own account only',
    none: true,
  },
  'session.captcha': {
    right: ['', () => ({ kind: 'spoken' }), (data) => assert.match(data.audio, /^data:audio\/wav;base64,UklGR/)],
    alone: 'everybody alike',
    wrong: { kind: 1 },
  },
  'session.challenge': {
    right: ['', () => ({}), (data) => assert.match(data.challenge, /^qiongyuan\.sm2\.[\w-]{32}$/)],
    alone: 'everybody alike',
    none: true,
  },
  'session.list': {
    right: ['demo.audit', () => ({}), (data) => assert.equal(data.items.filter((one) => one.present).length, 1)],
    alone: 'own account only',
    none: true,
  },
  'session.login': {
    right: [
      '',
      () => ({ name: 'demo.printing', password: world.passwords['demo.printing'] }),
      (data) => assert.deepEqual(data.roles, ['printing_house']),
    ],
    alone: 'everybody alike',
    wrong: { name: 5 },
  },
  'session.logout': {
    right: ['demo.printing', () => ({}), (data) => assert.equal(data.ended, true)],
    alone: 'own account only',
    none: true,
  },
  'session.reauthenticate': {
    right: [
      'demo.coffee.clerk',
      () => ({ password: world.passwords['demo.coffee.clerk'] }),
      (data) => assert.equal(data.recent, true),
    ],
    alone: 'own account only',
    wrong: { password: 5 },
  },
  'session.revoke': {
    given: async () => {
      const browser = await world.server.sign_in('demo.orange.clerk', new Browser());
      const { items } = await data_of('session.list', {}, { browser });
      return { session: items.find((one) => one.present).id };
    },
    right: ['demo.orange.clerk', (it) => it, (data) => assert.equal(data.ended, true)],
    elsewhere: ['demo.coffee.clerk', (it) => it, 'session.not_found'],
    wrong: { session: 7 },
  },
  'session.whoami': {
    right: [
      'demo.audit',
      () => ({}),
      (data) => assert.deepEqual([data.roles, data.permissions], [['audit_administrator'], ['read_audit']]),
    ],
    alone: 'own account only',
    none: true,
  },
  'token.list': {
    right: [
      'demo.orange.clerk',
      () => ({}),
      ({ items }) => {
        const mine = items.find((item) => item.state === 'active');
        assert.deepEqual([mine.name, mine.label], ['demo.orange.clerk', 'demo']);
        assert.ok(!JSON.stringify(items).includes(world.server.token('demo.orange.clerk')));
      },
    ],
    alone: 'own account only',
    wrong: { limit: 'two' },
  },
  'token.revoke': {
    given: () => issued_token('orange.own'),
    right: ['orange.own', ({ id }) => ({ token: id }), (data) => assert.equal(data.state, 'revoked')],
    elsewhere: ['demo.coffee.clerk', ({ id }) => ({ token: id }), 'token.not_found'],
    wrong: { token: 7 },
  },
  'user.change_password': {
    right: [
      'demo.coffee.clerk',
      () => ({ present: world.passwords['demo.coffee.clerk'], password: 'Another-leaf-8' }),
      (data) => assert.deepEqual(data.must, []),
    ],
    alone: 'own account only',
    wrong: { present: 1 },
  },
  'user.consent': {
    right: [
      'demo.coffee.clerk',
      () => ({ policy_version: '1' }),
      (data) => assert.equal(data.policy_version, '1'),
    ],
    alone: 'own account only',
    wrong: { policy_version: 1 },
  },
  'user.profile': {
    right: ['demo.audit', () => ({}), (data) => assert.equal(data.phone, '')],
    alone: 'own account only',
    none: true,
  },
  'user.save_profile': {
    right: ['demo.audit', () => ({ phone: '13800138000' }), (data) => assert.equal(data.saved, true)],
    alone: 'own account only',
    wrong: { phone: 13800138000 },
  },
};
