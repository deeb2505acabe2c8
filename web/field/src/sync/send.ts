// Sends one record: what is asked for and sent is written down first, so that a cut connection, a closed browser or a new
// login leads to the same request again and to one record at the platform.
import { ApiError, call } from '@/api/client';
import type { CaptureReport, Page } from '@/api/types';
import { clock, eventTime } from '@/data/clock';
import { put } from '@/data/queue';
import { newId, type FieldRecord, type KnownLot, type Outcome } from '@/data/record';
import { t } from '@/i18n';
import { captureRow, shipmentBody } from './row';

const photoPatience = 120_000;

interface Told {
  lot: { lot_number: string } | null;
  product: { name: string; name_en: string; specification: string } | null;
  party: { id: string; name: string; name_en: string } | null;
  authenticity: { state: string } | null;
  candidates: unknown[];
}

const refusal = (text: string): ApiError => new ApiError(400, 'field.refused', text);

/** The lot behind what was scanned or typed. Throws ApiError; a refusal says in words what is wrong. */
export async function lotOf(scanned: string): Promise<KnownLot> {
  const told = await traced(scanned);
  if (told.candidates.length > 0) throw refusal(t('lot.several', scanned));
  if (!told.lot || !told.product) {
    throw refusal(told.authenticity?.state === 'unbound' ? t('lot.unbound') : t('lot.unknown', scanned));
  }
  return {
    lot_number: told.lot.lot_number,
    product: told.product.name,
    specification: told.product.specification,
    producer_id: told.party?.id ?? '',
    producer: told.party?.name ?? '',
    product_en: told.product.name_en,
    producer_en: told.party?.name_en ?? '',
  };
}

async function traced(scanned: string): Promise<Told> {
  try {
    return await call<Told>('trace.query', { code: scanned });
  } catch (fault) {
    if (!(fault instanceof ApiError) || fault.code !== 'code.malformed') throw fault;
    return await byNumber(scanned); // no code: then a lot's own number
  }
}

async function byNumber(scanned: string): Promise<Told> {
  try {
    return await call<Told>('trace.query', { lot_number: scanned });
  } catch (fault) {
    throw fault instanceof ApiError && fault.status === 404 ? refusal(t('lot.unknown', scanned)) : fault;
  }
}

/** Writes the request down before it leaves. */
async function frozen(record: FieldRecord): Promise<FieldRecord> {
  if (record.request) return record;
  const time = eventTime(record, clock());
  if (record.owner.kind === 'link') {
    const photo = record.photos[0];
    const body = shipmentBody(record, time, photo ? base64(photo.bytes) : '');
    return await kept({ ...record, request: { body, key: newId() } });
  }
  const lot = record.lot ?? (await lotOf(record.scanned));
  const body = { rows: [captureRow(record, lot, time)] };
  return await kept({ ...record, lot, request: { body, key: newId() } });
}

async function kept(record: FieldRecord): Promise<FieldRecord> {
  await put(record);
  return record;
}

/** The record afterwards: sent, or refused with what to change. Throws ApiError when nothing is known yet. */
export async function send(waiting: FieldRecord): Promise<FieldRecord> {
  const record = await frozen(waiting);
  if (record.owner.kind === 'link') return await sendByLink(record);
  const report = await call<CaptureReport>('event.capture', record.request!.body, { key: record.request!.key });
  const [row] = report.rows;
  const words = (row?.faults ?? []).map((fault) => fault.advice);
  if (!row || (row.status !== 'accepted' && row.status !== 'exists')) {
    return await kept({ ...record, state: 'refused', request: null, faults: words });
  }
  const outcome: Outcome = {
    at: Date.now(),
    exists: row.status === 'exists',
    published: report.published > 0,
    import_id: report.import_id,
    warnings: (row.warnings ?? []).map((warning) => warning.advice),
  };
  return await kept({ ...record, state: 'sent', outcome, faults: [] });
}

async function sendByLink(record: FieldRecord): Promise<FieldRecord> {
  const told = await call<{ status: string; published: boolean }>('shipment.record', record.request!.body, { patience_ms: photoPatience });
  const outcome: Outcome = {
    at: Date.now(), exists: told.status === 'exists', published: told.published, import_id: '', warnings: [],
  };
  const photos = record.photos.map((photo) => ({ ...photo, state: 'sent' as const }));
  return await kept({ ...record, state: 'sent', outcome, photos, faults: [] });
}

async function submissionOf(record: FieldRecord): Promise<{ id: string }> {
  const imported = record.outcome?.import_id ?? '0';
  const list = { import: imported, limit: 1 };
  const found = imported === '0' ? [] : (await call<Page<{ id: string }>>('submission.list', list)).items;
  if (!found[0]) throw refusal(t('photo.no_record'));
  return found[0];
}

/** Photos follow the record that they belong to; the same photo sent twice is one. */
export async function sendPhotos(record: FieldRecord): Promise<void> {
  const submission = await submissionOf(record);
  let present = record;
  for (const [index, photo] of record.photos.entries()) {
    if (photo.state !== 'waiting') continue;
    const body = { subject: 'submission', id: submission.id, content_base64: base64(photo.bytes) };
    await call('media.upload', body, { patience_ms: photoPatience });
    const photos = present.photos.map((one, at) => (at === index ? { ...one, state: 'sent' as const } : one));
    present = await kept({ ...present, photos });
  }
}

export function base64(bytes: ArrayBuffer): string {
  const view = new Uint8Array(bytes);
  let text = '';
  for (let at = 0; at < view.length; at += 0x8000) text += String.fromCharCode(...view.subarray(at, at + 0x8000));
  return btoa(text);
}
