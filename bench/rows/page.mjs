// All bytes of the first view of every example's page, compressed as browsers ask for it.
import path from 'node:path';
import { request, serve } from '../lib/servers.mjs';

/** What a page loads before it can be read: style sheets, scripts, pictures that are not drawn inside. */
const LOADS = /<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=/g;

export async function measure(context) {
  const server = await serve(context, path.join(context.folder('demo'), 'data'), { demo: true });
  const pages = [];
  for (const { code, product } of server.ready.codes) {
    const { status, body } = await request(server.port, `/t/${code}`, { headers: { 'Accept-Encoding': 'gzip' } });
    const plain = await request(server.port, `/t/${code}`);
    if (status !== 200) throw new Error(`${status} ${product}`);
    pages.push({ product, bytes: body.length, loads: (plain.body.toString().match(LOADS) ?? []).length });
  }
  await server.stop();
  pages.sort((a, b) => b.bytes - a.bytes);
  const more = {
    pages: pages.length,
    largest: pages[0].product,
    smallest_bytes: pages.at(-1).bytes,
    links_and_pictures: Math.max(...pages.map((page) => page.loads)),
  };
  return { page_bytes: { ours: pages[0].bytes, more } };
}
