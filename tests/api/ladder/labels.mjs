// Orders of labels: each rung makes an order of its own and leads it to where the function is about it.
import assert from 'node:assert/strict';
import { by, call, data_of, world } from './world.mjs';

const at = (order) => ({ order: order.id, version: order.version });
const step = (verb, user, more = () => ({})) => (order) =>
  data_of(`label_order.${verb}`, { ...at(order), ...more() }, by(user));
const fetch = async (order) => {
  await call('label_order.fetch', { ...at(order), format: 'csv', template: 'roll_60x40' }, by('demo.printing'));
  return { ...order, version: order.version + 1 };
};
const ways = {
  approve: step('approve', 'demo.brand'),
  assign: step('assign', 'demo.orange.clerk', () => ({ printer: world.printer })),
  fetch,
  print: step('print', 'demo.printing'),
  ship: step('ship', 'demo.printing'),
  receive: step('receive', 'demo.orange.clerk'),
};
const names = Object.keys(ways);

/** A new order of three labels, led on until after the step `last`. */
async function ordered(last) {
  let order = await data_of('label_order.request', { lot: world.lot, count: 3 }, by('demo.orange.clerk'));
  for (const name of names.slice(0, names.indexOf(last) + 1)) order = await ways[name](order);
  return order;
}
const prefixed = () => data_of('carton.save_prefix', { prefix: '6901234' }, by('demo.orange.clerk'));
const given = (last) => () => ordered(last);
const state = (wanted) => (data) => assert.equal(data.state, wanted);
const nowhere = 'label_order.not_found';
const clerk = 'demo.orange.clerk';
const printer = 'demo.printing';

/** A step: who may, from after which one, what it needs, where it leads, and somebody with the right elsewhere. */
const rung = (user, last, more, wanted, other) => ({
  given: given(last),
  right: [user, (it) => ({ ...at(it), ...more() }), state(wanted)],
  elsewhere: [other, (it) => ({ ...at(it), ...more() }), nowhere],
  wrong: { version: '1' },
});
const none = () => ({});
const because = () => ({ reason: '改版' });

export default {
  'carton.list': {
    right: [clerk, () => ({ limit: 200 }), (data) => assert.equal(data.next_cursor, null)],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({ limit: 200 }),
      (data) => assert.ok(data.items.every(({ party_id }) => party_id === world.coffee_party)),
    ],
    wrong: { limit: 'all' },
  },
  'carton.number': {
    given: prefixed,
    right: [clerk, () => ({ lot: world.lot, count: 2, quantity: '20箱' }), (data) => assert.equal(data.items.length, 2)],
    elsewhere: ['demo.coffee.clerk', () => ({ lot: world.lot, count: 2 }), 'lot.not_found'],
    wrong: { count: '2' },
  },
  'carton.print': {
    given: async () => {
      await prefixed();
      const { items } = await data_of('carton.number', { lot: world.lot, count: 1 }, by(clerk));
      return { cartons: items.map(({ sscc }) => sscc) };
    },
    right: [clerk, (it) => ({ ...it, template: 'roll_100x150', format: 'pdf' }), null],
    stream: [/^application\/pdf/, /^%PDF-1/],
    elsewhere: ['demo.coffee.clerk', (it) => ({ ...it, template: 'roll_100x150', format: 'pdf' }), 'carton.not_found'],
    wrong: { format: 7 },
  },
  'carton.save_prefix': {
    right: [clerk, () => ({ prefix: '6901234' }), (data) => assert.equal(data.prefix, '6901234')],
    elsewhere: ['demo.coffee.clerk', () => ({ prefix: '69012345' }), 'gs1_prefix.taken', 409],
    given: prefixed,
    wrong: { prefix: 6901234 },
  },
  'label_order.approve': rung('demo.brand', '', none, 'approved', 'other.brand'),
  'label_order.assign': rung(clerk, 'approve', () => ({ printer: world.printer }), 'assigned', 'demo.coffee.clerk'),
  'label_order.cancel': rung(clerk, 'approve', because, 'cancelled', 'demo.coffee.clerk'),
  'label_order.fetch': {
    given: given('assign'),
    right: [printer, (it) => ({ ...at(it), format: 'csv', template: 'roll_60x40' }), null],
    stream: [/^application\/octet-stream/, /^QYO1/],
    elsewhere: ['coffee.printing', (it) => ({ ...at(it), format: 'csv', template: 'roll_60x40' }), nowhere],
    wrong: { format: 7 },
  },
  'label_order.get': {
    given: given('receive'),
    right: [
      clerk,
      (it) => ({ order: it.id }),
      ({ tally, steps }) => {
        assert.deepEqual([tally.ordered, tally.delivered, tally.bound, tally.left], [3, 3, 3, 0]);
        assert.deepEqual(steps.map(({ verb }) => verb), ['request', ...names]);
      },
    ],
    elsewhere: ['demo.coffee.clerk', (it) => ({ order: it.id }), nowhere],
    wrong: { order: 7 },
  },
  'label_order.list': {
    given: given(''),
    right: [
      clerk,
      () => ({ limit: 200, state: 'requested' }),
      (data, it) => assert.ok(data.items.some(({ id }) => id === it.id)),
    ],
    elsewhere: [
      'demo.coffee.clerk',
      () => ({ limit: 200 }),
      (data) => assert.ok(data.items.every(({ party_id }) => party_id === world.coffee_party)),
    ],
    wrong: { state: 5 },
  },
  'label_order.list_printers': {
    right: [clerk, () => ({}), (data) => assert.equal(data.items[0].name, '海口椰印标签印务有限公司')],
    alone: 'everybody alike',
    wrong: { limit: 'all' },
  },
  'label_order.print': rung(printer, 'fetch', none, 'printed', 'coffee.printing'),
  'label_order.queue': {
    given: given('assign'),
    right: [
      printer,
      () => ({ limit: 200 }),
      (data, it) => {
        const mine = data.items.find(({ id }) => id === it.id);
        assert.deepEqual([mine.party, mine.count, 'first_code' in mine], ['澄迈云坡果业专业合作社', 3, false]);
      },
    ],
    elsewhere: ['coffee.printing', () => ({}), (data) => assert.deepEqual(data.items, [])],
    wrong: { limit: 'all' },
  },
  'label_order.receive': rung(clerk, 'ship', none, 'delivered', 'demo.coffee.clerk'),
  'label_order.refuse': rung('demo.brand', '', because, 'refused', 'other.brand'),
  'label_order.renew': rung(clerk, 'fetch', because, 'assigned', 'demo.coffee.clerk'),
  'label_order.request': {
    right: [clerk, () => ({ lot: world.lot, count: 3 }), state('requested')],
    elsewhere: ['demo.coffee.clerk', () => ({ lot: world.lot, count: 3 }), 'lot.not_found'],
    wrong: { count: '3' },
  },
  'label_order.settle': rung(clerk, 'receive', none, 'closed', 'demo.coffee.clerk'),
  'label_order.ship': rung(printer, 'print', none, 'shipped', 'coffee.printing'),
};
