import { expect, test } from 'vitest';
import { labelText, shipmentSecret, shownLabel } from './label';

const code = '13858214079663250417';

test.each([
  [`https://qy.example/t/${code}`, code],
  [`https://qy.example/t/${code}?lang=en`, code],
  [`https://qy.example/01/06901234567892/10/A-1/21/${code}`, code],
  [`(01)06901234567892(10)A-1(21)${code}`, code],
  [`\u001d010690123456789210A-1\u001d21${code}`, code],
  [`0106901234567892` + `21${code}`, code],
  ['1385 8214 0796 6325 0417', code],
  ['1385-8214-0796-6325-0417', code],
  ['１３８５８２１４０７９６６３２５０４１７', code],
  [' CYR260106 ', 'CYR260106'],
  ['https://other.example/x', 'https://other.example/x'],
])('%s', (text, expected) => expect(labelText(text)).toBe(expected));

test.each([
  ['https://qy.example/s/qy_0123456789abcdefghij', 'qy_0123456789abcdefghij'],
  ['https://qy.example/s/qy_0123456789abcdefghij?lang=en', 'qy_0123456789abcdefghij'],
  [`https://qy.example/t/${code}`, null],
  ['https://qy.example/s/short', null],
])('a shipment link: %s', (text, expected) => expect(shipmentSecret(text)).toBe(expected));

test('is shown in groups as it is printed', () => {
  expect(shownLabel(code)).toBe('1385 8214 0796 6325 0417');
  expect(shownLabel('A-1')).toBe('A-1');
});
