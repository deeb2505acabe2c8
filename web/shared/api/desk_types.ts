// What functions answer about people, files and labels, as src/presentation/api/*.cpp writes it.

export interface Registration {
  id: string;
  kind: 'party' | 'person' | 'farmer';
  state: string;
  party_name: string;
  credit_code: string;
  party_roles: string[];
  region: string;
  address: string;
  full_name: string;
  phone?: string;
  mail?: string;
  comment: string;
  policy_version: string;
  created_at: string | null;
  verified_at: string | null;
  decided_at: string | null;
  party_id: string | null;
}

export interface Invitation {
  id: string;
  full_name: string;
  roles: string[];
  state: string;
  created_at: string;
  expires_at: string;
  phone?: string;
  mail?: string;
}

export interface Profile {
  full_name: string;
  phone: string;
  mail: string;
}

export interface Consent {
  policy_version: string;
  consented_at: string;
  withdrawn_at: string | null;
}

export interface DataRequest {
  id: string;
  kind: string;
  state: string;
  words: string;
  answer: string;
  created_at: string;
  due_at: string;
  decided_at: string | null;
}

export interface QueuedRequest extends DataRequest {
  user: string;
  handler: string | null;
  overdue: boolean;
}

export interface ShipmentLink {
  id: string;
  lot: string;
  lot_number: string;
  product: string;
  product_en: string;
  party: string;
  party_en: string;
  vehicle: string;
  steps: string[];
  records: number;
  state: string;
  created_at: string;
  expires_at: string;
  ended_at: string | null;
}

export interface IssuedLink {
  id: string;
  url: string;
  qr_svg: string;
  expires_at: string;
}

export interface ImportJob {
  import_id: string;
  file_name: string;
  bytes: number;
  file_kept: boolean;
  state: 'running' | 'paused' | 'cancelled' | 'done' | 'failed';
  fault: { code: string; message: string } | null;
  rows_read: number;
  pass: number;
  file_rows: number | null;
  accepted: number;
  exists: number;
  rejected: number;
  published: number;
  waiting: number;
  author: string;
  created_at: string;
  changed_at: string;
}

export interface Media {
  id: string;
  kind: 'photo' | 'document';
  occasion: string;
  caption: string;
  caption_en: string;
  author: string;
  bytes: number;
  url: string;
  small_url: string | null;
  created_at: string;
}

export interface ExportApproval {
  id: string;
  function: string;
  lot: string;
  reason: string;
  state: string;
  proposer_id: string;
  proposed_at: string;
  decider_id: string | null;
  decided_at: string | null;
  expires_at: string | null;
}

export interface Carton {
  id: string;
  sscc: string;
  lot_id: string;
  lot_number: string;
  product: string;
  product_en: string;
  specification: string;
  party: string;
  party_en: string;
  quantity: string;
  numbered_at: string;
  prints: number;
}

export interface LabelOrder {
  id: string;
  state: string;
  version: number;
  count: number;
  pin: boolean;
  note: string;
  party: string;
  party_en: string;
  brand: string;
  brand_en: string;
  product: string;
  product_en: string;
  lot_number: string;
  printer: string;
  printer_en: string;
  created_at: string;
}

export interface LabelOrderStory extends LabelOrder {
  first_code: string | null;
  last_code: string | null;
  tally: Record<'ordered' | 'spoiled' | 'damaged' | 'missing' | 'under_way' | 'delivered' | 'bound' | 'unused' | 'left', number>;
  steps: { verb: string; state: string; actor: string; comment: string; at: string }[];
}

export interface LabelTemplate {
  name: string;
  title: string;
  title_en: string;
  width_mm: string;
  height_mm: string;
  per_page: number;
}

export interface ChangeRule {
  kind: 'product' | 'row';
  field: string;
  roles: string[];
  damaged: boolean;
  version: number;
}

export interface CheckedCode {
  text: string;
  code: string | null;
  state: string;
  lot_id: string | null;
}

export interface BearerToken {
  id: string;
  name: string;
  label: string;
  state: 'active' | 'expired' | 'revoked';
  created_by: string;
  created_at: string | null;
  last_used_at: string | null;
  expires_at: string | null;
}

export interface ReviewPolicy {
  id: string;
  decision: 'auto' | 'review' | 'sample';
  party_id: string | null;
  party: string;
  party_en: string;
  brand_id: string | null;
  category: string;
  channel: string | null;
  kind: string | null;
  review_share: number;
  reviewers: number;
  due_hours: number;
  reason: string;
  made_by: string;
  made_at: string;
}

export interface PersonRecords {
  events: string[];
  submissions: string[];
}

/** A submission that waits for review: until when, and who looks at it. */
export interface QueueItem {
  submission: string;
  due_at: string;
  overdue: boolean;
  claimed_by: string | null;
}

export interface ConsumerReport {
  id: string;
  version: number;
  kind: 'fake' | 'complaint';
  state: 'received' | 'taken' | 'answered' | 'closed';
  code: string | null;
  lot_number: string | null;
  product: string | null;
  product_en: string | null;
  party: string | null;
  party_en: string | null;
  brand: string | null;
  brand_en: string | null;
  authenticity: string | null;
  scan_count: number;
  first_scanned_at: string | null;
  of_code: { fake: number; complaints: number };
  words: string;
  phone: string | null;
  mail: string | null;
  photo_kept: boolean;
  contact_kept: boolean;
  answer: string;
  closing: string;
  handler: string | null;
  may_answer: boolean;
  created_at: string;
  changed_at: string;
}

/** One of them, looked at by itself: the picture as an address that holds it. */
export interface ShownReport extends ConsumerReport {
  photo: string | null;
}
