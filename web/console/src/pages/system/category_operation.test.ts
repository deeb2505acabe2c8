import { expect, test } from 'vitest';
import type { CategoryView } from '@/api/types';
import { blankPart, bodyOf, formOf } from './category_operation';

const citrus = { code: 'citrus', version: 3, name: '柑橘', name_en: 'Citrus', parent: 'fruit' } as CategoryView;
const form = formOf(citrus);
const subject = { category: 'citrus', base_version: 3 };

test.each([
  ['save', {}, { ...subject, name: '柑橘', name_en: 'Citrus' }],
  ['move', { parent: '' }, { ...subject, parent: '' }], // to the top
  ['move', { code: ' fr01 ' }, { ...subject, parent: 'fruit', code: 'fr01' }],
  ['merge', { into: 'fruit', reason: '合并' }, { categories: [subject], into: 'fruit', reason: '合并' }],
  ['retire', { rest: 'fruit' }, { ...subject, rest: 'fruit' }],
] as const)('%s with %j', (operation, change, body) => {
  expect(bodyOf(operation, citrus, { ...form, ...change })).toEqual(body);
});

test('a split makes the parts that have a name, takes those that are there, and says where products go', () => {
  const parts = [{ code: 'orange', name: '橙', name_en: '', name_holds: '橙' }, { ...blankPart(), code: 'pomelo' }, blankPart()];
  expect(bodyOf('split', citrus, { ...form, parts, rest: 'pomelo' })).toEqual({
    ...subject,
    parts: [{ code: 'orange', name: '橙' }, { code: 'pomelo' }],
    assign: [{ to: 'orange', name_holds: '橙' }],
    rest: 'pomelo',
  });
});
