// What categories ask besides the field table, as inputs of forms. (src/model/include/model/category.h)
import { shallowRef, watch, type ShallowRef } from 'vue';
import { call } from './client';
import { once } from './meta';
import type { CategoryAttribute, CategoryView, Field } from './types';

export const attributeKinds = ['product', 'production', 'inspection', 'logistics', 'sales', 'service'] as const;
export const attributeTypes = ['text', 'number', 'quantity', 'day', 'moment', 'flag', 'dictionary'] as const;
const valueCodePointsMax = 250;

export const showCategory = (code: string): Promise<CategoryView> => call<CategoryView>('category.show', { category: code });

/** What a category asks with all that it inherits. */
export const askedOf = (category: string): Promise<CategoryAttribute[]> =>
  once(`asked.${category}`, async () => (await showCategory(category)).with_inherited.attributes);

/** The same for a category that is chosen in a form; empty while there is none. A fault leaves it empty. */
export function useAsked(category: () => string): ShallowRef<CategoryAttribute[]> {
  const asked = shallowRef<CategoryAttribute[]>([]);
  watch(
    category,
    async (code) => {
      asked.value = [];
      const found = code ? await askedOf(code).catch(() => []) : [];
      if (category() === code) asked.value = found;
    },
    { immediate: true },
  );
  return asked;
}

/** An attribute as a field of the table, for inputs of its type. */
export function fieldOf(attribute: CategoryAttribute): Field {
  const withUnit = (label: string): string => (attribute.unit ? `${label} (${attribute.unit})` : label);
  return {
    name: attribute.name,
    zh: withUnit(attribute.zh),
    en: withUnit(attribute.en),
    kind: attribute.kind === 'product' ? 'common' : attribute.kind,
    type: attribute.type === 'quantity' ? 'number' : attribute.type, // its unit is said, others may be written behind it
    data_class: attribute.data_class,
    code_points_max: valueCodePointsMax,
    identity: false,
    must_show: false,
    dictionary: attribute.dictionary || null,
  };
}
