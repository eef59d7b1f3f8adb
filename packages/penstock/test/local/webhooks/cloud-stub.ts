import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface StubEndpoint {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
}

export interface CloudStub {
  readonly port: number;
  readonly endpoints: StubEndpoint[];
  /** Answers requests to the API in its place. */
  refuse?: { readonly status: number; readonly body: string };
  close(): Promise<void>;
}

export const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** As much of a local cloud as a listener needs: tokens for acme, and webhook endpoints. */
export async function startCloudStub(): Promise<CloudStub> {
  const endpoints: StubEndpoint[] = [];
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(request, stub);
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stub: CloudStub = {
    port: (server.address() as AddressInfo).port,
    endpoints,
    close: () => closeServer(server),
  };
  return stub;
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
}

async function answer(request: IncomingMessage, { endpoints, refuse }: CloudStub) {
  const { method, url = '' } = request;
  const { authorization } = request.headers;
  if (url === '/oauth2/token') {
    if (authorization === `Basic ${btoa('acme:local')}`) return { status: 200, body: '{"access_token":"t"}' };
    return { status: 401, body: '{"error":"invalid_client","error_description":"The clients are acme."}' };
  }
  if (refuse !== undefined) return refuse;
  if (authorization !== 'Bearer t') return { status: 401, body: '' };
  if (method === 'GET') return { status: 200, body: JSON.stringify({ items: endpoints }) };
  if (method === 'DELETE') {
    const at = endpoints.findIndex(({ id }) => url.endsWith(`/${id}`));
    if (at >= 0) endpoints.splice(at, 1);
    return { status: at >= 0 ? 204 : 404, body: '' };
  }
  const draft = (await json(request)) as Omit<StubEndpoint, 'id'>;
  const endpoint = { id: `whe_${endpoints.length + 1}`, ...draft };
  endpoints.push(endpoint);
  return { status: 201, body: JSON.stringify({ ...endpoint, secret }) };
}
