// How far an import has come.
import type { ImportJob } from '@/api/desk_types';

/** From 0 to 1. Rows are read once, and a second time when some had to wait for others of the same file. */
export function shareDone(job: ImportJob): number {
  if (job.state === 'done') return 1;
  if (!job.file_rows) return 0;
  return Math.min(1, job.rows_read / job.file_rows);
}

export const isEnded = (job: ImportJob): boolean => ['done', 'cancelled', 'failed'].includes(job.state);
