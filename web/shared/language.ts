// The language in which people read, and what follows from it. The texts themselves are each application's own:
// tables with Chinese and English side by side, so that none can be missing.
import { ref, watchEffect } from 'vue';
import { keep, kept } from './kept';

export type Language = 'zh-CN' | 'en';
export type TextTable = Record<string, readonly [zh: string, en: string]>;

export const language = ref<Language>(kept('language') === 'en' ? 'en' : 'zh-CN');
watchEffect(() => {
  keep('language', language.value);
  if (typeof document !== 'undefined') document.documentElement.lang = language.value;
});

export interface Texts<Key extends string> {
  /** The text in the present language, {0} … filled in. */
  t(key: Key, ...values: (string | number)[]): string;
  /** Whether there is a text of this key: for words of the server that may be newer than this. */
  isText(key: string): key is Key;
  /** The text for a word of the server ("submission" "state_submitted"); the word itself when there is none. */
  word(group: string, code: string): string;
}

export function textsOf<Table extends TextTable>(table: Table): Texts<keyof Table & string> {
  type Key = keyof Table & string;
  function t(key: Key, ...values: (string | number)[]): string {
    const text = table[key]![language.value === 'en' ? 1 : 0];
    return text.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));
  }
  const isText = (key: string): key is Key => Object.prototype.hasOwnProperty.call(table, key);
  function word(group: string, code: string): string {
    const key = `${group}.${code}`;
    return isText(key) ? t(key) : code;
  }
  return { t, isText, word };
}

/** One of two names by language, the other when it is empty. */
export function named(zh: string, en: string): string {
  return language.value === 'en' ? en || zh : zh || en;
}

const shown: Intl.DateTimeFormatOptions = {
  year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false,
};

/** A moment of RFC 3339 as people read it; a day stays a day; an empty text stays empty. */
export function moment(text: string | null | undefined): string {
  if (!text) return '';
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toLocaleString(language.value, shown);
}
