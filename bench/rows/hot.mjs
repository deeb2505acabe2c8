// The hot trace query and the page of one code, each beside nginx serving the same bytes; by turns, a few seconds each.
import { paired } from '../lib/figures.mjs';
import { ask, no_wrk } from '../lib/load.mjs';
import { copied_set, first_code } from '../lib/data_sets.mjs';
import { nginx, no_nginx, request, serve } from '../lib/servers.mjs';

const SECONDS_WARM = 1;

/** What nginx is to serve: exactly what the server answered. */
async function answers_of(server, code) {
  const query = await request(server.port, '/api/v1/trace.query', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code, count: true }),
  });
  const page = await request(server.port, `/t/${code}`, { headers: { 'Accept-Encoding': 'gzip' } });
  if (query.status !== 200 || page.status !== 200) throw new Error(`${query.status} ${query.body} ${page.status}`);
  const encoded = page.headers['content-encoding'] === 'gzip' ? { 'Content-Encoding': 'gzip' } : {};
  return { query: { bytes: query.body, headers: {} }, page: { bytes: page.body, headers: encoded }, tls: query.tls };
}

async function check_same_tls(server, peer) {
  const [ours, theirs] = [await request(server.port, '/robots.txt'), await request(peer.port, '/query')];
  if (ours.tls !== theirs.tls) throw new Error(`not the same TLS: ${ours.tls} and ${theirs.tls}`);
}

async function round(context, server, peer, code, run) {
  const { seconds } = context.sizes.hot;
  const query = await ask(context, server, 'hot.lua', [code, `run${run}`], seconds);
  const query_peer = peer && (await ask(context, peer, 'page.lua', ['/query'], seconds));
  const page = await ask(context, server, 'page.lua', [`/t/${code}`], seconds);
  const page_peer = peer && (await ask(context, peer, 'page.lua', ['/page'], seconds));
  return { query: { ours: query, peer: query_peer }, page: { ours: page, peer: page_peer } };
}

function row(rounds, part, facts) {
  const per_second = (side) => Math.round(Math.max(...rounds.map((one) => one[part][side]?.per_second ?? 0)));
  const more = { ...facts, ours_per_second: per_second('ours'), peer_per_second: per_second('peer') };
  const figures = paired(
    rounds.map((one) => ({ ours: one[part].ours.cpu_us, peer: one[part].peer?.cpu_us ?? Number.NaN })),
  );
  return { ...figures, more: { ...figures.more, ...more } };
}

export async function measure(context) {
  if (no_wrk()) throw new Error(no_wrk());
  const set = await copied_set(context, context.sizes.small);
  const code = first_code(set);
  const server = await serve(context, set.folder);
  const { tls, ...files } = await answers_of(server, code);
  const peer = no_nginx() ? undefined : await nginx(context, set.folder, files);
  if (peer) await check_same_tls(server, peer);
  for (const one of [server, peer]) {
    if (one) await ask(context, one, 'page.lua', [one === server ? `/t/${code}` : '/page'], SECONDS_WARM);
  }
  const rounds = [];
  for (let i = 0; i < context.sizes.hot.rounds; ++i) rounds.push(await round(context, server, peer, code, i));
  await Promise.all([server.stop(), peer?.stop()]);
  const facts = (part) => ({ bytes: files[part].bytes.length, tls });
  const note = no_nginx();
  return {
    hot_trace_query: { ...row(rounds, 'query', facts('query')), note },
    hot_page: { ...row(rounds, 'page', facts('page')), note },
  };
}
