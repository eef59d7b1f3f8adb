import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request } from 'node:https';

type Lookup = (
  host: string,
  options: LookupOptions,
  done: (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void,
) => void;

/**
 * `fetch` of one region behind a name that leads to the nearest of several: it connects to the region's own host, and asks
 * for the name as every client does, in TLS and in the Host header. Node's own `fetch` takes no other address.
 */
export const regionalFetch =
  (regionalHost: string): typeof fetch =>
  async (input, init = {}) => {
    const { method, headers, body, signal, url } = new Request(input, init);
    const content = body === null ? undefined : Buffer.from(await new Response(body).arrayBuffer());
    const instead: Lookup = (_host, options, done) => lookup(regionalHost, options, done);
    const send = url.startsWith('https:') ? request : requestPlain;
    return new Promise((resolve, reject) => {
      const outgoing = send(
        url,
        { method, headers: Object.fromEntries(headers), lookup: instead, signal },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.once('error', reject);
          incoming.once('end', () => {
            const { statusCode: status = 502, headers: received } = incoming;
            const text = Object.entries(received).map(([name, value]): [string, string] => [name, String(value)]);
            const isEmpty = status === 204 || status === 304;
            resolve(new Response(isEmpty ? null : Buffer.concat(chunks), { status, headers: text }));
          });
        },
      );
      outgoing.once('error', reject);
      outgoing.end(content);
    });
  };
