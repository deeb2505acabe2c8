// Who changed something that somebody else changed meanwhile sees all three: what it was, mine, and theirs.
import { ApiError } from '@/api/client';
import { isText, listed, t } from '@/i18n';

export interface Difference {
  name: string;
  label: string;
  was: string;
  mine: string;
  theirs: string;
  /** Both changed it, and not alike: mine undoes theirs. */
  clash: boolean;
}

/** A value as people compare it. */
export function comparable(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return listed(value.map(comparable));
  if (typeof value !== 'object') return String(value);
  return Object.entries(value).map(([name, one]) => `${memberLabel(name)}: ${comparable(one)}`).join('; ');
}

export function memberLabel(name: string): string {
  const key = `member.${name}`;
  return isText(key) ? t(key) : name;
}

export function difference(name: string, label: string, was: unknown, mine: unknown, theirs: unknown): Difference {
  const [a, b, c] = [comparable(was), comparable(mine), comparable(theirs)];
  return { name, label, was: a, mine: b, theirs: c, clash: a !== b && a !== c && b !== c };
}

/** The fields of a change that was overtaken; null when the fault is another. */
export function overtaken(error: unknown): Difference[] | null {
  if (!(error instanceof ApiError) || error.code !== 'submission.base_version') return null;
  return error.details
    .filter((one) => one.code === 'submission.differs')
    .map(({ path, base, yours, theirs }) => {
      const name = path.slice(path.lastIndexOf('.') + 1);
      return difference(name, memberLabel(name), base, yours, theirs);
    });
}
