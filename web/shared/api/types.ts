// What functions answer, as src/presentation/api/*.cpp writes it. Ids and numbers of 63 bits are texts.

export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
}

export type Must = 'change_password' | 'second_factor' | 'consent';

export interface SignedIn {
  name: string;
  party_id: string;
  roles: string[];
  must: Must[];
  recent: boolean;
  second_factor: string | null;
  csrf_token: string;
  expires_at: string;
}

export type Permission =
  | 'record_events' | 'save_products' | 'narrow_audience' | 'review' | 'read_submissions' | 'issue_codes'
  | 'export_codes' | 'print_labels' | 'freeze_codes' | 'grant_brand' | 'read_audit' | 'manage_users' | 'manage_parties'
  | 'admit_users' | 'manage_catalogue' | 'manage_persons' | 'export_personal'
  | 'read_reports' | 'answer_reports';

export interface Me extends SignedIn {
  party: string;
  party_en: string;
  permissions: Permission[];
  policy_url: string;
  policy_version: string;
}

export interface Captcha {
  id: string;
  image?: string;
  audio?: string;
  question?: string;
}

export interface OwnSession {
  id: string;
  created_at: string;
  seen_at: string;
  expires_at: string;
  address: string;
  device_class: string;
  present: boolean;
}

export interface Factor {
  id: string;
  kind: string;
  label: string;
  confirmed: boolean;
  created_at: string;
}

export interface TotpDraft {
  factor: string;
  secret: string;
  qr_svg: string;
}

export interface Product {
  id: string;
  name: string;
  name_en: string;
  specification: string;
  product_code: string;
  gtin: string;
  kind: 'goods' | 'service';
  category: string;
  brand_id: string | null;
  brand: string;
  brand_en: string;
  party_id: string;
  party: string;
  party_en: string;
  allergens: string[];
  nutrition: string;
  attributes: AttributeValue[];
  version: number;
}

export interface AttributeValue {
  name: string;
  zh: string;
  en: string;
  type: string;
  value: string;
  unit?: string;
  word?: string;
  word_en?: string;
}

export interface ProductVersion {
  version: number;
  name: string;
  name_en: string;
  specification: string;
  product_code: string;
  gtin: string;
  category: string;
  category_name: string;
  category_name_en: string;
  allergens: string[];
  nutrition: string;
  attributes: AttributeValue[];
  replaced_at: string;
  replaced_by: string;
  reason: string;
}

export interface Lot {
  id: string;
  lot_number: string;
  kind: string;
  product_id: string | null;
  product: string;
  product_en: string;
  party_id: string;
  party: string;
  party_en: string;
  quantity: string | null;
  produced_on: string;
  place: string;
  place_en: string;
}

export interface CodeRange {
  id: string;
  count: string;
  state: string;
  lot_id: string | null;
  lot_number: string;
  party_id: string;
  brand_id: string | null;
  pin: boolean;
  frozen: boolean;
  first_code: string;
  last_code: string;
  issued_at: string;
}

export type InfoKind = 'common' | 'production' | 'inspection' | 'logistics' | 'sales' | 'service';

export interface Field {
  name: string;
  zh: string;
  en: string;
  kind: InfoKind;
  type: string;
  data_class: string;
  code_points_max: number;
  identity: boolean;
  must_show: boolean;
  dictionary: string | null;
}

export interface Word {
  dictionary: string;
  code: string;
  zh: string;
  en: string;
  aliases: string[];
  version: number;
  retired?: boolean;
}

export interface RowFault {
  field: string;
  code: string;
  advice: string;
}

export interface RowStatus {
  line: number;
  status: string;
  faults: RowFault[];
  warnings?: RowFault[];
}

export interface ReadColumn {
  column: string;
  title: string;
  field: string | null;
  label: string | null;
  mapped: boolean;
}

export interface Reading {
  format: string;
  sheet: string;
  sheets: string[];
  header_line: number;
  columns: ReadColumn[];
  skipped: { line: number; code: string; advice: string }[];
  skipped_rows: number;
}

export interface ImportPreview {
  reading: Reading;
  first_rows: { line: number; cells: Record<string, string> }[];
  good: number;
  exists: number;
  repeated: number;
  faulty: number;
  faults: RowStatus[];
}

export interface CaptureReport {
  import_id: string;
  accepted: number;
  exists: number;
  rejected: number;
  published: number;
  rows: RowStatus[];
}

export interface Change {
  kind: string;
  target: string | null;
  base_version: number;
  content: unknown;
}

export interface Submission {
  id: string;
  state: string;
  party_id: string;
  import_id: string | null;
  author: string;
  created_at: string;
  decided_by: string;
  comment: string;
  version: number;
  changes: Change[];
  effects: unknown;
  steps?: SubmissionStep[];
  diff?: ChangeDiff[];
  warnings?: RowFault[];
}

/** Of a change beside what it was made from and what is there now; `present_version` 0: it is about no one thing. */
export interface ChangeDiff {
  kind: string;
  name: string;
  present_version: number;
  fields: { field: string; zh: string; en: string; before: unknown; after: unknown; now: unknown }[];
}

