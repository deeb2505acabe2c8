// What forms are made of: fields, words, categories, brands, names of parties. Asked once while the page is open.
import { computed, reactive, ref, shallowRef, type ComputedRef, type Ref } from 'vue';
import { listed, nameOf, named, number, type NamedRow } from '../language';
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

/** The name of a category of the list; its code while that is not known. */
export function categoryName(all: Category[], code: string): string {
  const found = all.find((one) => one.code === code);
  return found ? nameOf(found, 'name') : code;
}

export const wordChoices = (list: Word[]): Choice[] => list.map((one) => ({ value: one.code, label: named(one.zh, one.en) }));
export const namedChoices = (list: ({ id: string } & NamedRow<'name'>)[]): Choice[] => list.map((one) => ({ value: one.id, label: nameOf(one, 'name') }));

/** Categories by their place in the tree: "农产品 / 水果 / 柑橘". */
export function categoryChoices(all: Category[]): Choice[] {
  const byCode = new Map(all.map((one) => [one.code, one]));
  const path = (category: Category): string => {
    const parent = byCode.get(category.parent);
    const name = nameOf(category, 'name');
    return parent ? `${path(parent)} / ${name}` : name;
  };
  return all.map((one) => ({ value: one.code, label: path(one) })).sort((a, b) => a.label.localeCompare(b.label));
}

export interface Choices {
  /** In the language of the moment; none before the answer, and none after a fault. */
  choices: ComputedRef<Choice[]>;
  /** Whether the answer is there. */
  known: Ref<boolean>;
  /** Asks anew. */
  learn: () => void;
}

/** What a list answers, as choices. */
export function useChoices<Row>(ask: () => Promise<Row[]>, told: (rows: Row[]) => Choice[]): Choices {
  const rows = shallowRef<Row[]>([]);
  const known = ref(false);
  const came = (list: Row[]): void => {
    rows.value = list;
    known.value = true;
  };
  const learn = (): void => void ask().then(came, () => undefined);
  learn();
  return { choices: computed(() => told(rows.value)), known, learn };
}
export const useCategories = (): Choices => useChoices(categories, categoryChoices);
export const useBrands = (): Choices => useChoices(brands, namedChoices);
export const useWords = (dictionary: string): Choices => useChoices(() => words(dictionary), wordChoices);

const learnt = reactive(new Map<string, Word>());
async function learn(dictionary: string): Promise<void> {
  for (const word of await words(dictionary)) learnt.set(`${dictionary}.${word.code}`, word);
}

/** The word that people read for a code of a dictionary; the code while that is not known. Asking for one learns them. */
export function wordOf(dictionary: string, code: string): string {
  void once(`words.${dictionary}.learnt`, () => learn(dictionary)).catch(() => undefined);
  const word = learnt.get(`${dictionary}.${code}`);
  return word ? named(word.zh, word.en) : code;
}

/** The same for what a field holds: one code or several. What is of no dictionary stays. */
export const wordLabel = (field: Field | undefined, codes: string): string =>
  field?.dictionary ? listed(codes.split(',').map((code) => wordOf(field.dictionary ?? '', code))) : codes;

/** A number with a unit's code, "2000 box", as people read it: "2,000 箱". */
export function quantityText(quantity: string | null | undefined): string {
  const [, amount = '', unit = ''] = /^(\S*) ?(.*)$/.exec(quantity ?? '') ?? [];
  return unit ? `${number(amount)} ${wordOf('unit', unit)}` : number(amount);
}

/** A region by its code (GB/T 2260); nothing for none. */
export const regionName = (code: string): string => (code ? wordOf('region', code) : '');

type NamedParty = { id: string } & NamedRow<'name'>;
const parties = reactive(new Map<string, NamedParty>());

/** The name of a party once it is known; until then, and for those that one may not know of, its number. */
export function partyName(id: string): string {
  const party = parties.get(id);
  return party ? nameOf(party, 'name') : id;
}

/** Learns the names of these parties. A fault leaves the numbers. */
export async function learnParties(ids: (string | null)[]): Promise<void> {
  const unknown = [...new Set(ids)].filter((id): id is string => !!id && id !== '0' && !parties.has(id)).slice(0, 200);
  if (unknown.length === 0) return;
  const { items } = await call<Page<NamedParty>>('party.names', { parties: unknown });
  for (const party of items) parties.set(party.id, party);
}
