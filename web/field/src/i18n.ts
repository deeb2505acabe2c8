// Texts: a table with Chinese and English side by side (texts.ts), so that none can be missing.
import { textsOf } from '@shared/language';
import { texts } from './texts';

export { language, moment, named } from '@shared/language';
export const { t, isText, word } = textsOf(texts);
