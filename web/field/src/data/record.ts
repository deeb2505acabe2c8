// What somebody records in the field, from the tap until the platform has it.

export type FieldStep = 'receive' | 'ship' | 'inspect' | 'sell';
export type ShipmentStep = 'depart' | 'temperature' | 'note' | 'arrive' | 'receive';

/** In whose name: a user who was signed in on this phone, or the holder of a shipment link. */
export type Owner =
  | { kind: 'user'; name: string; party_id: string; party: string }
  | { kind: 'link'; secret: string; party: string };

/** How far the phone's clock is off: the platform's time is the phone's plus `offset_ms`, give or take `error_ms`. */
export interface ClockReading {
  offset_ms: number;
  error_ms: number;
  measured_at: number; // by the phone's clock
}

/** What the platform told of the lot behind a code. */
export interface KnownLot {
  lot_number: string;
  product: string;
  specification: string;
  producer_id: string;
  producer: string;
  product_en?: string; // of what an older release kept nobody knows it
  producer_en?: string;
}

/** waiting: to be sent · sent: the platform has it · refused: somebody has to change it */
export type State = 'waiting' | 'sent' | 'refused';

export interface Photo {
  bytes: ArrayBuffer; // JPEG; not a Blob, which old Safari loses
  state: State;
}

export interface Outcome {
  at: number;
  exists: boolean; // it had arrived before
  published: boolean; // else it waits for review
  import_id: string;
  warnings: string[];
}

/** A request as it was sent first. Sent again it is the same, under the same key, so that it is done once. */
export interface FrozenRequest {
  body: object;
  key: string;
}

export interface FieldRecord {
  id: string; // 32 hex digits; the record's own number at the platform too
  owner: Owner;
  step: FieldStep | ShipmentStep;
  scanned: string; // what the label said, or what was typed
  lot: KnownLot | null; // once the platform was asked
  values: Record<string, string>; // by names of the field table
  tapped_at: number; // by the phone's clock
  zone_minutes: number; // of the phone, east of Greenwich
  clock: ClockReading | null; // as it was known then
  told_at: string; // "2026-03-05T08:00" when somebody said when it happened; empty: at the tap
  photos: Photo[];
  state: State;
  request: FrozenRequest | null;
  outcome: Outcome | null;
  faults: string[];
}

/** 16 random bytes as text. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const photosOf = (record: FieldRecord, state: State): number =>
  record.photos.filter((photo) => photo.state === state).length;

/** What a run of sending has to do with it. */
export const isDue = (record: FieldRecord): boolean =>
  record.state === 'waiting' || (record.state === 'sent' && photosOf(record, 'waiting') > 0);

/** Something of it is only on this phone. */
export const isUnsent = (record: FieldRecord): boolean => record.state !== 'sent' || record.photos.some((photo) => photo.state !== 'sent');

/** Changed by its author: it will be sent as something new. REQUIRES: the platform refused it. */
export function amended(record: FieldRecord, change: Partial<FieldRecord>): FieldRecord {
  return { ...record, ...change, state: 'waiting', request: null, faults: [] };
}
