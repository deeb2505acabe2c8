// What each role begins with, in the order in which people need it.
import type { Permission } from '@/api/types';
import type { TextKey } from '@/i18n';

export interface FirstStep {
  path: string;
  title: TextKey;
  lead: TextKey;
  any: Permission[];
}

export const firstSteps: FirstStep[] = [
  { path: '/products/new', title: 'product.new', lead: 'product.new_lead', any: ['record_events'] },
  { path: '/record', title: 'record.new', lead: 'record.lead', any: ['record_events'] },
  { path: '/import', title: 'import.title', lead: 'import.lead', any: ['record_events'] },
  { path: '/codes', title: 'code.issue', lead: 'code.lead', any: ['issue_codes'] },
  { path: '/label-orders', title: 'label_order.list', lead: 'label_order.lead', any: ['issue_codes'] },
  { path: '/printing', title: 'label_order.printing', lead: 'label_order.printing_lead', any: ['print_labels'] },
  { path: '/review', title: 'review.title', lead: 'review.lead', any: ['review'] },
  { path: '/reports', title: 'report.list', lead: 'report.lead', any: ['answer_reports'] },
  { path: '/brands', title: 'brand.list', lead: 'brand.lead', any: ['grant_brand'] },
  { path: '/registrations', title: 'registration.list', lead: 'registration.lead', any: ['admit_users'] },
  { path: '/invitations', title: 'invitation.list', lead: 'invitation.lead', any: ['admit_users'] },
  { path: '/users', title: 'user.list', lead: 'user.lead', any: ['manage_users'] },
  { path: '/proposals', title: 'proposal.list', lead: 'proposal.lead', any: ['manage_users'] },
  { path: '/matrix', title: 'matrix.title', lead: 'matrix.lead', any: ['manage_users'] },
  { path: '/audit', title: 'audit.list', lead: 'audit.lead', any: ['read_audit'] },
  { path: '/audit/verification', title: 'audit.verification', lead: 'audit.verification_lead', any: ['read_audit'] },
  { path: '/catalogue', title: 'catalogue.title', lead: 'catalogue.lead', any: ['manage_catalogue'] },
  { path: '/dictionary', title: 'dictionary.title', lead: 'dictionary.lead', any: ['manage_catalogue'] },
];

/** Where a draft goes on, by the name under which it is kept; null for one that no page knows any more. */
export function draftPlace(name: string): { path: string; title: TextKey } | null {
  if (name === 'record') return { path: '/record', title: 'record.new' };
  if (name === 'product.new') return { path: '/products/new', title: 'product.new' };
  const product = /^product\.(\d+)\.\d+$/.exec(name)?.[1];
  return product ? { path: `/products/${product}`, title: 'product.change' } : null;
}
