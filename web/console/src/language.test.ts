import { afterEach, describe, expect, test } from 'vitest';
import { language, listed, moment, nameOf, number, textsOf } from '@shared/language';

afterEach(() => void (language.value = 'zh-CN'));

describe('a name', () => {
  const row = { party: '云坡合作社', party_en: 'Yunpo Cooperative', product: '绿橙', product_en: '', brand: null, brand_en: null };
  test('is of the present language, the other one where that is missing', () => {
    expect([nameOf(row, 'party'), nameOf(row, 'product'), nameOf(row, 'brand')]).toEqual(['云坡合作社', '绿橙', '']);
    language.value = 'en';
    expect([nameOf(row, 'party'), nameOf(row, 'product'), nameOf(row, 'brand')]).toEqual(['Yunpo Cooperative', '绿橙', '']);
  });
  test('of a row that tells it in one language alone does not compile', () => {
    // @ts-expect-error: there is no `name_en`
    expect(nameOf({ name: '绿橙' }, 'name')).toBe('绿橙');
  });
  test('stands beside others as the language writes it', () => {
    expect(listed(['种植', '加工'])).toBe('种植、加工');
    language.value = 'en';
    expect(listed(['Grower', 'Processor'])).toBe('Grower, Processor');
  });
});

describe('a number', () => {
  test.each([
    [0, '0'], [999, '999'], [1000, '1,000'], [-1234567, '-1,234,567'], ['9223372036854775807', '9,223,372,036,854,775,807'],
    ['12000.125 kg', '12,000.125 kg'], ['2000箱', '2,000箱'], ['A1000', 'A1000'], ['', ''], [null, ''], [undefined, ''],
  ])('%s is written %s', (value, text) => expect(number(value)).toBe(text));
  test('within a text too; a text of digits there is a name and stays', () => {
    const { t } = textsOf({ rows: ['{0} 行，文件 {1}', '{0} rows of {1}'] });
    expect(t('rows', 12000, '2026')).toBe('12,000 行，文件 2026');
  });
});

describe('a moment', () => {
  test('is written as days are, in either language', () => {
    const at = new Date(2026, 2, 5, 8, 4).toISOString();
    for (const one of ['zh-CN', 'en'] as const) {
      language.value = one;
      expect(moment(at)).toBe('2026-03-05 08:04');
    }
    expect([moment('2026-03-05'), moment(''), moment(null), moment('soon')]).toEqual(['2026-03-05', '', '', 'soon']);
  });
});
