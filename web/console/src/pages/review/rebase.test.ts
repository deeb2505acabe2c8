import { expect, test } from 'vitest';
import type { Submission } from '@/api/types';
import { differencesOf, overtakenChanges, rebaseBody } from './rebase';

const change = (base_version: number, content: unknown) => ({ kind: 'product', target: '7', base_version, content });
const fields = [
  { field: 'name_en', zh: '英文名称', en: 'English name', before: 'Was', after: 'Mine', now: 'Theirs' },
  { field: 'gtin', zh: '商品条码', en: 'GTIN', before: '1', after: '1', now: '2' },
  { field: 'category', zh: '产品类别', en: 'Category', before: 'tea', after: 'tea', now: 'tea' },
];
const submission = {
  id: '9', changes: [change(2, { name_en: 'Mine' }), change(3, { gtin: '2' })],
  diff: [{ kind: 'product', name: '', present_version: 3, fields }, { kind: 'product', name: '', present_version: 3, fields: [] }],
} as unknown as Submission;

test('a change is overtaken when what it was made from is no longer there', () => {
  expect(overtakenChanges(submission)).toEqual([0]);
  expect(overtakenChanges({ ...submission, diff: undefined } as unknown as Submission)).toEqual([]);
});

test('what neither changed is not told', () => {
  expect(differencesOf({ kind: 'product', name: '', present_version: 3, fields }).map((one) => [one.name, one.clash])).toEqual([['name_en', true], ['gtin', false]]);
});

test('mine is sent anew as it was, unless theirs stays somewhere', () => {
  expect(rebaseBody('9', submission.changes, {})).toEqual({ submission: '9' });
  expect(rebaseBody('9', submission.changes, { 1: ['gtin'] })).toEqual({ submission: '9', contents: [null, {}] });
  expect(submission.changes[1]?.content).toEqual({ gtin: '2' }); // what is shown stays
});
