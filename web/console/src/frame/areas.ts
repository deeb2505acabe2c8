// THE table of the console's pages: address, who may open it, where it stands in the menu. What is not here is not built.
import type { Component } from 'vue';
import type { Permission } from '@/api/types';
import type { TextKey } from '@/i18n';

export interface Area {
  path: string;
  title: TextKey;
  load: () => Promise<{ default: Component }>;
  /** Any of these opens it; none: every user. */
  any?: Permission[];
  /** Group of the menu; without one it is reached from other pages. */
  group?: TextKey;
}

export const areas: Area[] = [
  { path: '/', title: 'start.steps', load: () => import('@/pages/accounts/StartPage.vue') },
  { path: '/account', title: 'account.title', load: () => import('@/pages/accounts/AccountPage.vue') },
  {
    path: '/products', title: 'product.list', group: 'nav.work', any: ['read_submissions'],
    load: () => import('@/pages/party/ProductsPage.vue'),
  },
  { path: '/products/new', title: 'product.new', any: ['record_events'], load: () => import('@/pages/party/NewProductPage.vue') },
  { path: '/products/:id', title: 'product.one', any: ['read_submissions'], load: () => import('@/pages/party/ProductPage.vue') },
  {
    path: '/lots', title: 'lot.list', group: 'nav.work', any: ['read_submissions'],
    load: () => import('@/pages/party/LotsPage.vue'),
  },
  { path: '/lots/:id', title: 'trace.title', any: ['read_submissions'], load: () => import('@/pages/trace/TracePage.vue') },
  {
    path: '/record', title: 'record.new', group: 'nav.work', any: ['record_events'],
    load: () => import('@/pages/party/RecordPage.vue'),
  },
  {
    path: '/import', title: 'import.title', group: 'nav.work', any: ['record_events'],
    load: () => import('@/pages/party/ImportPage.vue'),
  },
  {
    path: '/submissions', title: 'submission.own', group: 'nav.work', any: ['record_events', 'save_products'],
    load: () => import('@/pages/review/SubmissionsPage.vue'),
  },
  {
    path: '/imports', title: 'import.list', group: 'nav.work', any: ['record_events'],
    load: () => import('@/pages/files/ImportsPage.vue'),
  },
  { path: '/imports/:id', title: 'import.one', any: ['record_events'], load: () => import('@/pages/files/ImportJobPage.vue') },
  { path: '/submissions/:id', title: 'submission.one', any: ['read_submissions'], load: () => import('@/pages/review/SubmissionPage.vue') },
  {
    path: '/codes', title: 'code.list', group: 'nav.work', any: ['issue_codes', 'freeze_codes'],
    load: () => import('@/pages/party/CodesPage.vue'),
  },
  {
    path: '/cartons', title: 'carton.list', group: 'nav.work', any: ['issue_codes'],
    load: () => import('@/pages/labels/CartonsPage.vue'),
  },
  {
    path: '/label-orders', title: 'label_order.list', group: 'nav.work', any: ['issue_codes'],
    load: () => import('@/pages/labels/OrdersPage.vue'),
  },
  {
    path: '/printing', title: 'label_order.printing', group: 'nav.work', any: ['print_labels'],
    load: () => import('@/pages/labels/PrintingPage.vue'),
  },
  {
    path: '/shipments', title: 'shipment.list', group: 'nav.work', any: ['record_events'],
    load: () => import('@/pages/files/ShipmentsPage.vue'),
  },
  {
    path: '/exports', title: 'export.list', group: 'nav.work', any: ['read_submissions'],
    load: () => import('@/pages/files/ExportsPage.vue'),
  },
  {
    path: '/review', title: 'review.title', group: 'nav.review', any: ['review'],
    load: () => import('@/pages/review/SubmissionsPage.vue'),
  },
  {
    path: '/label-approvals', title: 'label_order.approvals', group: 'nav.review', any: ['review'],
    load: () => import('@/pages/labels/OrdersPage.vue'),
  },
  {
    path: '/reports', title: 'report.list', group: 'nav.review', any: ['read_reports'],
    load: () => import('@/pages/reports/ReportsPage.vue'),
  },
  {
    path: '/brands', title: 'brand.list', group: 'nav.brand', any: ['read_submissions', 'grant_brand'],
    load: () => import('@/pages/brand/BrandsPage.vue'),
  },
  {
    path: '/registrations', title: 'registration.list', group: 'nav.people', any: ['admit_users'],
    load: () => import('@/pages/people/RegistrationsPage.vue'),
  },
  {
    path: '/invitations', title: 'invitation.list', group: 'nav.people', any: ['admit_users'],
    load: () => import('@/pages/people/InvitationsPage.vue'),
  },
  {
    path: '/persons', title: 'person.list', group: 'nav.people', any: ['manage_persons'],
    load: () => import('@/pages/people/PersonsPage.vue'),
  },
  {
    path: '/users', title: 'user.list', group: 'nav.security', any: ['manage_users'],
    load: () => import('@/pages/security/UsersPage.vue'),
  },
  {
    path: '/proposals', title: 'proposal.list', group: 'nav.security', any: ['manage_users'],
    load: () => import('@/pages/security/ProposalsPage.vue'),
  },
  {
    path: '/matrix', title: 'matrix.title', group: 'nav.security', any: ['manage_users'],
    load: () => import('@/pages/security/MatrixPage.vue'),
  },
  {
    path: '/networks', title: 'network.list', group: 'nav.security', any: ['manage_users'],
    load: () => import('@/pages/security/NetworksPage.vue'),
  },
  {
    path: '/tokens', title: 'token.all', group: 'nav.security', any: ['manage_users'],
    load: () => import('@/pages/security/TokensPage.vue'),
  },
  {
    path: '/rules', title: 'rule.list', group: 'nav.security', any: ['manage_users'],
    load: () => import('@/pages/security/RulesPage.vue'),
  },
  {
    path: '/privacy', title: 'privacy.queue', group: 'nav.security', any: ['manage_users'],
    load: () => import('@/pages/security/PrivacyQueuePage.vue'),
  },
  {
    path: '/audit', title: 'audit.list', group: 'nav.audit', any: ['read_audit'],
    load: () => import('@/pages/audit/AuditPage.vue'),
  },
  {
    path: '/audit/verification', title: 'audit.verification', group: 'nav.audit', any: ['read_audit'],
    load: () => import('@/pages/audit/VerificationPage.vue'),
  },
  {
    path: '/catalogue', title: 'catalogue.title', group: 'nav.system', any: ['manage_catalogue'],
    load: () => import('@/pages/system/CataloguePage.vue'),
  },
  { path: '/catalogue/:id', title: 'catalogue.one', any: ['manage_catalogue'], load: () => import('@/pages/system/CategoryPage.vue') },
  {
    path: '/policies', title: 'policy.list', group: 'nav.review', any: ['manage_parties'],
    load: () => import('@/pages/system/PoliciesPage.vue'),
  },
  {
    path: '/dictionary', title: 'dictionary.title', group: 'nav.system', any: ['manage_catalogue'],
    load: () => import('@/pages/system/DictionaryPage.vue'),
  },
];

export const groups: TextKey[] = ['nav.work', 'nav.review', 'nav.brand', 'nav.people', 'nav.security', 'nav.audit', 'nav.system'];

/** Whether somebody who `may` … opens this page. */
export function isOpen(area: Area, may: (permission: Permission) => boolean): boolean {
  return area.any === undefined || area.any.some(may);
}
