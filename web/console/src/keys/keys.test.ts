import { sm2 } from 'sm-crypto-v2';
import { describe, expect, test } from 'vitest';
import { KeyFileError, readKeyFile, writeKeyFile } from './key_file';
import { lockedKey, seal, unseal } from './sealing';
import { newKey, signatureOf } from './sm2';

const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(() => 'none', (fault: unknown) => (fault as KeyFileError).reason);

describe('a key of the browser', () => {
  test('signs what its public key verifies, with the user id of the platform', async () => {
    const key = await newKey();
    const signature = await signatureOf('nonce', key);
    expect(signature).toMatch(/^[0-9a-f]{128}$/);
    const verified = (text: string, userId?: string): boolean =>
      sm2.doVerifySignature(text, signature, key.publicKey, { hash: true, ...(userId ? { userId } : {}) });
    expect([verified('nonce', '1234567812345678'), verified('once', '1234567812345678'), verified('nonce', 'x')]).toEqual([true, false, false]);
  });

  test('comes back out of its file with the password alone', async () => {
    const key = await newKey();
    const text = await writeKeyFile('wang.xm', key, 'Coconut-tree-9');
    expect(text).not.toContain(key.privateKey);
    expect(await readKeyFile(text, 'Coconut-tree-9')).toEqual(key);
    expect(await reasonOf(readKeyFile(text, 'coconut-tree-9'))).toBe('wrong_password');
    expect(await reasonOf(readKeyFile(text.replace('wang.xm', 'li.hong'), 'Coconut-tree-9'))).toBe('wrong_password');
  });

  test.each(['', '{}', 'PK', '{"kind":"qiongyuan-sm2-key","version":2}'])('is not read from "%s"', async (text) => {
    expect(await reasonOf(readKeyFile(text, 'x'))).toBe('not_a_key');
  });

  test('is not read from a file that would keep the browser busy for ever', async () => {
    const text = (await writeKeyFile('wang.xm', await newKey(), 'Coconut-tree-9')).replace('600000', '60000000000');
    expect(await reasonOf(readKeyFile(text, 'Coconut-tree-9'))).toBe('not_a_key');
  });

  test('is sealed under a key that cannot be read, bound to what stands beside it', async () => {
    const wrap = await lockedKey();
    const sealed = await seal(wrap, 'secret', 'wang');
    expect(await unseal(wrap, sealed, 'wang')).toBe('secret');
    await expect(unseal(wrap, sealed, 'li')).rejects.toThrow();
    await expect(crypto.subtle.exportKey('raw', wrap)).rejects.toThrow();
  });
});
