import { describe, expect, test } from 'vitest';
import { HandedFileError, openHandedFile } from '@/keys/handed_file';
import { orderSteps, printerSteps, spansOf, stepsOf } from './order_steps';

describe('pieces of labels', () => {
  const a = '11111111111111111111';
  const b = '22222222222222222222';
  test.each([
    [`${a}`, [{ first: a, last: a }]],
    [`${a} ${b}`, [{ first: a, last: b }]],
    [`${a}, ${b}\n\n ${b} `, [{ first: a, last: b }, { first: b, last: b }]],
    [`${a} ～ ${b}`, [{ first: a, last: b }]],
    ['1111 1111 1111 1111 1111', [{ first: '1111 1111 1111 1111 1111', last: '1111 1111 1111 1111 1111' }]],
    [`https://t.example.cn/t/${a} https://t.example.cn/t/${b}`, [{ first: `https://t.example.cn/t/${a}`, last: `https://t.example.cn/t/${b}` }]],
    ['', []],
  ])('"%s"', (text, spans) => expect(spansOf(text)).toEqual(spans));
});

describe('steps of an order', () => {
  const verbs = (steps: typeof orderSteps, state: string, ...rights: string[]): string[] =>
    stepsOf(steps, state, (permission) => rights.includes(permission)).map(({ verb }) => verb);
  test('are those of the state and of whoever looks', () => {
    expect(verbs(orderSteps, 'requested', 'review')).toEqual(['approve', 'refuse']);
    expect(verbs(orderSteps, 'requested', 'issue_codes')).toEqual(['cancel']);
    expect(verbs(orderSteps, 'delivered', 'issue_codes')).toEqual(['settle']);
    expect(verbs(orderSteps, 'closed', 'issue_codes', 'review')).toEqual([]);
    expect(verbs(printerSteps, 'assigned', 'print_labels')).toEqual(['fetch']);
  });
});

describe('a sealed file', () => {
  // "code,url\n" under this password; the platform opens the same bytes (src/crypto/handed_file_test.cpp).
  const password = '7KQ2M-0A1BC-DEFGH-JKMNP-QRSTV';
  const sample =
    'UVlPMQAAAQgPFh0kKzI5QEdOVVxjagAAAAn//v38+/r5+Pf29fTz8v//H4Oyx6JbsR2owUfLtqAlCBbVv+PycluxNKdrBCT/X38J' +
    'pV9jOJQGMgIAAAAAAAAAAAAAAAkT5Oj1rARtFNQMnvf5bK4PV0ezcDFp9f7+EVKFHhsluNivdJqPihpJPR3WqbZ4kFAWjsmOyQoE' +
    'CS0pa6AC9mIh';
  const sealed = Uint8Array.from(atob(sample), (one) => one.charCodeAt(0));
  const reasonOf = (work: Promise<unknown>): Promise<string> =>
    work.then(() => 'none', (fault: unknown) => (fault as HandedFileError).reason);

  test('opens by the password as people type it', async () => {
    for (const typed of [password, password.toLowerCase().replaceAll('-', ' ').replace('0', 'o')]) {
      expect(new TextDecoder().decode(await openHandedFile(sealed, typed))).toBe('code,url\n');
    }
  });

  test('does not open by another one, changed or cut', async () => {
    expect(await reasonOf(openHandedFile(sealed, 'AAAAA'))).toBe('password');
    const changed = sealed.slice();
    changed[40]! ^= 1;
    expect(await reasonOf(openHandedFile(changed, password))).toBe('password');
    expect(await reasonOf(openHandedFile(sealed.slice(0, -1), password))).toBe('cut');
    expect(await reasonOf(openHandedFile(new TextEncoder().encode('PK is a ZIP, not one of ours'), password))).toBe('not_one');
  });
});
