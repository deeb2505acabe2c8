import { expect, test } from 'vitest';
import { labelText } from './label';
import { wechatText } from './wechat';

const code = '13858214079663250417';

test.each([
  ['CODE_128,CYR260106', 'CYR260106'],
  ['CODE_128,A,1', 'A,1'],
  ['EAN_13,6901234567892', '6901234567892'],
  ['EAN_8,96385074', '96385074'],
  ['UPC_A,012345678905', '012345678905'],
  ['CODE_39,LOT-7', 'LOT-7'],
  ['ITF,00012345678905', '00012345678905'],
  [`https://qy.example/t/${code}`, `https://qy.example/t/${code}`],
  [`0106901234567892` + `21${code}`, `0106901234567892` + `21${code}`],
  ['A,1', 'A,1'],
  ['', ''],
])('%s', (result, expected) => expect(wechatText(result)).toBe(expected));

test('what WeChat reads names the same label as what the camera reads', () => {
  expect(labelText(wechatText(`CODE_128,${code}`))).toBe(code);
  expect(labelText(wechatText(`https://qy.example/01/06901234567892/21/${code}`))).toBe(code);
});
