import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** The way to a server, which can be cut and mended: for the programs behind it the network is gone. */
export interface Line {
  readonly url: string;
  /** Nothing listens any more, and what was on its way is dropped. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Lays a line to a server on this computer. */
export async function layLine(target: string): Promise<Line> {
  const far = Number(new URL(target).port);
  const open = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // An end that was dropped says so as an error; the other end is dropped with it.
    socket.on('error', () => socket.destroy());
    return socket;
  };
  const listen = async (port: number): Promise<Server> => {
    const server = createServer((near) => {
      const beyond = keep(connect(far, HOST));
      keep(near).pipe(beyond).pipe(near);
      near.once('close', () => beyond.destroy());
      beyond.once('close', () => near.destroy());
    });
    server.listen(port, HOST);
    await once(server, 'listening');
    return server;
  };
  let server: Server | null = await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a line needs a port');
  const cut = async (): Promise<void> => {
    if (server === null) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
    server = null;
  };
  return {
    url: `http://${HOST}:${address.port}`,
    cut,
    async mend() {
      server ??= await listen(address.port);
    },
    close: cut,
  };
}
