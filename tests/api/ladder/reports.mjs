// What consumers report, and what is done about it.
import assert from 'node:assert/strict';
import { data_of, world } from './world.mjs';

let keys = 0;
const order = () => ({ kind: 'fake', code: world.range.first_code, words: '看着像假货', key: `ladder-report-${++keys}-0000` });

/** A report about an orange: its receipt, and how staff names it. */
export async function report() {
  const { receipt } = await data_of('report.send', order());
  const { items } = await data_of('report.queue', { limit: 200 }, { as: 'demo.regulator' });
  return { receipt, of: { report: items.at(-1).id, version: 1 } };
}
const state = (wanted) => (data) => assert.deepEqual([data.state, data.version], [wanted, 2]);

export default {
  'report.answer': {
    given: () => report(),
    right: ['demo.brand', ({ of }) => ({ ...of, words: '请寄回包装' }), state('answered')],
    elsewhere: ['other.brand', ({ of }) => ({ ...of, words: 'x' }), 'report.not_found'],
    wrong: { words: 7 },
  },
  'report.close': {
    given: () => report(),
    right: ['demo.brand', ({ of }) => ({ ...of, words: '不是本品牌产品' }), state('closed')],
    elsewhere: ['other.brand', ({ of }) => ({ ...of, words: 'x' }), 'report.not_found'],
    wrong: { version: 'x' },
  },
  'report.forget_contact': {
    given: () => report(),
    right: ['', ({ receipt }) => ({ receipt }), (data) => assert.equal(data.contact_kept, false)],
    alone: 'whoever holds the secret',
    wrong: { receipt: 7 },
  },
  'report.get': {
    given: () => report(),
    right: ['demo.orange.admin', ({ of }) => ({ report: of.report }), (data) => assert.deepEqual([data.words, data.may_answer], ['看着像假货', false])],
    elsewhere: ['coffee.admin', ({ of }) => ({ report: of.report }), 'report.not_found'],
    wrong: { report: 7 },
  },
  'report.queue': {
    given: () => report(),
    right: ['demo.brand', () => ({ limit: 200 }), (data, { of }) => assert.ok(data.items.some((item) => item.id === of.report))],
    elsewhere: ['coffee.admin', () => ({}), (data) => assert.deepEqual(data, { items: [], next_cursor: null })],
    wrong: { state: 7 },
  },
  'report.send': {
    right: ['', order, (data) => assert.match(data.receipt, /^[A-Z2-9]{4}(-[A-Z2-9]{4}){3}$/)],
    alone: 'everybody alike',
    wrong: { words: 7 },
  },
  'report.take': {
    given: () => report(),
    right: ['demo.brand', ({ of }) => of, state('taken')],
    elsewhere: ['other.brand', ({ of }) => of, 'report.not_found'],
    wrong: { version: 'x' },
  },
  'report.view': {
    given: () => report(),
    right: ['', ({ receipt }) => ({ receipt }), (data) => assert.deepEqual([data.kind, data.state, data.product], ['fake', 'received', '琼北金橙'])],
    alone: 'whoever holds the secret',
    wrong: { receipt: 7 },
  },
};
