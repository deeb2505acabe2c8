// What became of a record, in words.
import { photosOf, type FieldRecord } from '@/data/record';
import { t } from '@/i18n';

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
