import { expect, test, vi } from 'vitest';

vi.mock('@/data/database', () => ({ keepIn: vi.fn(), keptIn: vi.fn(), writeRecord: vi.fn(), allRecords: vi.fn(), dropRecord: vi.fn() }));
import { fileOf, recordsOf, takeIn } from './file';
import { records } from './queue';
import type { FieldRecord } from './record';

const id = '0123456789abcdef0123456789abcdef';
const record = {
  id, owner: { kind: 'user', name: 'li', party_id: '7', party: '果园' }, step: 'sell', scanned: 'A1', lot: null,
  values: { note: '雨' }, tapped_at: 1, zone_minutes: 480, clock: null, told_at: '', state: 'waiting', request: null,
  outcome: null, faults: [], photos: [{ bytes: new Uint8Array([255, 216, 0]).buffer, state: 'waiting' }],
} as FieldRecord;

test('a file gives back the records that it was made of, photos included', async () => {
  const [back] = recordsOf(await fileOf([record]).text());
  expect({ ...back, photos: [] }).toEqual({ ...record, photos: [] });
  expect([...new Uint8Array(back!.photos[0]!.bytes)]).toEqual([255, 216, 0]);
});

test('what is here already is not taken in again', async () => {
  const text = await fileOf([record]).text();
  expect(await takeIn(text)).toBe(1);
  expect(records.value.map((one) => one.id)).toEqual([id]);
  expect(await takeIn(text)).toBe(0);
});

test.each(['', '[]', '{"format":"qiongyuan-field-1","records":[{"id":"../x"}]}', '{"format":"other","records":[]}'])(
  'no file of records: %s',
  (text) => expect(() => recordsOf(text)).toThrow(),
);
