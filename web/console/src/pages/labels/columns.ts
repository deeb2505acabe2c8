// The columns of lists of label orders.
import type { LabelOrder } from '@/api/desk_types';
import { moment, nameOf, t } from '@/i18n';
import { stateColumn } from '@/ui/columns';
import type { Column } from '@/ui/table';

/** What the labels are for: the lot, else the product, else the brand. */
export const subjectOf = (one: LabelOrder): string => [nameOf(one, 'product') || nameOf(one, 'brand'), one.lot_number].filter(Boolean).join(' · ');

export const orderColumns = (whose: 'party' | 'printer'): Column<LabelOrder>[] => [
  { key: 'what', title: t('label_order.what'), text: subjectOf },
  { key: 'count', title: t('code.count'), text: (one) => String(one.count), numeric: true },
  stateColumn('label_state', (one) => one.state),
  whose === 'party'
    ? { key: 'party', title: t('label_order.party'), text: (one) => nameOf(one, 'party') }
    : { key: 'printer', title: t('label_order.printer'), text: (one) => nameOf(one, 'printer') },
  { key: 'note', title: t('label_order.note'), text: (one) => one.note, aside: whose === 'printer' },
  { key: 'created_at', title: t('label_order.created_at'), text: (one) => moment(one.created_at) },
];
