import { expect, test } from 'vitest';
import { texts, type Texts } from '.';

test('no key stands in two tables: one of them would never be read', () => {
  const modules = import.meta.glob<Record<string, Texts>>(['./*.ts', '!./index.ts', '!./*.test.ts'], { eager: true });
  const keys = Object.values(modules).flatMap((module) => Object.values(module).flatMap((table) => Object.keys(table)));
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  expect(Object.keys(texts).sort()).toEqual(keys.sort());
});
