// What a record is about and what became of it, in words.
import { photosOf, type FieldRecord, type KnownLot } from '@/data/record';
import { named, t } from '@/i18n';
import { shownLabel } from '@/scan/label';

export const productText = (lot: KnownLot): string => named(lot.product, lot.product_en ?? '');
/** The product; what was scanned until the platform told it. */
export const subjectText = (lot: KnownLot | null, scanned: string): string => (lot && productText(lot)) || shownLabel(scanned);

export function stateText(record: FieldRecord): string {
  if (record.state !== 'sent') return t(`state.${record.state}`);
  const waiting = photosOf(record, 'waiting');
  if (waiting > 0) return t('photo.waiting', waiting);
  const refused = photosOf(record, 'refused');
  if (refused > 0) return t('photo.refused', refused);
  return t('state.sent');
}

/** Where it is at the platform; empty until it has arrived. */
export function outcomeText(record: FieldRecord): string {
  if (!record.outcome) return '';
  if (record.outcome.exists) return t('state.exists');
  return record.outcome.published ? t('state.published') : t('state.review');
}
