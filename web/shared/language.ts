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
  /** The text in the present language, {0} … filled in: numbers as people read them, texts as they are. */
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
    return text.replace(/\{(\d)\}/g, (_, index: string) => {
      const value = values[Number(index)] ?? '';
      return typeof value === 'number' ? number(value) : value;
    });
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

/** A row that tells what something is called by two members: in Chinese, and beside it in English where that is known. */
export type NamedRow<Member extends string> = { readonly [Key in Member | `${Member}_en`]: string | null };

/** What a row calls something, in the present language: `name` and `name_en`, `party` and `party_en` … A row that lacks
 * one of the two does not compile, so that no list is of one language alone. */
export function nameOf<Member extends string>(row: NamedRow<Member>, member: Member): string {
  return named(row[member] ?? '', row[`${member}_en`] ?? '');
}

/** Several words as people write them beside each other. */
export const listed = (texts: readonly string[]): string => texts.join(language.value === 'en' ? ', ' : '、');

/** A number as people read it, "1,234,567", whatever stands behind it ("2,000 kg"). */
export function number(value: number | string | null | undefined): string {
  return String(value ?? '').replace(/^-?\d{4,}/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ','));
}

const two = (value: number): string => String(value).padStart(2, '0');
/** "2026-03-05" by the calendar of this device, as fields of days hold it. */
export const dayOf = (at: Date): string => [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
/** "08:00" by its clock. */
export const clockOf = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`;

/** A moment of RFC 3339 by the clock of this device, written as days are: "2026-03-05 08:00" in both languages. A day stays
 * a day; an empty text stays empty. */
export function moment(text: string | null | undefined): string {
  if (!text) return '';
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  return `${dayOf(at)} ${clockOf(at)}`;
}
