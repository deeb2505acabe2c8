// An act of one press: what became of it is told in passing.
import { ElMessage } from 'element-plus';
import { ApiError } from '@/api/client';
import { t, type TextKey } from '@/i18n';

/** A fault in words, without what it says of single members. */
export function mainText(error: unknown): string {
  if (!(error instanceof ApiError)) return t('fault.unknown');
  if (error.code === 'network.unreachable') return t('fault.unreachable');
  if (error.code === 'network.unreadable') return t('fault.unreadable');
  return error.message;
}

export function faultText(error: unknown): string {
  const details = error instanceof ApiError ? error.details.map((one) => one.message) : [];
  return [mainText(error), ...details].filter(Boolean).join(' ');
}

/** Runs `work`; whether it went well. */
export async function act(work: () => Promise<unknown>, done?: TextKey): Promise<boolean> {
  try {
    await work();
    if (done) ElMessage.success(t(done));
    return true;
  } catch (fault) {
    ElMessage.error(faultText(fault));
    return false;
  }
}
