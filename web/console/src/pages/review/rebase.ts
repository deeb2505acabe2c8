// A submission that was overtaken, made anew on what is there now.
import type { Change, ChangeDiff, Submission } from '@/api/types';
import { difference, type Difference } from '@/ui/conflict';
import { named } from '@/i18n';

/** The changes of a submission that were made from a version which is no longer the present one. */
export function overtakenChanges({ changes, diff }: Submission): number[] {
  return changes.flatMap((change, at) => ((diff?.[at]?.present_version ?? 0) > change.base_version ? [at] : []));
}

/** What a change would set or others have set meanwhile. */
export function differencesOf({ fields }: ChangeDiff): Difference[] {
  return fields
    .map((one) => difference(one.field, named(one.zh, one.en) || one.field, one.before, one.after, one.now))
    .filter((one) => one.was !== one.mine || one.was !== one.theirs);
}

/** What a change says without the fields in which theirs stays; null: as it was. */
function without(content: unknown, theirs: string[]): unknown {
  if (theirs.length === 0 || typeof content !== 'object' || content === null) return null;
  return Object.fromEntries(Object.entries(content).filter(([name]) => !theirs.includes(name)));
}

/** The body of submission.rebase; `theirs` by the place of the change. */
export function rebaseBody(submission: string, changes: Change[], theirs: Record<number, string[]>): object {
  const contents = changes.map((change, at) => without(change.content, theirs[at] ?? []));
  return { submission, ...(contents.some((one) => one !== null) ? { contents } : {}) };
}
