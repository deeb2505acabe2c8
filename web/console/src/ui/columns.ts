// Columns that many lists have.
import { t, word } from '@/i18n';
import type { Column } from './table';

/** The state of a row, as a tag; `group` is that of its words. */
export function stateColumn<Row>(group: string, of: (row: Row) => string, title = t('submission.state')): Column<Row> {
  return { key: 'state', title, text: (row) => word(group, of(row)), tag: (row) => [group, of(row)] };
}
