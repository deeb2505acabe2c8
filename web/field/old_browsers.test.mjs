import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { newerSyntax } from './old_browsers.ts';

test('what came after ES2019 is found, each by its name', () => {
  const rows = [
    ['a ?? b', '??'], ['a?.b', '?.'], ['a ??= b', '??='], ['a ||= b', '||='], ['a &&= b', '&&='], ['const a = 1n', 'BigInt'],
    ['class A { #a = 1; }', 'class field'], ['class A { a() { return this.#a; } }', '#private'], ['class A { a = 1 }', 'class field'],
    ['class A { static { a(); } }', 'static block'], ["export * as a from 'a'", 'export * as'], ['const a = 1_000', '1_000'],
    ['const a = /(?<=b)c/', 'lookbehind'], ['const a = /a/d', 'flag of a regular expression'], ['await a()', 'await outside of a function'],
  ];
  for (const [code, name] of rows) expect(newerSyntax(`// first\n${code};`), code).toContain(`${name} in line 2`);
});

test('what ES2019 has is left alone', () => {
  const code = `
    import a from './a.js';
    const read = async () => { for await (const one of many()) { try { await one; } catch { again(); } } };
    class A extends B { constructor() { super(); this.a = { ...a, b: 2 ** 3 }; } static make() { return new A(); } }
    const words = /(?<year>\\d{4})-\\u{1F600}/su, text = \`\${a ? 1 : 2}\`, later = import('./b.js'), here = import.meta.url;
    export { A as default, read, words, text, later, here };`;
  expect(newerSyntax(code)).toEqual([]);
});

test('the scripts of the public pages are read by old browsers', () => {
  const pages = fileURLToPath(new URL('../../src/presentation/pages/', import.meta.url));
  const scripts = readdirSync(pages).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThanOrEqual(1);
  for (const name of scripts) expect(newerSyntax(readFileSync(pages + name, 'utf8')), name).toEqual([]);
});

test('what is called by its name exists in old browsers, or is asked for first', () => {
  // Chromium 78 and Safari 12 have none of these; no build makes them.
  const newer = /structuredClone|\.replaceAll\(|\.at\(|Object\.hasOwn\(|Promise\.(any|allSettled)|randomUUID|\.toSorted\(|\.findLast|\.replaceChildren\(|AbortSignal\.(timeout|any)|createImageBitmap|queueMicrotask|\.matchAll\(|WeakRef|\.(arrayBuffer|text)\(\)/;
  const below = (folder) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? below(`${folder}${one.name}/`) : [folder + one.name]));
  const folders = ['./src/', '../shared/'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const files = [...folders.flatMap(below), fileURLToPath(new URL('./worker.js', import.meta.url))];
  const own = files.filter((name) => /\.(ts|vue|js)$/.test(name) && !name.includes('.test.'));
  expect(own.length).toBeGreaterThan(30);
  const found = own.flatMap((name) =>
    readFileSync(name, 'utf8').split('\n').filter((line) => newer.test(line) && !line.includes('new Response(')).map((line) => `${name}: ${line.trim()}`));
  expect(found).toEqual([]);
});
