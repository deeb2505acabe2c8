import { quantityText } from '@/api/meta';
import type { AttributeValue } from '@/api/types';
import { isText, named, t } from '@/i18n';

/** The value of an attribute as people read it. */
export function attributeText({ type, value, unit, word, word_en }: AttributeValue): string {
  if (type === 'flag') return isText(value) ? t(value) : value;
  if (word) return named(word, word_en ?? '');
  return unit ? quantityText(`${value} ${unit}`) : value;
}
