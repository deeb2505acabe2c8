// Slow and broken clients, through a proxy that delays, fragments and cuts. Others are answered meanwhile, and what a cut
// answer left in doubt is done once when it is asked again.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, describe, test } from 'node:test';
import fs from 'node:fs';
import tls from 'node:tls';
import { loopback, request, sanitized } from '../api/platform.mjs';
import { slow_proxy } from './slow_proxy.mjs';
import { World, between, orange_row, rounds, until } from './world.mjs';

const port_of = (base) => Number(new URL(base).port);
let world;
let server;
before(async () => {
  world = await World.open();
  server = await world.start({ settings: { 'server.workers': 2 } });
});
after(() => world?.server.end());

const clerk = () => ({ Authorization: `Bearer ${world.token('demo.orange.clerk')}` });
const post = (body, headers = {}) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Connection: 'close', ...headers },
  body: JSON.stringify(body),
});
/** Connections that the server holds, by its own count. */
async function connections(listener) {
  const { text } = await request(server.ops, '/metrics');
  return Number(new RegExp(`^qiongyuan_http_connections\\{listener="${listener}"\\} (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
}
/** TCP sockets that the server holds open, as the kernel knows them; those to a database are none. */
function open_sockets() {
  const process_folder = `/proc/${server.child.pid}`;
  const known = new Set();
  for (const table of ['tcp', 'tcp6'].map((name) => `${process_folder}/net/${name}`).filter(fs.existsSync)) {
    const rows = fs.readFileSync(table, 'utf8').trim().split('\n').slice(1);
    for (const row of rows) known.add(`socket:[${row.trim().split(/\s+/)[9]}]`);
  }
  const link = (name) => {
    try {
      return fs.readlinkSync(`${process_folder}/fd/${name}`);
    } catch {
      return ''; // closed meanwhile
    }
  };
  return fs.readdirSync(`${process_folder}/fd`).filter((name) => known.has(link(name))).length;
}

async function through(how, base, use) {
  const proxy = await slow_proxy(base, how);
  try {
    return await use(proxy.base);
  } finally {
    proxy.close();
  }
}

describe('fragments and delays', () => {
  for (const piece of [1, 7, 1000]) {
    test(`pieces of ${piece} bytes both ways make the same answer`, async () => {
      const page = `/t/${world.codes[0].code}`;
      const query = post({ code: world.codes[0].code });
      const answer = ({ status, json }) => ({ status, data: json.data.events });
      for (const base of [server.http, server.https]) {
        const direct = await request(base, page);
        const asked = await request(base, '/api/v1/trace.query', query);
        await through({ there: { piece }, back: { piece } }, base, async (slow) => {
          const fragmented = await request(slow, page);
          assert.equal(fragmented.status, direct.status);
          assert.equal(fragmented.text, direct.text);
          assert.deepEqual(answer(await request(slow, '/api/v1/trace.query', query)), answer(asked));
        });
      }
    });
  }

  test('an answer that arrives in drops is whole', async () => {
    await through({ back: { piece: 512, every: 5 } }, server.https, async (slow) => {
      const direct = await request(server.https, '/');
      assert.equal((await request(slow, '/')).text, direct.text);
    });
  });
});

describe('two hundred slow clients beside two workers', () => {
  const each = 50;
  const kinds = {
    'a byte of the headers at a time': (socket) => {
      const head = `GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ${'x'.repeat(5_000)}`;
      let at = 0;
      const timer = setInterval(() => socket.write(head[at++]), 100);
      socket.on('close', () => clearInterval(timer));
    },
    'headers that never end': (socket) => socket.write('POST /api/v1/trace.query HTTP/1.1\r\nHost: localhost\r\n'),
    'a body that never ends': (socket) =>
      socket.write(
        'POST /api/v1/trace.query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
          'Content-Length: 1000\r\n\r\n{"code":',
      ),
    'an answer that is never read': (socket, range) => {
      socket.pause();
      const body = JSON.stringify({ range });
      socket.write(
        `POST /api/v1/code.export HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n` +
          `Authorization: ${clerk_of_export()}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
    },
  };
  const clerk_of_export = () => `Bearer ${world.token('demo.orange.admin')}`;

  test('hold no worker: everybody else is answered while they are there', async (t) => {
    const issued = await server.data_of('code.issue', { lot: 'QJ20251122', count: 200_000 }, {
      as: world.token('demo.orange.clerk'),
    });
    server.agent.destroy(); // its connection would count
    const held = open_sockets();
    const sockets = new Set();
    for (const start of Object.values(kinds)) {
      for (let i = 0; i < each; ++i) {
        const socket = net.connect(port_of(server.http), loopback, () => start(socket, issued.id));
        socket.on('error', () => {}).on('close', () => sockets.delete(socket));
        sockets.add(socket);
      }
    }
    const all = sockets.size;
    assert.equal(all, 200);
    await until('all slow clients are connected', async () => (await connections('http')) >= all);

    let answered = 0;
    const ask = async () => {
      for (let i = 0; i < 10; ++i) {
        const page = await request(server.https, `/t/${world.codes[i % world.codes.length].code}`);
        assert.equal(page.status, 200);
        const reply = await server.call('event.capture', { rows: [orange_row(`SLOW-${between(1, 1e9)}`)] }, {
          base: server.https,
          as: world.token('demo.orange.clerk'),
        });
        assert.equal(reply.status, 200, reply.text);
        answered += 2;
      }
    };
    await Promise.all([ask(), ask(), ask(), ask()]);
    const still = await connections('http');
    assert.ok(still >= each, `of ${all} slow clients ${still} were still there when the others had their answers`);
    assert.equal(answered, 80);
    t.diagnostic(`80 answers beside ${all} slow clients, of which ${still} were still connected then`);

    // Whoever took much of an answer has bought the time that a slow line needs for it: those stay longer.
    await until('who asks too slowly was sent away', async () => (await connections('http')) <= each, 60);
    for (const socket of sockets) socket.destroy();
    await until('nobody is connected', async () => (await connections('http')) === 0);
    await until('nothing of them is left', () => open_sockets() <= held);
  });
});

