// Records as a file: to keep, to send by other means, to take in on another phone.
import { base64 } from '@/sync/send';
import { put, records } from './queue';
import type { FieldRecord } from './record';

const format = 'qiongyuan-field-1';

interface RecordFile {
  format: string;
  exported_at: string;
  records: object[];
}

function bytesOf(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer;
}

export function fileOf(all: FieldRecord[], now = new Date()): Blob {
  const told = all.map((record) => ({
    ...record,
    photos: record.photos.map(({ bytes, state }) => ({ jpeg_base64: base64(bytes), state })),
  }));
  const file: RecordFile = { format, exported_at: now.toISOString(), records: told };
  return new Blob([JSON.stringify(file, null, 1)], { type: 'application/json' });
}

/** The records of such a file. Throws when it is none. */
export function recordsOf(text: string): FieldRecord[] {
  const file = JSON.parse(text) as RecordFile;
  if (file.format !== format || !Array.isArray(file.records)) throw new Error(format);
  return file.records.map((one) => {
    const record = one as Omit<FieldRecord, 'photos'> & { photos: { jpeg_base64: string; state: FieldRecord['state'] }[] };
    if (!/^[0-9a-f]{32}$/.test(record.id) || !record.owner || !record.values) throw new Error(format);
    return { ...record, photos: record.photos.map(({ jpeg_base64, state }) => ({ bytes: bytesOf(jpeg_base64), state })) };
  });
}

/** How many were not here before. */
export async function takeIn(text: string): Promise<number> {
  const fresh = recordsOf(text).filter((record) => !records.value.some((one) => one.id === record.id));
  for (const record of fresh) await put(record);
  return fresh.length;
}
