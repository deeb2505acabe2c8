// Submissions on their way through review.
import assert from 'node:assert/strict';
import { by, data_of, import_job, orange_row, world } from './world.mjs';

const csv_of = (row) => `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`;

/** A change of a product that came after another one of the same version was approved. */
async function overtaken_change() {
  const product = world.product.id;
  const { version } = (await data_of('product.history', { product }, by('demo.orange.clerk'))).items.at(-1);
  const change = (name_en) =>
    data_of('product.save', { product, base_version: version, changes: { name_en } }, by('demo.orange.clerk'));
  const [first, second] = [await change('First in'), await change('Second in')];
  await data_of('submission.approve', { submission: first.id }, by('demo.regulator'));
  return { submission: second.id };
}

export default {
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
    given: () => import_job('demo.orange.clerk', csv_of(orange_row('LADDER-DECIDE'))),
    right: [
      'demo.orange.reviewer',
      (it) => ({ ...it, verb: 'approve' }),
      (data) => assert.deepEqual(data, { decided: 1, refused: [], more: false }),
    ],
    elsewhere: ['coffee.reviewer', (it) => ({ ...it, verb: 'reject' }), (data) => assert.equal(data.decided, 0)],
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
    elsewhere: [
      'demo.coffee.clerk',
      () => ({ state: 'submitted' }),
      (data) => assert.ok(data.items.every((item) => item.party_id === world.coffee_party)),
    ],
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
    elsewhere: [
      'coffee.reviewer',
      () => ({}),
      (data) => assert.ok(data.items.every((item) => item.party_id === world.coffee_party)),
    ],
    wrong: { waits_hours: 'long' },
  },
  'submission.rebase': {
    given: () => overtaken_change(),
    right: ['demo.orange.clerk', (it) => it, (data) => assert.equal(data.state, 'submitted')],
    elsewhere: ['demo.coffee.clerk', (it) => it, 'submission.not_found'],
    wrong: { submission: 7 },
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
};
