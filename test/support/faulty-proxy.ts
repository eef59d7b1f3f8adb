import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { addressOf } from './cloud.ts';

/**
 * What happens to a request on its way: it is lost before it arrives, its answer is lost, the API is busy, or a proxy
 * answers with a page.
 */
export type NetworkFault = 'none' | 'request-lost' | 'answer-lost' | 'busy' | 'page';

export interface FaultyProxy {
  readonly url: string;
  /** The faults that requests met, in their order. */
  readonly met: NetworkFault[];
  close(): Promise<void>;
}

/** Stands between a client and an API, and does to each request what `faultOf` says. */
export async function startFaultyProxy(target: string, faultOf: () => NetworkFault): Promise<FaultyProxy> {
  const met: NetworkFault[] = [];
  const server = createServer((request, response) => {
    const fault = faultOf();
    met.push(fault);
    answer(target, fault, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: addressOf(server),
    met,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(target: string, fault: NetworkFault, request: IncomingMessage, response: ServerResponse) {
  const body = await buffer(request);
  if (fault === 'request-lost') return response.destroy();
  if (fault === 'busy') return response.writeHead(503, { 'retry-after': '0' }).end();
  if (fault === 'page') return response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>');
  const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
  const received = await fetch(`${target}${request.url}`, {
    method: request.method ?? 'GET',
    headers: headers as Record<string, string>,
    ...(body.length > 0 && { body }),
  });
  const content = Buffer.from(await received.arrayBuffer());
  if (fault === 'answer-lost') return response.destroy();
  const { 'transfer-encoding': ____, 'content-encoding': _____, ...answered } = Object.fromEntries(received.headers);
  return response.writeHead(received.status, answered).end(content);
}
