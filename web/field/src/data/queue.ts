// Everything recorded on this phone: what waits, what was refused, and for a while what has arrived.
import { computed, shallowRef } from 'vue';
import { allRecords, dropRecord, writeRecord } from './database';
import { isUnsent, type FieldRecord } from './record';

const sentShownMs = 30 * 24 * 3_600_000;

export const records = shallowRef<FieldRecord[]>([]);
export const unsent = computed(() => records.value.filter(isUnsent));

/** Newest first. What arrived long ago is told by the platform and leaves the phone. */
export async function loadQueue(now = Date.now()): Promise<void> {
  const all = await allRecords();
  const over = all.filter((one) => !isUnsent(one) && (one.outcome?.at ?? now) < now - sentShownMs);
  for (const one of over) await dropRecord(one.id);
  records.value = all.filter((one) => !over.includes(one)).sort((a, b) => b.tapped_at - a.tapped_at);
}

/** A record that the platform refused, to be filled in again; none when it was sent meanwhile. */
export const refusedRecord = (id: string | undefined): FieldRecord | undefined =>
  records.value.find((one) => one.id === id && one.state === 'refused');

/** Adds or replaces. It is on the disk when this is done. */
export async function put(record: FieldRecord): Promise<void> {
  await writeRecord(record);
  const at = records.value.findIndex((one) => one.id === record.id);
  records.value = at < 0 ? [record, ...records.value] : records.value.map((one) => (one.id === record.id ? record : one));
}

export async function remove(id: string): Promise<void> {
  await dropRecord(id);
  records.value = records.value.filter((one) => one.id !== id);
}

/** Asks the browser not to clear this away when the phone runs full. Whether it promised. */
export async function keepForGood(): Promise<boolean> {
  if (!navigator.storage?.persist) return false;
  return (await navigator.storage.persisted()) || (await navigator.storage.persist());
}
