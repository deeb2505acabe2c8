// What forms are made of: fields, words, categories, brands, names of parties. Asked once while the page is open.
import { reactive } from 'vue';
import { named } from '../language';
import type { Choice } from './choice';
import { call } from './client';
import type { Brand, Category, Field, Page, Word } from './types';

const asked = new Map<string, Promise<unknown>>();

/** Asks once; a fault is forgotten, so that the next one asks again. */
export function once<T>(name: string, ask: () => Promise<T>): Promise<T> {
  const known = asked.get(name) as Promise<T> | undefined;
  if (known) return known;
  const answer = ask();
  asked.set(name, answer);
  answer.catch(() => asked.delete(name));
  return answer;
}

/** After something of it was changed. */
export function forget(start: string): void {
  for (const name of [...asked.keys()]) if (name.startsWith(start)) asked.delete(name);
}

/** All pages of a list. */
export async function every<T>(name: string, body: object): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await call<Page<T>>(name, { ...body, limit: 200, ...(cursor ? { cursor } : {}) });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}

export const fields = (): Promise<Field[]> =>
  once('fields', async () => (await call<Page<Field>>('field.list')).items);

export const words = (dictionary: string): Promise<Word[]> =>
  once(`words.${dictionary}`, () => every<Word>('dictionary.list', { dictionary }));

export const categories = (): Promise<Category[]> =>
  once('categories', async () => (await call<Page<Category>>('category.list')).items);

export const brands = (): Promise<Brand[]> => once('brands', async () => (await call<Page<Brand>>('brand.list')).items);

export const fieldLabel = (field: Field): string => named(field.zh, field.en);

export async function wordChoices(dictionary: string): Promise<Choice[]> {
  return (await words(dictionary)).map((one) => ({ value: one.code, label: named(one.zh, one.en) }));
}

/** The name of a category of the list; its code while that is not known. */
export function categoryName(all: Category[], code: string): string {
  const found = all.find((one) => one.code === code);
  return found ? named(found.name, found.name_en) : code;
}

/** Categories by their place in the tree: "农产品 / 水果 / 柑橘". */
export async function categoryChoices(): Promise<Choice[]> {
  const all = await categories();
  const byCode = new Map(all.map((one) => [one.code, one]));
  const path = (category: Category): string => {
    const parent = byCode.get(category.parent);
    const name = named(category.name, category.name_en);
    return parent ? `${path(parent)} / ${name}` : name;
  };
  return all.map((one) => ({ value: one.code, label: path(one) })).sort((a, b) => a.label.localeCompare(b.label));
}

const labels = reactive(new Map<string, string>());

/** The word that people read for the code of a field of the dictionary, once learnWords has learnt it. */
export function wordLabel(field: Field | undefined, code: string): string {
  if (!field?.dictionary) return code;
  const one = (part: string): string => labels.get(`${field.dictionary}.${part}`) ?? part;
  return code.split(',').map(one).join('、');
}

/** Learns the words of these fields. A fault leaves the codes. */
export async function learnWords(wanted: Field[]): Promise<void> {
  const dictionaries = [...new Set(wanted.map((field) => field.dictionary).filter((name): name is string => !!name))];
  for (const dictionary of dictionaries) {
    for (const { value, label } of await wordChoices(dictionary)) labels.set(`${dictionary}.${value}`, label);
  }
}

const parties = reactive(new Map<string, string>());

/** The name of a party once it is known; until then, and for those that one may not know of, its number. */
export const partyName = (id: string): string => parties.get(id) ?? id;

/** Learns the names of these parties. A fault leaves the numbers. */
export async function learnParties(ids: (string | null)[]): Promise<void> {
  const unknown = [...new Set(ids)].filter((id): id is string => !!id && id !== '0' && !parties.has(id)).slice(0, 200);
  if (unknown.length === 0) return;
  const { items } = await call<Page<{ id: string; name: string }>>('party.names', { parties: unknown });
  for (const { id, name } of items) parties.set(id, name);
}
