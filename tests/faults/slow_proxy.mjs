// A TCP proxy on the loopback that makes a good network bad: it delays, fragments and cuts; bytes keep their order.
import net from 'node:net';
import { loopback } from '../api/platform.mjs';

/**
 * What happens to the bytes of one direction:
 * piece: at most so many bytes at once · every: milliseconds between pieces · cut_after: so many bytes pass, then both
 * ends are reset · hold_after: so many bytes pass, then nothing more does.
 */
class Direction {
  constructor(from, to, { piece = Infinity, every = 0, cut_after = Infinity, hold_after = Infinity }, cut) {
    Object.assign(this, { from, to, piece, every, cut_after, hold_after, cut, passed: 0, waiting: [], busy: false });
    from.on('data', (bytes) => this.take(bytes));
    from.on('end', () => this.take(null));
  }
  take(bytes) {
    this.waiting.push(bytes);
    if (!this.busy) this.go_on();
    else this.from.pause(); // no more in memory than one piece
  }
  async go_on() {
    this.busy = true;
    while (this.waiting.length > 0) {
      const bytes = this.waiting.shift();
      if (bytes === null) this.to.end();
      else await this.pass(bytes);
    }
    this.busy = false;
    this.from.resume();
  }
  async pass(bytes) {
    while (bytes.length > 0 && !this.to.destroyed) {
      const room = Math.min(this.piece, this.cut_after - this.passed, this.hold_after - this.passed);
      if (this.cut_after <= this.passed) return this.cut();
      if (room <= 0) return new Promise(() => {}); // held for good
      const some = bytes.subarray(0, room);
      bytes = bytes.subarray(some.length);
      this.passed += some.length;
      if (!this.to.write(some)) await new Promise((go) => this.to.once('drain', go).once('close', go));
      if (this.every > 0) await new Promise((go) => setTimeout(go, this.every));
    }
    if (this.passed >= this.cut_after) this.cut();
  }
}

/** A proxy before `base`, such as "http://localhost:8080"; `there` and `back` are what happens to either direction. */
export async function slow_proxy(base, { there = {}, back = {} } = {}) {
  const { port, protocol } = new URL(base);
  const sockets = new Set();
  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    const target = net.connect({ port: Number(port), host: loopback, allowHalfOpen: true });
    const cut = () => {
      client.resetAndDestroy();
      target.resetAndDestroy();
    };
    for (const socket of [client, target]) {
      sockets.add(socket.setNoDelay());
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', cut);
    }
    client.on('close', () => target.destroy());
    target.on('close', () => client.destroySoon());
    new Direction(client, target, there, cut);
    new Direction(target, client, back, cut);
  });
  await new Promise((go) => server.listen(0, loopback, go));
  return {
    base: `${protocol}//localhost:${server.address().port}`,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
