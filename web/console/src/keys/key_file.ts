// A key in a file of its own: JSON, the private key sealed under a password (PBKDF2 with SHA-256, then AES-256-GCM).
import { passwordKey, seal, unseal } from './sealing';
import type { SmKey } from './sm2';

export const filePasswordMin = 10;
const kind = 'qiongyuan-sm2-key';
const iterations = 600_000; // what OWASP asks of PBKDF2 with SHA-256
const iterationsMax = 10_000_000; // a file must not keep a browser busy for ever

interface KeyFile {
  kind: string;
  version: number;
  name: string;
  public_key: string;
  iterations: number;
  salt: string;
  iv: string;
  sealed: string;
}

/** What may be wrong with a file: it is none of ours, or the password is another. */
export class KeyFileError extends Error {
  constructor(readonly reason: 'not_a_key' | 'wrong_password') {
    super(reason);
  }
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
const beside = (file: Pick<KeyFile, 'name' | 'public_key' | 'iterations'>): string =>
  [kind, file.name, file.public_key, file.iterations].join('\n');

export async function writeKeyFile(name: string, key: SmKey, password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const head = { kind, version: 1, name, public_key: key.publicKey, iterations };
  const sealed = await seal(await passwordKey(password, salt, iterations), key.privateKey, beside(head));
  const file: KeyFile = { ...head, salt: base64(salt), iv: base64(sealed.iv), sealed: base64(sealed.bytes) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function parsed(text: string): KeyFile {
  try {
    const file = JSON.parse(text) as KeyFile;
    const whole = file.kind === kind && file.version === 1 && file.iterations > 0 && file.iterations <= iterationsMax;
    if (whole && [file.public_key, file.salt, file.iv, file.sealed].every((one) => typeof one === 'string')) return file;
  } catch {
    // told below
  }
  throw new KeyFileError('not_a_key');
}

/** Throws KeyFileError. */
export async function readKeyFile(text: string, password: string): Promise<SmKey> {
  const file = parsed(text);
  try {
    const key = await passwordKey(password, fromBase64(file.salt), file.iterations);
    const privateKey = await unseal(key, { iv: fromBase64(file.iv), bytes: fromBase64(file.sealed) }, beside(file));
    return { publicKey: file.public_key, privateKey };
  } catch {
    throw new KeyFileError('wrong_password');
  }
}
