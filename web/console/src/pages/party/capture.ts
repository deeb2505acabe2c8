// Sending one record as a row, as a file would hold it.
import { ApiError, call } from '@/api/client';
import type { CaptureReport, RowFault } from '@/api/types';
import { filled } from '@/ui/form';

/** A row that was not taken: its faults by field, as `rows[0].FIELD`. */
export class RowRefused extends ApiError {
  constructor(faults: RowFault[], title: string) {
    super(400, 'row.refused', title, faults.map(({ field, code, advice }) => ({ path: field, code, message: advice })));
  }
}

/** Values of a form as they are sent: a moment means the time of the device. */
export function sentValues(values: Record<string, string>, moments: string[] = []): Record<string, string> {
  const sent = Object.entries(values).map(([name, value]) => {
    const text = value.trim();
    return [name, moments.includes(name) && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? withZone(text) : text];
  });
  return Object.fromEntries(sent) as Record<string, string>;
}

/** The filled members of a row. */
export const rowOf = (values: Record<string, string>, moments: string[] = []): Record<string, string> =>
  filled(sentValues(values, moments)) as Record<string, string>;

/** "2026-03-05T08:00" with seconds and the device's zone, as RFC 3339. */
export function withZone(local: string, offsetMinutes = -new Date(local).getTimezoneOffset()): string {
  const sign = offsetMinutes < 0 ? '-' : '+';
  const minutes = Math.abs(offsetMinutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${local}:00${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Throws ApiError, RowRefused among them. */
export async function capture(row: Record<string, string>, faultTitle: (count: number) => string): Promise<CaptureReport> {
  const report = await call<CaptureReport>('event.capture', { rows: [row] }, { writes: true });
  const faults = report.rows.flatMap((one) => (one.status === 'accepted' || one.status === 'exists' ? [] : one.faults));
  if (report.accepted + report.exists === 0) throw new RowRefused(faults, faultTitle(faults.length));
  return report;
}
