// Keys that stay in this browser (IndexedDB), each under a wrapping key that no script can read out: whoever copies the
// database without the browser has nothing. Keys are found by the user's name.
import { lockedKey, seal, unseal, type Sealed } from './sealing';
import type { SmKey } from './sm2';

export interface KeptKey {
  publicKey: string;
  name: string;
  wrap: CryptoKey;
  sealed: Sealed;
  keptAt: number;
}

const ownName = (name: string): string => name.trim().toLowerCase();
const beside = (name: string, publicKey: string): string => `${ownName(name)}\n${publicKey}`;

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}

async function withStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open('qiongyuan.keys', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('keys', { keyPath: 'publicKey' });
  const database = await answer(opening);
  try {
    return await answer(work(database.transaction('keys', mode).objectStore('keys')));
  } finally {
    database.close();
  }
}

const all = (): Promise<KeptKey[]> => withStore('readonly', (store) => store.getAll() as IDBRequest<KeptKey[]>);

export async function keepKey(name: string, key: SmKey): Promise<void> {
  const wrap = await lockedKey();
  const sealed = await seal(wrap, key.privateKey, beside(name, key.publicKey));
  const kept: KeptKey = { publicKey: key.publicKey, name: ownName(name), wrap, sealed, keptAt: Date.now() };
  await withStore('readwrite', (store) => store.put(kept));
}

export async function forgetKey(publicKey: string): Promise<void> {
  await withStore('readwrite', (store) => store.delete(publicKey));
}

/** Keys of this user other than the one that is in use now. */
export async function forgetOthers(name: string, publicKey: string): Promise<void> {
  for (const one of await all()) {
    if (one.name === ownName(name) && one.publicKey !== publicKey) await forgetKey(one.publicKey);
  }
}

/** The newest key of this user; null when there is none, also in browsers that keep nothing. */
export async function keptKey(name: string): Promise<KeptKey | null> {
  try {
    const own = (await all()).filter((one) => one.name === ownName(name));
    return own.sort((a, b) => b.keptAt - a.keptAt)[0] ?? null;
  } catch {
    return null;
  }
}

export async function openKey(kept: KeptKey): Promise<SmKey> {
  return { publicKey: kept.publicKey, privateKey: await unseal(kept.wrap, kept.sealed, beside(kept.name, kept.publicKey)) };
}
