// Texts of the console: tables with Chinese and English side by side (texts/*.ts), so that none can be missing.
import { textsOf } from '@shared/language';
import { texts, type TextKey } from '@/texts';

export { clockOf, dayOf, language, listed, moment, named, nameOf, number, type Language } from '@shared/language';
export type { TextKey };
export const { t, isText, word } = textsOf(texts);
