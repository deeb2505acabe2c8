// Files too large for one request go in parts; the platform tells how much it has.
import { bytesOf } from '../blob';
import { call } from './client';

const partBytes = 3 << 20; // a multiple of three below limits::upload_part_bytes_max

/** The bytes as base64, in pieces that no argument list chokes on. */
export function base64Of(bytes: Uint8Array): string {
  let text = '';
  const step = 0x6000; // a multiple of three: pieces join without padding between them
  for (let at = 0; at < bytes.length; at += step) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + step)));
  }
  return text;
}

export const base64OfFile = async (file: Blob): Promise<string> => base64Of(new Uint8Array(await bytesOf(file)));

/** Sends a file by `name` ("import.upload", "media.part"); the upload's id. */
export async function sendInParts(name: string, file: Blob, told?: (share: number) => void): Promise<string> {
  let upload: string | undefined;
  for (let offset = 0; offset < file.size; offset += partBytes) {
    const content_base64 = await base64OfFile(file.slice(offset, offset + partBytes));
    const sent = await call<{ upload: string }>(name, { ...(upload ? { upload } : {}), offset, content_base64 });
    upload = sent.upload;
    told?.(Math.min(1, (offset + partBytes) / file.size));
  }
  return upload ?? '';
}
