// Where somebody is on the tour: kept, so that a closed page does not end it. Everybody has an own one.
import { ref, watch } from 'vue';
import { may, session } from '@/api/session';
import { keep, kept } from '@shared/kept';
import { tourOf, type Stop } from './stops';

const name = (): string => `tour.${session.me?.name ?? ''}`;
/** The stop that is shown; null: no tour. */
export const tourAt = ref<number | null>(null);
/** Whether it was begun once: then it is no longer offered first. */
export const tourKnown = ref(false);

export const tourStops = (): Stop[] => tourOf(may);

watch(
  () => session.me?.name,
  () => {
    const text = session.me ? kept(name()) : null;
    tourKnown.value = text !== null;
    tourAt.value = text && /^\d+$/.test(text) && Number(text) < tourStops().length ? Number(text) : null;
  },
  { immediate: true },
);

export function tourTo(at: number | null): void {
  tourAt.value = at;
  tourKnown.value = true;
  keep(name(), at === null ? 'done' : String(at));
}
