// Free loopback ports, and waiting for something to listen on one.
import net from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** A loopback port on which nobody listens right now. */
export async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Resolves when `url` answers at all; `alive()` false ends the wait early, with `reason()`. */
export async function answering(url, { alive = () => true, reason = () => '', seconds = 60 } = {}) {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    if (!alive()) throw new Error(`it ended before ${url} answered\n${reason()}`);
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
      await answer.arrayBuffer();
      if (answer.status < 500) return;
    } catch {
      // not yet
    }
    await pause(100);
  }
  throw new Error(`${url} did not answer within ${seconds} s\n${reason()}`);
}
