// A bearer token as its user and the security administrators see it.
import type { BearerToken } from '@/api/desk_types';
import { moment, t } from '@/i18n';
import { stateColumn } from './columns';
import type { Column } from './table';

export const tokenColumns = (): Column<BearerToken>[] => [
  { key: 'name', title: t('login.name'), text: (one) => one.name },
  { key: 'label', title: t('token.label'), text: (one) => one.label },
  stateColumn('token_state', (one) => one.state),
  { key: 'used', title: t('token.used'), text: (one) => moment(one.last_used_at) },
  { key: 'expires', title: t('invitation.expires'), text: (one) => moment(one.expires_at) },
  { key: 'created', title: t('user.created'), text: (one) => moment(one.created_at), aside: true },
  { key: 'by', title: t('token.by'), text: (one) => one.created_by, aside: true },
];