export interface SubmissionStep {
  verb: string;
  state: string;
  actor: string;
  comment: string;
  at: string;
}

export interface ImportDecision {
  decided: number;
  more: boolean;
  refused: { submission: string; code: string; message: string }[];
}

export interface Brand {
  id: string;
  name: string;
  name_en: string;
  manager_id: string;
}

export interface Grant {
  id: string;
  brand_id: string;
  party_id: string;
  category: string;
  valid_from: string;
  valid_to: string;
  quota: string | null;
  mark: string;
  licence_number: string;
  state: string;
  version: number;
}

export interface Licensee {
  party: string;
  party_en: string;
  category: string;
  category_name: string;
  category_name_en: string;
  mark: string;
  licence_number: string;
  valid_from: string;
  valid_to: string;
}

export interface FoundParty {
  id: string;
  name: string;
  name_en: string;
  credit_code: string;
  region: string;
  active: boolean;
}

export interface User {
  id: string;
  name: string;
  party_id: string;
  party: string;
  party_en: string;
  roles: string[];
  state: string;
  damaged: boolean;
  created_at: string | null;
  last_active_at: string | null;
}

export interface Role {
  role: string;
  zh: string;
  en: string;
  scope: string;
  region: string | null;
  permissions: string[];
  duty: string;
  built_in: boolean;
  fixed: boolean;
  version: number;
}

export interface PermissionRow {
  permission: string;
  zh: string;
  en: string;
  duty: string;
  assignable: boolean;
  functions: string[];
}

export interface Proposal {
  proposal: string;
  kind: string;
  user: string | null;
  role?: string;
  subject?: string;
  removal: boolean;
  content: unknown;
  proposer: string;
  proposed_at: string;
  state: string;
  decider: string | null;
}

export interface NetworkRule {
  level: string;
  allow: string[];
  deny: string[];
  version: number;
}

export interface AuditRecord {
  position: string | number;
  at: string;
  actor: string;
  action: string;
  object: string;
  result: string;
  request_id: string;
  address?: string;
  detail?: unknown;
}

export interface AuditCheck {
  records: string | number;
  faults: unknown[];
  [member: string]: unknown;
}

export interface Category {
  code: string;
  parent: string;
  name: string;
  name_en: string;
  version: number;
  valid_from: string;
}

export interface CategoryAttribute {
  name: string;
  kind: 'product' | Exclude<InfoKind, 'common'>;
  zh: string;
  en: string;
  aliases: string[];
  type: 'text' | 'number' | 'quantity' | 'day' | 'moment' | 'flag' | 'dictionary';
  unit: string;
  low: string;
  high: string;
  dictionary: string;
  required: boolean;
  data_class: string;
  /** Of what is inherited: the category that asks. */
  from?: string;
}

export interface CategoryVersion extends Category {
  valid_to: string;
  retired: boolean;
  operation: string;
  changed_by: string;
  changed_at: string;
}

export interface CategoryView extends CategoryVersion {
  attributes: CategoryAttribute[];
  with_inherited: {
    required: { field: string; from: string }[];
    attributes: CategoryAttribute[];
    steps: { step: string; from: string }[];
  };
  versions: CategoryVersion[];
  successors: string[];
  products: number;
}

/** What something is called, in both languages. */
export interface TraceName {
  name: string;
  name_en: string;
}

export interface TraceEvent {
  id: string;
  step: string;
  kind: string;
  event_time: string;
  record_time: string;
  party: TraceName | null;
  recorder: TraceName | null;
  place: string;
  place_en: string;
  lot_id: string;
  lot_number: string;
  contents: Record<string, unknown>;
}

export interface TraceAnswer {
  view: string;
  product: (TraceName & { id: string; specification: string; category: string; category_en: string; version: number }) | null;
  party: TraceName | null;
  brand: TraceName | null;
  lot: { id: string; lot_number: string; produced_on: string; place: string; quantity?: string | null; remaining?: string | null } | null;
  events: TraceEvent[];
  inspections: TraceEvent[];
  services: TraceEvent[];
  graph: { nodes: TraceNode[]; links: TraceLink[] };
  cut: { by_depth: boolean; by_nodes: boolean };
  route: TraceRoute;
  ranges?: { first_code: string; last_code: string; count: string; lot_number: string; consignee: string; consignee_en: string }[];
}

export interface TraceStop {
  place: string;
  code: string | null;
  name: string;
  name_en: string;
  x: number | null; // upon the picture; null beyond Hainan
  y: number | null;
}

export interface TraceRoute {
  stops: TraceStop[];
  legs: { from: number; to: number }[];
  picture: string;
  picture_height: number;
  approval: string;
}

export interface TraceNode {
  id: string;
  lot_number: string;
  product: string;
  product_en: string;
  party: string;
  party_en: string;
  distance: number;
  asked: boolean;
}

export interface TraceLink {
  from: string;
  to: string;
  event_id: string;
  kind: string;
}