describe('cut connections', () => {
  const text_of = (body, headers) => {
    const { body: text, headers: all } = post(body, headers);
    const lines = Object.entries({ Host: 'localhost', ...all, 'Content-Length': Buffer.byteLength(text) });
    return `POST /api/v1/code.issue HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${text}`;
  };

  test('an order whose request or answer was cut anywhere is done once when it is sent again', async (t) => {
    const before_all = await world.inspect();
    const length = text_of({ lot: 'QJ20251122', count: 3 }, { ...clerk(), 'Idempotency-Key': 'cut-0' }).length;
    const keys = [];
    let cut = 0;
    const order = async (how) => {
      const key = `cut-${keys.length}`;
      keys.push(key);
      const wish = post({ lot: 'QJ20251122', count: 3 }, { ...clerk(), 'Idempotency-Key': key });
      const first = await through(how, server.http, (slow) =>
        request(slow, '/api/v1/code.issue', wish).catch(() => (++cut, null)),
      );
      const again = await until(`an answer for ${key}`, async () => {
        const reply = await request(server.http, '/api/v1/code.issue', wish);
        return reply.json.code === 'idempotency.in_progress' ? null : reply; // the first is at work still
      });
      assert.equal(again.status, 200, again.text);
      if (first) assert.equal(again.text, first.text);
    };
    const many = rounds(20, 200);
    for (let i = 0; i < many; ++i) {
      await order({ there: { cut_after: between(1, length + 20) } });
      await order({ back: { cut_after: between(1, 600) } });
    }
    const after_all = await world.inspect();
    assert.equal(after_all.ranges - before_all.ranges, keys.length);
    assert.equal(after_all.codes - before_all.codes, keys.length * 3);
    assert.ok(cut >= many, `${cut} of ${keys.length} were cut`);
    t.diagnostic(`${keys.length} orders, ${cut} of them cut, ${after_all.ranges - before_all.ranges} ranges`);
  });

  test('without a key, what was cut before its end is not done', async () => {
    const before_all = await world.inspect();
    const text = text_of({ lot: 'QJ20251122', count: 3 }, clerk());
    for (let i = 0; i < rounds(30, 300); ++i) {
      const socket = net.connect(port_of(server.http), loopback);
      await new Promise((go) => socket.once('connect', go));
      socket.on('error', () => {});
      await new Promise((go) => socket.write(text.slice(0, between(1, text.length - 1)), go));
      if (i % 2) socket.resetAndDestroy();
      else socket.destroy();
    }
    await until('nobody is connected', async () => (await connections('http')) === 0);
    assert.equal((await world.inspect()).ranges, before_all.ranges);
  });

  test('a reset at any place of the TLS handshake, of a request and of an answer leaves nothing behind', async () => {
    await until('nobody is connected', async () => (await connections('https')) === 0, 90);
    const held = open_sockets();
    for (let i = 0; i < rounds(40, 400); ++i) {
      const how = i % 2 ? { there: { cut_after: between(1, 2_000) } } : { back: { cut_after: between(1, 6_000) } };
      await through(how, server.https, (slow) => request(slow, '/').catch(() => null));
    }
    await until('nobody is connected', async () => (await connections('https')) === 0, 90);
    await until('nothing of them is left', () => open_sockets() <= held, 30);
    assert.equal((await request(server.https, '/')).status, 200);
  });

  test('clients that say hello and no more do not keep others from saying it', async () => {
    const hello = await new Promise((resolve, reject) => {
      const listener = net.createServer((socket) => {
        socket.on('error', () => {});
        socket.once('data', (bytes) => {
          resolve(bytes);
          socket.destroy();
          listener.close();
        });
      });
      listener.on('error', reject);
      listener.listen(0, loopback, () => {
        const client = tls.connect({ port: listener.address().port, host: loopback, rejectUnauthorized: false });
        client.on('error', () => {});
      });
    });
    const sockets = Array.from({ length: 100 }, (_, i) => {
      const socket = net.connect(port_of(server.https), loopback, () =>
        socket.write(i % 2 ? hello : hello.subarray(0, 50)),
      );
      return socket.on('error', () => {});
    });
    await until('all are connected', async () => (await connections('https')) >= 100);
    for (let i = 0; i < 20; ++i) assert.equal((await request(server.https, '/')).status, 200);
    assert.ok((await connections('https')) >= 100, 'they were there all the time');
    for (const socket of sockets) socket.destroy();
    await until('nobody is connected', async () => (await connections('https')) === 0, 60);
  });
});

