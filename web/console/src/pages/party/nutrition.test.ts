import { expect, test } from 'vitest';
import { doubtfulEnergy, emptyTable, englishOf, tableOf, textOf } from './nutrition';

const biscuits = '每100g：能量 1823kJ；蛋白质 9.0g；脂肪 12.7g；碳水化合物 70.6g；钠 204mg';

test.each([
  biscuits,
  '每100mL：能量 180kJ；蛋白质 0g；脂肪 0g；饱和脂肪 0g；碳水化合物 10.5g；糖 10.2g；钠 12mg',
  '每份（30g）：能量 504kJ；蛋白质 3.8g；脂肪 2.4g；碳水化合物 21.0g；钠 61mg',
  '每份（250mL）：能量 450kJ',
])('what is kept becomes a form and the same text again: %s', (text) => {
  expect(textOf(tableOf(text))).toBe(text);
});

test('a form without amounts is no table', () => {
  expect(textOf({ ...emptyTable(), base: 'serving_g', size: '30' })).toBe('');
  expect(tableOf('anything else')).toEqual(emptyTable());
});

test('an English page tells it in English', () => {
  expect(englishOf(biscuits)).toBe('per 100 g: Energy 1823 kJ; Protein 9.0 g; Fat 12.7 g; Carbohydrate 70.6 g; Sodium 204 mg');
  expect(englishOf('每份（30g）：能量 504kJ')).toBe('per serving (30 g): Energy 504 kJ');
  expect(englishOf('')).toBe('');
});

test.each([
  ['1823', null],
  ['1459', null],
  ['1458', 1823],
  ['436', 1823], // kcal
  ['', null],
])('an energy of %s kJ where the rest gives 1823 is told as %s', (energy, given) => {
  const table = tableOf(biscuits);
  expect(doubtfulEnergy({ ...table, amounts: { ...table.amounts, energy } })).toBe(given);
});
