// What may become of an order of labels, as the platform's table of states says (src/model/label_order.cpp), and what
// each step asks of whoever does it.
import type { Permission } from '@/api/types';

export type SpanName = 'spoiled' | 'damaged' | 'missing' | 'unused';

export interface OrderStep {
  verb: 'approve' | 'refuse' | 'assign' | 'renew' | 'receive' | 'settle' | 'cancel' | 'fetch' | 'print' | 'ship';
  from: string[];
  permission: Permission;
  /** Labels that are told by their codes. */
  spans?: SpanName[];
  /** Said for the order's story; `reason` must be said. */
  said?: 'comment' | 'reason';
  danger?: boolean;
}

export const orderSteps: OrderStep[] = [
  { verb: 'approve', from: ['requested'], permission: 'review', said: 'comment' },
  { verb: 'refuse', from: ['requested'], permission: 'review', said: 'reason', danger: true },
  { verb: 'assign', from: ['approved', 'assigned'], permission: 'issue_codes' },
  { verb: 'renew', from: ['fetched'], permission: 'issue_codes', said: 'reason' },
  { verb: 'receive', from: ['shipped'], permission: 'issue_codes', said: 'comment', spans: ['damaged', 'missing'] },
  { verb: 'settle', from: ['delivered'], permission: 'issue_codes', said: 'comment', spans: ['unused'], danger: true },
  {
    verb: 'cancel', from: ['requested', 'approved', 'assigned', 'fetched', 'printed'], permission: 'issue_codes',
    said: 'reason', danger: true,
  },
];

export const printerSteps: OrderStep[] = [
  { verb: 'fetch', from: ['assigned'], permission: 'print_labels' },
  { verb: 'print', from: ['fetched'], permission: 'print_labels', said: 'comment', spans: ['spoiled'] },
  { verb: 'ship', from: ['printed'], permission: 'print_labels', said: 'comment' },
];

export const stepsOf = (steps: OrderStep[], state: string, may: (permission: Permission) => boolean): OrderStep[] =>
  steps.filter((step) => step.from.includes(state) && may(step.permission));

export interface Span {
  first: string;
  last: string;
}

/** One line for each piece: the codes on its first and last label, or one code. Digits may stand in groups; links do. */
export function spansOf(text: string): Span[] {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return lines.map((line) => {
    const codes = line.split(/\s*[,，;；~～–—]\s*|\s+(?=\S*\d{20}|https?:)/).filter((one) => one !== '');
    return { first: codes[0] ?? line, last: codes[codes.length - 1] ?? line };
  });
}
