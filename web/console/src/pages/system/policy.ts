// A policy of review as a form says it and as policy.add takes it.
import { filled } from '@/ui/form';

const whole = 10_000; // limits::review_share_whole

export interface PolicyForm {
  decision: 'auto' | 'review' | 'sample';
  party: string;
  brand: string;
  category: string;
  channel: string;
  kind: string;
  share: string;
  reviewers: string;
  due_hours: string;
  reason: string;
}

export const blankPolicy = (): PolicyForm => ({
  decision: 'review', party: '', brand: '', category: '', channel: '', kind: '', share: '5', reviewers: '1', due_hours: '', reason: '',
});

export const percent = (share: number): string => `${share / (whole / 100)} %`;

export function policyBody(form: PolicyForm): object {
  const { decision, party, brand, category, channel, kind, reason } = form;
  return {
    decision,
    ...filled({ party: party.trim(), brand, category, channel, kind }),
    ...(decision === 'sample' ? { review_share: Math.round(Number(form.share.replace(',', '.')) * (whole / 100)) } : {}),
    ...(decision === 'auto' ? {} : { reviewers: Number(form.reviewers) }),
    ...(form.due_hours.trim() ? { due_hours: Number(form.due_hours) } : {}),
    reason: reason.trim(),
  };
}
