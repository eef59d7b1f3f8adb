import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net';
import { afterEach } from '@jest/globals';

const open = new Set<Server>();
const sockets = new Set<Socket>();

/** Ends the servers that a test has started, and every connection to them. */
export function closeServersAfterEach(): void {
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await Promise.all([...open].map((server) => new Promise((resolve) => server.close(resolve))));
    open.clear();
    sockets.clear();
  });
}

/** The port of 127.0.0.1 that a server now listens on. */
export async function listen(server: Server): Promise<number> {
  open.add(server);
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

export const serve = (listener: RequestListener): Promise<number> => listen(createServer(listener));

/** A server that does with a connection what it likes; what it hears it forgets. */
export const serveSocket = (act: (socket: Socket) => void): Promise<number> =>
  listen(createSocketServer((socket) => act(socket.on('error', () => {}).resume())));

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  open.delete(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
