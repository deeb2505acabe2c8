// How somebody proves the second factor, and what is sent for it.
import { ApiError, call } from '@/api/client';
import { t } from '@/i18n';
import { KeyFileError, readKeyFile } from './key_file';
import { openKey, type KeptKey } from './key_store';
import { canSeal } from './sealing';
import { signatureOf, type SmKey } from './sm2';

/** A code; the key in this browser; a key in a file; a UKey whose own program signs. */
export type ProofWay = 'code' | 'kept' | 'file' | 'ukey';

export interface Proof {
  code?: string;
  challenge?: string;
  signature?: string;
}

export const freshChallenge = async (): Promise<string> =>
  (await call<{ challenge: string }>('session.challenge')).challenge;

/** Signs a nonce that is asked for now, so that it is fresh however long the form was open. */
export async function proofBy(key: SmKey): Promise<Proof> {
  const challenge = await freshChallenge();
  return { challenge, signature: await signatureOf(challenge, key) };
}

/** Throws ApiError when the key does not open. */
export function openKept(kept: KeptKey): Promise<SmKey> {
  return openKey(kept).catch(() => {
    throw new ApiError(0, 'key.broken', t('key.broken'));
  });
}

/** Throws ApiError for a file that is none, or another password. */
export async function openFile(file: File | null, password: string): Promise<SmKey> {
  if (!file) throw new ApiError(0, 'key.no_file', t('key.no_file'));
  requireSealing();
  return readKeyFile(await file.text(), password).catch((fault: unknown) => {
    throw fault instanceof KeyFileError ? new ApiError(0, `key.${fault.reason}`, t(`key.${fault.reason}`)) : fault;
  });
}

export function requireSealing(): void {
  if (!canSeal()) throw new ApiError(0, 'key.insecure', t('key.insecure'));
}
