// What a field of a record holds, as people read it.
import { quantityText, wordLabel } from '@/api/meta';
import type { Field } from '@/api/types';
import { isText, moment, number, t } from '@/i18n';
import { comparable } from './conflict';

/** By the field's type: words of the dictionary by their labels, moments by the clock, numbers in groups of digits, units
 * by their words. Of a member that is no field, or of a list, the text. */
export function fieldText(field: Field | undefined, value: unknown): string {
  const text = comparable(value);
  if (!field || typeof value !== 'string') return text;
  switch (field.type) {
    case 'moment':
      return moment(text);
    case 'quantity':
      return quantityText(text);
    case 'number':
    case 'money':
      return number(text);
    case 'flag':
      return isText(text) ? t(text) : text;
    default:
      return wordLabel(field, text);
  }
}
