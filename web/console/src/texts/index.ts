// Every text of the console: [Chinese, English].
import { accounts } from './accounts';
import { common } from './common';
import { party } from './party';
import { staff } from './staff';
import { words } from './words';

export type Texts = Record<string, readonly [string, string]>;

export const texts = { ...common, ...accounts, ...party, ...staff, ...words };
export type TextKey = keyof typeof texts;
