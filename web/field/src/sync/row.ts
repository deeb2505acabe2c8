// A record as a row of event.capture, with the names of the field table.
import type { FieldRecord, FieldStep, KnownLot } from '@/data/record';

/** The word of the row's step, the member that holds its time, and the one that says who did it. */
interface StepRow {
  step: string;
  time: string;
  day?: boolean; // the time's day alone
  doer: string;
}
const stepRows: Record<FieldStep, StepRow> = {
  receive: { step: 'receiving', time: 'received_at', doer: 'consignee_name' },
  ship: { step: 'shipping', time: 'shipped_at', doer: 'carrier_name' },
  inspect: { step: 'inspecting', time: 'tested_on', day: true, doer: 'laboratory_name' },
  sell: { step: 'retail_selling', time: 'sold_at', doer: 'seller_name' },
};

/** `time`: when it happened, RFC 3339. REQUIRES: a user's record. */
export function captureRow(record: FieldRecord, lot: KnownLot, time: string): Record<string, string> {
  const { step, time: member, day, doer } = stepRows[record.step as FieldStep];
  const row: Record<string, string> = {
    lot_number: lot.lot_number,
    product_name: lot.product,
    specification: lot.specification,
    producer_name: lot.producer,
    step,
    occurred_at: time,
    [member]: day ? time.slice(0, 10) : time,
    event_key: `field-${record.id}`,
  };
  // Whoever records about the lot of another party did it; about the own lot that goes without saying.
  if (record.owner.kind === 'user' && record.owner.party_id !== lot.producer_id) row[doer] = record.owner.party;
  for (const [name, value] of Object.entries(record.values)) if (value.trim()) row[name] = value.trim();
  if (row.temperature) {
    row.temperature_log = `${time}=${row.temperature}`;
    delete row.temperature;
  }
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));
}

/** The same of a driver, for shipment.record. The photo goes with it. */
export function shipmentBody(record: FieldRecord, time: string, photo: string): object {
  const { place, temperature, note } = record.values;
  const secret = record.owner.kind === 'link' ? record.owner.secret : '';
  const told = Object.entries({ place, temperature, note, photo_base64: photo }).filter(([, value]) => value);
  return { secret, step: record.step, time, key: record.id, ...Object.fromEntries(told) };
}
