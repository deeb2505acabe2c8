import { afterEach, expect, test, vi } from 'vitest';
import { base64Of, sendInParts } from '@/api/parts';

afterEach(() => vi.unstubAllGlobals());

test.each([0, 1, 2, 3, 0x5fff, 0x6000, 0x6001, 100_000])('%d bytes as base64', (size) => {
  const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 31) % 256);
  expect([...atob(base64Of(bytes))].map((one) => one.charCodeAt(0))).toEqual([...bytes]);
});

test('a file goes in parts that join to the file again, the later ones by the upload that the first began', async () => {
  const sent: { upload?: string; offset: number; content_base64: string }[] = [];
  vi.stubGlobal('fetch', (_: string, init: { body: string }) => {
    sent.push(JSON.parse(init.body) as (typeof sent)[number]);
    return Promise.resolve(new Response(JSON.stringify({ code: 'ok', data: { upload: '7', bytes: 1 }, request_id: 'r' })));
  });
  const bytes = Uint8Array.from({ length: (3 << 20) + 5 }, (_, i) => i % 251);
  const shares: number[] = [];
  expect(await sendInParts('import.upload', new Blob([bytes]), (share) => shares.push(share))).toBe('7');
  expect(sent.map(({ upload, offset }) => [upload, offset])).toEqual([[undefined, 0], ['7', 3 << 20]]);
  const joined = sent.map(({ content_base64 }) => atob(content_base64)).join('');
  expect(joined.length).toBe(bytes.length);
  expect(bytes.every((byte, at) => byte === joined.charCodeAt(at))).toBe(true);
  expect(shares.at(-1)).toBe(1);
});
