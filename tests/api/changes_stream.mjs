// Streams of changes, as tests read them.
import http from 'node:http';
import { loopback } from './platform.mjs';

/** Opens a stream: {status, headers, text(), events(), close()}; `text` is what came so far. */
export function listen(server, where, headers = {}) {
  return new Promise((resolve, reject) => {
    const address = new URL(server.http);
    const sent = http.request(
      { host: loopback, port: address.port, path: where, headers, agent: false },
      (reply) => {
        const stream = { status: reply.statusCode, headers: reply.headers, ended: false, so_far: '' };
        reply.setEncoding('utf8');
        reply.on('data', (piece) => (stream.so_far += piece));
        reply.on('end', () => (stream.ended = true));
        reply.on('error', () => (stream.ended = true));
        stream.events = () =>
          [...stream.so_far.matchAll(/id: (\d+)\nevent: change\ndata: (.*)\n\n/g)].map(([, id, data]) => ({
            id,
            ...JSON.parse(data),
          }));
        stream.close = () => sent.destroy();
        resolve(stream);
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}
