// Private keys under AES-256-GCM. What stands beside them in the clear is bound to them: it cannot be exchanged.

export interface Sealed {
  iv: Uint8Array;
  bytes: Uint8Array;
}

/** Browsers open this on secure addresses alone (HTTPS, localhost). */
export const canSeal = (): boolean => globalThis.crypto?.subtle !== undefined;

const algorithm = { name: 'AES-GCM', length: 256 };
const uses: KeyUsage[] = ['encrypt', 'decrypt'];

/** A key that this browser can use and nobody can read. */
export const lockedKey = (): Promise<CryptoKey> => crypto.subtle.generateKey(algorithm, false, uses);

export async function passwordKey(password: string, salt: Uint8Array, iterations: number): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, typed, algorithm, false, uses);
}

const method = (iv: Uint8Array, beside: string): AesGcmParams => ({
  name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(beside),
});

export async function seal(key: CryptoKey, text: string, beside: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = await crypto.subtle.encrypt(method(iv, beside), key, new TextEncoder().encode(text));
  return { iv, bytes: new Uint8Array(bytes) };
}

/** Throws when the key, or what stands beside it, is another. */
export async function unseal(key: CryptoKey, { iv, bytes }: Sealed, beside: string): Promise<string> {
  return new TextDecoder().decode(await crypto.subtle.decrypt(method(iv, beside), key, bytes));
}
