// A form: values, what is wrong with them, and a draft that survives a closed browser.
import { nextTick, reactive, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { ApiError } from '@/api/client';
import { session } from '@/api/session';
import { keep, kept, keptNames } from '@shared/kept';

export interface Form<Values extends object> {
  values: Values;
  error: ShallowRef<unknown>;
  busy: Ref<boolean>;
  /** A draft of an earlier visit was put in. */
  restored: Ref<boolean>;
  /** The text for a field, by the path that the server names; several paths when it may name it differently. */
  fault: (...paths: string[]) => string;
  /** Runs `work`; a fault is kept and shown. Whether it went well. Afterwards the draft is gone. */
  submit: (work: () => Promise<void>) => Promise<boolean>;
  /** Back to the values of the beginning, without draft. */
  reset: () => void;
}

/** Computers are shared: everybody has drafts of their own. */
const keptAs = (draft: string): string => `draft.${session.me?.name ?? ''}.${draft}`;

/** The drafts of whoever is signed in, by their names. */
export function draftNames(): string[] {
  const start = keptAs('');
  return keptNames(start).map((name) => name.slice(start.length));
}

/** `draft`: the name under which unsent values are kept; none for secrets and quick dialogs. */
export function useForm<Values extends object>(initial: Values, draft?: string): Form<Values> {
  const values = reactive(structuredClone(initial)) as Values;
  const error = shallowRef<unknown>(null);
  const busy = ref(false);
  const restored = ref(false);
  if (draft) restored.value = restore(values, draft);

  const save = (): void => {
    if (!draft) return;
    const text = JSON.stringify(values);
    keep(keptAs(draft), text === JSON.stringify(initial) ? null : text);
  };
  watch(values, save, { deep: true });

  function reset(): void {
    Object.assign(values, structuredClone(initial));
    error.value = null;
    restored.value = false;
    if (draft) keep(keptAs(draft), null);
  }

  async function submit(work: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    error.value = null;
    try {
      await work();
      if (draft) keep(keptAs(draft), null);
      return true;
    } catch (fault) {
      error.value = fault;
      void focusFault();
      return false;
    } finally {
      busy.value = false;
    }
  }

  const fault = (...paths: string[]): string => faultAt(error.value, ...paths);
  return { values, error, busy, restored, fault, submit, reset };
}

/** Takes whoever filled in the form to the first field with a fault. */
export async function focusFault(): Promise<void> {
  await nextTick();
  document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

/** Puts a kept draft into the values, as far as they still have such members. */
function restore(values: object, draft: string): boolean {
  const text = kept(keptAs(draft));
  if (!text) return false;
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== 'object' || found === null) return false;
    for (const [name, value] of Object.entries(found)) {
      if (name in values) Object.assign(values, { [name]: value });
    }
    return true;
  } catch {
    return false;
  }
}

/** The members that are filled in: what is left empty is not sent. */
export function filled<T extends object>(values: T): Partial<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}

/** What a fault says of one member of the request; empty when it is about something else. */
export const faultAt = (error: unknown, ...paths: string[]): string => {
  if (!(error instanceof ApiError)) return '';
  for (const path of paths) {
    const text = error.at(path);
    if (text) return text;
  }
  return '';
};
