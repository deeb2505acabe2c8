// What of a product may be changed, and what of it was.
import type { AttributeValue, ProductVersion } from '@/api/types';

export interface Editable {
  name_en: string;
  category: string;
  product_code: string;
  gtin: string;
  allergens: string[];
  nutrition: string;
  attributes: Record<string, string>;
}

export const valuesOf = (attributes: AttributeValue[]): Record<string, string> =>
  Object.fromEntries(attributes.map(({ name, value }) => [name, value]));

export const editable = ({ name_en, category, product_code, gtin, allergens, nutrition, attributes }: ProductVersion): Editable => ({
  name_en, category, product_code, gtin, allergens: [...allergens], nutrition, attributes: valuesOf(attributes),
});

/** Attributes that differ; what was emptied is null. */
function changedAttributes(was: Record<string, string>, now: Record<string, string>): Record<string, string | null> {
  const changed = Object.keys(now).filter((name) => (was[name] ?? '') !== now[name]);
  return Object.fromEntries(changed.map((name) => [name, now[name] || null]));
}

/** The members that differ, as product.save takes them. */
export function changedMembers(was: Editable, now: Editable): Record<string, unknown> {
  const plain = ['name_en', 'category', 'product_code', 'gtin', 'allergens', 'nutrition'] as const;
  const changed = plain.filter((name) => String(was[name]) !== String(now[name]));
  const attributes = changedAttributes(was.attributes, now.attributes);
  return { ...Object.fromEntries(changed.map((name) => [name, now[name]])), ...(Object.keys(attributes).length ? { attributes } : {}) };
}
