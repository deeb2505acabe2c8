import { expect, test } from 'vitest';
import type { FieldRecord, KnownLot } from '@/data/record';
import { captureRow, shipmentBody } from './row';

const lot: KnownLot = { lot_number: 'A1', product: '金橙', specification: '', producer_id: '7', producer: '果园' };
const time = '2026-03-05T08:30:00+08:00';
const record = (change: Partial<FieldRecord>): FieldRecord =>
  ({ id: 'ab', owner: { kind: 'user', name: 'li', party_id: '7', party: '果园' }, step: 'receive', values: {}, ...change }) as FieldRecord;

test('the own lot needs no name of who did it; what is empty is not sent', () => {
  expect(captureRow(record({ values: { to_place: ' 海口 ', note: ' ' } }), lot, time)).toEqual({
    lot_number: 'A1', product_name: '金橙', producer_name: '果园', step: 'receiving', occurred_at: time,
    received_at: time, event_key: 'field-ab', to_place: '海口',
  });
});

test.each([
  ['receive', 'receiving', 'received_at', time, 'consignee_name'],
  ['ship', 'shipping', 'shipped_at', time, 'carrier_name'],
  ['inspect', 'inspecting', 'tested_on', '2026-03-05', 'laboratory_name'],
  ['sell', 'retail_selling', 'sold_at', time, 'seller_name'],
] as const)('%s of the lot of another party names the own one', (step, word, member, value, doer) => {
  const owner = { kind: 'user', name: 'wu', party_id: '9', party: '门店' } as const;
  const row = captureRow(record({ step, owner }), lot, time);
  expect([row.step, row[member], row[doer]]).toEqual([word, value, '门店']);
});

test('what was filled in counts more than what is assumed, and a temperature is a reading', () => {
  const owner = { kind: 'user', name: 'wu', party_id: '9', party: '门店' } as const;
  const row = captureRow(record({ owner, values: { consignee_name: '总店', temperature: '4.5' } }), lot, time);
  expect([row.consignee_name, row.temperature_log, row.temperature]).toEqual(['总店', `${time}=4.5`, undefined]);
});

test('a driver sends the secret, the step and what was filled in', () => {
  const owner = { kind: 'link', secret: 's3', party: '果园' } as const;
  const body = shipmentBody(record({ owner, step: 'arrive', values: { place: '海口', temperature: '', note: '' } }), time, '');
  expect(body).toEqual({ secret: 's3', step: 'arrive', time, key: 'ab', place: '海口' });
});
