// Sends what waits, oldest first, whenever the platform can be reached: one page of this phone at a time.
import { reactive } from 'vue';
import { ApiError, setPatience } from '@/api/client';
import { loadSession, session } from '@/api/session';
import { measureClock } from '@/data/clock';
import { keepIn } from '@/data/database';
import { loadQueue, put, records } from '@/data/queue';
import { isDue, photosOf, type FieldRecord } from '@/data/record';
import { adviceOf, verdictOf } from './answers';
import { me } from './person';
import { send, sendPhotos } from './send';

/** What people see of it. */
export const syncing = reactive({ busy: false, reached: navigator.onLine, needsLogin: false });

const everyMs = 20_000;
setPatience(20_000);
let again = false;

/** Whether this phone may send the record now: a user's with that user's session, a driver's with nothing but the link. */
function sendable(record: FieldRecord): boolean {
  return isDue(record) && (record.owner.kind === 'link' || record.owner.name === session.me?.name);
}

/** The record, or, when the platform has that, the photos that it does not take. */
function refused(record: FieldRecord, faults: string[]): FieldRecord {
  if (record.state !== 'sent') return { ...record, state: 'refused', request: null, faults };
  const photos = record.photos.map((photo) => (photo.state === 'waiting' ? { ...photo, state: 'refused' as const } : photo));
  return { ...record, photos, faults };
}

async function attempt(record: FieldRecord): Promise<'go on' | 'stop'> {
  try {
    const sent = record.state === 'waiting' ? await send(record) : record;
    if (isDue(sent) && photosOf(sent, 'waiting') > 0) await sendPhotos(sent);
    return 'go on';
  } catch (fault) {
    const verdict = verdictOf(fault);
    if (verdict === 'refused') {
      await put(refused(records.value.find((one) => one.id === record.id) ?? record, adviceOf(fault as ApiError)));
      return 'go on';
    }
    if (verdict === 'later') syncing.reached = false;
    return 'stop';
  }
}

/** Who is signed in may have changed on another page, and the platform may not be there. */
async function ask(): Promise<boolean> {
  try {
    await loadSession();
    syncing.reached = true;
  } catch {
    syncing.reached = false;
    return false;
  }
  if (session.me) await keepIn('me', (me.value = { kind: 'user', name: session.me.name, party_id: session.me.party_id, party: session.me.party }));
  await measureClock();
  return true;
}

async function run(): Promise<void> {
  if (!(await ask())) return;
  await loadQueue(); // another page may have sent some
  const due = records.value.filter(sendable).sort((a, b) => a.tapped_at - b.tapped_at);
  for (const record of due) if ((await attempt(record)) === 'stop') break;
  syncing.needsLogin = records.value.some((one) => one.owner.kind === 'user' && one.state === 'waiting' && !sendable(one));
}

/** Two pages that send the same at once would both be right, and both be slow. */
function alone(work: () => Promise<void>): Promise<void> {
  return navigator.locks ? navigator.locks.request('qy-field-sync', work) : work();
}

/** Called while it runs, it runs once more afterwards. */
export async function sync(): Promise<void> {
  if (syncing.busy) {
    again = true;
    return;
  }
  syncing.busy = true;
  try {
    do {
      again = false;
      await alone(run);
    } while (again);
  } finally {
    syncing.busy = false;
  }
}

/** From now on, as long as the page is open. */
export function syncAlways(): void {
  const soon = (): void => void sync();
  window.addEventListener('online', soon);
  window.addEventListener('offline', () => (syncing.reached = false));
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && soon());
  setInterval(() => (records.value.some(isDue) || !syncing.reached) && soon(), everyMs);
  soon();
}
