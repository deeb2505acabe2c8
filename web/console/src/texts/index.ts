// Every text of the console: [Chinese, English].
import { accounts } from './accounts';
import { common } from './common';
import { desk } from './desk';
import { files } from './files';
import { labels } from './labels';
import { party } from './party';
import { people } from './people';
import { reports } from './reports';
import { staff } from './staff';
import { tour } from './tour';
import { words } from './words';

export type Texts = Record<string, readonly [string, string]>;

export const texts = { ...common, ...accounts, ...desk, ...files, ...labels, ...party, ...people, ...reports, ...staff, ...tour, ...words };
export type TextKey = keyof typeof texts;