test('what came through all this is whole', async () => {
  await world.sound();
});

describe('streams of changes that nobody reads', () => {
  const streams_open = async () => {
    const { text } = await request(server.ops, '/metrics');
    return Number(/^qiongyuan_change_streams (\S+)$/m.exec(text)?.[1] ?? -1);
  };
  const resident = () => 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]);

  test('hold no worker and little memory, and go with their clients', async () => {
    const { code } = world.codes.find((one) => one.product === '琼北金橙 QJ20251122-D01');
    const wanted = 60;
    const sockets = Array.from({ length: wanted }, () => {
      const socket = net.connect(port_of(server.http), loopback);
      socket.on('error', () => {});
      socket.pause();
      socket.write(`GET /events?topics=code:${code} HTTP/1.1\r\nHost: h\r\n\r\n`);
      return socket;
    });
    await until('all streams', async () => (await streams_open()) === wanted);
    const before_it = resident();
    const manager = { browser: await world.sign_in('demo.brand') };
    for (let i = 0; i < 60; ++i) await server.data_of('code.freeze', { code, frozen: i % 2 === 0, reason: '演练' }, manager);
    assert.equal((await request(server.http, `/t/${code}`)).status, 200, 'others are answered meanwhile');
    const grown = resident() - before_it; // a sanitizer keeps what was freed, to know who uses it
    if (!sanitized()) assert.ok(grown < 32 << 20, `${grown} bytes more`);
    for (const socket of sockets) socket.destroy();
    await until('the end of all streams', async () => (await streams_open()) === 0);
  });
});
