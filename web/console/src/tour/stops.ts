// THE table of the guided tour: pages in the order of a day's work, and what is done there. A role's tour is the stops
// that its permissions open.
import type { Permission } from '@/api/types';
import { areas, isOpen } from '@/frame/areas';
import type { TextKey } from '@/i18n';

export interface Stop {
  path: string;
  title: TextKey;
  says: TextKey;
  any?: Permission[];
}

export const stops: Stop[] = [
  { path: '/products/new', title: 'product.new', says: 'tour.product', any: ['record_events'] },
  { path: '/lots', title: 'lot.list', says: 'tour.lots', any: ['record_events'] },
  { path: '/record', title: 'record.new', says: 'tour.record', any: ['record_events'] },
  { path: '/import', title: 'import.title', says: 'tour.import', any: ['record_events'] },
  { path: '/submissions', title: 'submission.own', says: 'tour.submissions', any: ['record_events', 'save_products'] },
  { path: '/codes', title: 'code.list', says: 'tour.codes', any: ['issue_codes'] },
  { path: '/shipments', title: 'shipment.list', says: 'tour.shipments', any: ['record_events'] },
  { path: '/review', title: 'review.title', says: 'tour.review', any: ['review'] },
  { path: '/lots', title: 'lot.list', says: 'tour.lots_read', any: ['review'] },
  { path: '/brands', title: 'brand.list', says: 'tour.brands', any: ['grant_brand'] },
  { path: '/codes', title: 'code.list', says: 'tour.freeze', any: ['freeze_codes'] },
  { path: '/registrations', title: 'registration.list', says: 'tour.registrations', any: ['admit_users'] },
  { path: '/invitations', title: 'invitation.list', says: 'tour.invitations', any: ['admit_users'] },
  { path: '/persons', title: 'person.list', says: 'tour.persons', any: ['manage_persons'] },
  { path: '/users', title: 'user.list', says: 'tour.users', any: ['manage_users'] },
  { path: '/proposals', title: 'proposal.list', says: 'tour.proposals', any: ['manage_users'] },
  { path: '/matrix', title: 'matrix.title', says: 'tour.matrix', any: ['manage_users'] },
  { path: '/tokens', title: 'token.all', says: 'tour.tokens', any: ['manage_users'] },
  { path: '/privacy', title: 'privacy.queue', says: 'tour.privacy', any: ['manage_users'] },
  { path: '/audit', title: 'audit.list', says: 'tour.audit', any: ['read_audit'] },
  { path: '/audit/verification', title: 'audit.verification', says: 'tour.verification', any: ['read_audit'] },
  { path: '/policies', title: 'policy.list', says: 'tour.policies', any: ['manage_parties'] },
  { path: '/catalogue', title: 'catalogue.title', says: 'tour.catalogue', any: ['manage_catalogue'] },
  { path: '/dictionary', title: 'dictionary.title', says: 'tour.dictionary', any: ['manage_catalogue'] },
  { path: '/exports', title: 'export.list', says: 'tour.exports', any: ['read_submissions'] },
  { path: '/account', title: 'account.title', says: 'tour.account' },
];

/** The stops that somebody who `may` … comes by; a page that two of them are about is come by once. */
export function tourOf(may: (permission: Permission) => boolean): Stop[] {
  const opens = (path: string): boolean => areas.some((area) => area.path === path && isOpen(area, may));
  const open = stops.filter((stop) => (!stop.any || stop.any.some(may)) && opens(stop.path));
  return open.filter((stop, index) => open.findIndex((other) => other.path === stop.path) === index);
}
