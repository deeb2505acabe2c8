// What a page asks of the server when it opens: waiting, the data, or the fault.
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';

export interface Load<T> {
  data: ShallowRef<T | null>;
  error: ShallowRef<unknown>;
  busy: Ref<boolean>;
  reload: () => Promise<void>;
}

/** Asks at once and at each reload; only the answer to the last question counts. */
export function useLoad<T>(ask: () => Promise<T>): Load<T> {
  const data = shallowRef<T | null>(null);
  const error = shallowRef<unknown>(null);
  const busy = ref(false);
  let turn = 0;
  async function reload(): Promise<void> {
    const mine = ++turn;
    busy.value = true;
    error.value = null;
    try {
      const answer = await ask();
      if (mine === turn) data.value = answer;
    } catch (fault) {
      if (mine === turn) error.value = fault;
    } finally {
      if (mine === turn) busy.value = false;
    }
  }
  void reload();
  return { data, error, busy, reload };
}
