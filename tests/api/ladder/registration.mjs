// Those who are no users yet, or forgot their password.
import assert from 'node:assert/strict';
import { applicant, captcha, data_of, in_browser, invited, next_phone, returned_applicant, world } from './world.mjs';

const firm = { party_name: '万宁椰子合作社', credit_code: '91460000MA5T0001X7', party_roles: ['producer'], full_name: '王小明' };
const contact = async () => ({ phone: next_phone(), policy_version: '1', captcha: await captcha() });

export default {
  'farmer.register': {
    right: ['', async () => ({ full_name: '符玉兰', ...(await contact()) }), (data) => assert.match(data.sent_to, /\*/)],
    alone: 'everybody alike',
    wrong: { full_name: 5 },
  },
  'party.register': {
    right: ['', async () => ({ ...firm, ...(await contact()) }), (data) => assert.match(data.sent_to, /\*/)],
    alone: 'everybody alike',
    wrong: { party_name: 5 },
  },
  'registration.approve': {
    given: () => applicant(),
    right: [
      'demo.orange.admin',
      ({ registration }) => ({ registration }),
      (data) => assert.equal(data.state, 'approved'),
    ],
    elsewhere: ['coffee.admin', ({ registration }) => ({ registration }), 'registration.not_found'],
    wrong: { registration: 7 },
  },
  'registration.confirm': {
    given: () => applicant({ proved: false }),
    right: ['', (it) => it, (data) => assert.equal(data.state, 'submitted')],
    alone: 'whoever holds the secret',
    wrong: { secret: 7 },
  },
  'registration.correct': {
    given: () => returned_applicant(),
    right: [
      '',
      (it) => ({ ...it, kind: 'person', credit_code: world.credit_code, full_name: '符阿妹', policy_version: '1' }),
      (data) => assert.equal(data.state, 'submitted'),
    ],
    alone: 'whoever holds the secret',
    wrong: { kind: 7 },
  },
  'registration.get': {
    given: () => applicant(),
    right: ['demo.orange.admin', ({ registration }) => ({ registration }), (data, it) => assert.equal(data.phone, it.phone)],
    elsewhere: ['coffee.admin', ({ registration }) => ({ registration }), 'registration.not_found'],
    wrong: { registration: 7 },
  },
  'registration.list': {
    given: () => applicant(),
    right: [
      'demo.orange.admin',
      () => ({ limit: 200 }),
      (data, it) => assert.ok(data.items.some((item) => item.id === it.registration)),
    ],
    elsewhere: ['coffee.admin', () => ({}), (data) => assert.deepEqual(data, { items: [], next_cursor: null })],
    wrong: { state: 7 },
  },
  'registration.reject': {
    given: () => applicant(),
    right: [
      'demo.orange.admin',
      ({ registration }) => ({ registration, comment: '资料不全' }),
      (data) => assert.equal(data.state, 'rejected'),
    ],
    elsewhere: ['coffee.admin', ({ registration }) => ({ registration, comment: '资料不全' }), 'registration.not_found'],
    wrong: { comment: 7 },
  },
  'registration.return': {
    given: () => applicant(),
    right: [
      'demo.orange.admin',
      ({ registration }) => ({ registration, comment: '资料不全' }),
      (data) => assert.equal(data.state, 'returned'),
    ],
    elsewhere: ['coffee.admin', ({ registration }) => ({ registration, comment: '资料不全' }), 'registration.not_found'],
    wrong: { comment: 7 },
  },
  'registration.returned': {
    given: () => returned_applicant(),
    right: ['', (it) => it, (data) => assert.equal(data.comment, '请补充姓名')],
    alone: 'whoever holds the secret',
    wrong: { secret: 7 },
  },
  'user.accept': {
    given: () => invited(),
    right: [
      '',
      ({ phone, code }) => ({ phone, code, name: 'ladder.invited', password: 'Another-leaf-8', policy_version: '1' }),
      (data) => assert.deepEqual([data.party_id, data.roles], [world.party, ['party_clerk']]),
    ],
    alone: 'whoever holds the secret',
    wrong: { password: 7 },
  },
  'user.forgot': {
    right: [
      '',
      async () => ({ name: 'demo.audit', phone: '13800138000', captcha: await captcha() }),
      (data) => assert.match(data.sent_to, /\*/),
    ],
    alone: 'everybody alike',
    wrong: { name: 7 },
  },
  'user.invite': {
    right: [
      'demo.orange.admin',
      () => ({ roles: ['party_clerk'], full_name: '陈大文', phone: next_phone() }),
      (data) => assert.equal(data.state, 'open'),
    ],
    alone: 'own party by itself',
    wrong: { roles: 'party_clerk' },
  },
  'user.list_invitations': {
    given: () => invited(),
    right: [
      'demo.orange.admin',
      () => ({ limit: 1 }),
      (data, it) => assert.equal(data.items[0].id, it.invitation),
    ],
    elsewhere: ['coffee.admin', () => ({}), (data) => assert.deepEqual(data.items, [])],
    wrong: { limit: 'ten' },
  },
  'user.recover': {
    given: async () => {
      const phone = next_phone();
      await data_of('user.save_profile', { phone }, in_browser('orange.forgetful'));
      await data_of('user.forgot', { name: 'orange.forgetful', phone, captcha: await captcha() });
      return { phone, code: await world.sms.code(phone) };
    },
    right: ['', (it) => ({ ...it, password: 'Another-leaf-8' }), (data) => assert.equal(data.name, 'orange.forgetful')],
    alone: 'whoever holds the secret',
    wrong: { password: 7 },
  },
  'user.register': {
    right: [
      '',
      async () => ({ credit_code: world.credit_code, full_name: '符阿妹', ...(await contact()) }),
      (data) => assert.match(data.sent_to, /\*/),
    ],
    alone: 'everybody alike',
    wrong: { full_name: 7 },
  },
  'user.revoke_invitation': {
    given: () => invited(),
    right: ['demo.orange.admin', ({ invitation }) => ({ invitation }), (data) => assert.equal(data.state, 'revoked')],
    elsewhere: ['coffee.admin', ({ invitation }) => ({ invitation }), 'invitation.not_found'],
    wrong: { invitation: 7 },
  },
};
