// The phone's own database: it outlives the page, the browser and the login.
import type { FieldRecord } from './record';

const version = 1;
let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('qy-field', version);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('records', { keyPath: 'id' });
      request.result.createObjectStore('kept');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('indexedDB'));
  });
  opened.catch(() => (opened = null));
  return opened;
}

const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('indexedDB'));
  });

/** Done when what was changed is on the disk, where the browser can promise that. */
async function change(store: string, work: (objects: IDBObjectStore) => void): Promise<void> {
  const database = await open();
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('indexedDB'));
    work(transaction.objectStore(store));
  });
}

async function reader(store: string): Promise<IDBObjectStore> {
  return (await open()).transaction(store, 'readonly').objectStore(store);
}

export const allRecords = async (): Promise<FieldRecord[]> => answer((await reader('records')).getAll());
export const writeRecord = (record: FieldRecord): Promise<void> => change('records', (objects) => objects.put(record));
export const dropRecord = (id: string): Promise<void> => change('records', (objects) => objects.delete(id));

/** Single values: who was signed in, the clock, shipment links, what was filled in last. */
export const keptIn = async <T>(name: string): Promise<T | undefined> => answer((await reader('kept')).get(name));
export const keepIn = (name: string, value: unknown): Promise<void> =>
  change('kept', (objects) => objects.put(value, name));
