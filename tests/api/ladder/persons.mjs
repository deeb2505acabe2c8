// Persons who are named in records.
import assert from 'node:assert/strict';
import { by, data_of, orange_row } from './world.mjs';

let growers = 0;
/** Somebody whom a record of the orange cooperative names. */
async function grower() {
  const name = `符玉兰${++growers}`;
  const rows = [orange_row(`LADDER-GROWER-${growers}`, { grower_name: name })];
  await data_of('event.capture', { rows }, by('demo.orange.clerk'));
  return { name };
}

export default {
  'person.erase': {
    given: () => grower(),
    right: ['demo.orange.admin', (it) => it, (data) => assert.equal(data.submissions.length, 1)],
    elsewhere: ['coffee.admin', (it) => it, 'person.not_found'],
    wrong: { name: 1 },
  },
  'person.find': {
    given: () => grower(),
    right: ['demo.orange.admin', (it) => it, (data) => assert.equal(data.submissions.length, 1)],
    elsewhere: ['coffee.admin', (it) => it, 'person.not_found'],
    wrong: { contact: 13800138000 },
  },
  'person.tell': {
    given: () => grower(),
    right: ['demo.orange.admin', (it) => it, (data) => assert.equal(data.submissions, 1)],
    elsewhere: ['coffee.admin', (it) => it, 'person.not_found'],
    wrong: { name: true },
  },
};
