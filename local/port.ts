import { createServer, type Server } from 'node:http';
import { LocalError } from './problems.ts';

/** Node refuses larger headers before the gateway sees them; API Gateway takes 10,240 bytes of them. */
const maxHeaderSize = 10_240;

/**
 * Takes a port of 127.0.0.1 for the local cloud, before anything else is started. Until the cloud is ready it answers
 * 503.
 *
 * @param port 0 for any free one
 * @param option of the command line, by which another port is chosen
 * @throws LocalError when the port is in use
 */
export async function bindServer(port: number, option = '--port'): Promise<Server> {
  const server = createServer({ maxHeaderSize }, (_, response) => {
    response.writeHead(503, { 'Content-Type': 'text/plain', 'Retry-After': '1' }).end('Penstock is starting.\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'is in use' : `cannot be bound (${cause.code})`;
      reject(
        new LocalError(`Port ${port} ${reason}. Choose another with ${option}, or ${option} 0 for any free one.`, {
          cause,
        }),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

/** `http://127.0.0.1:<port>` of a bound server. */
export function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new LocalError('The server is not bound to a port.');
  return `http://127.0.0.1:${address.port}`;
}
