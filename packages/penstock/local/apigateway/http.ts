import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { pipeline } from 'node:stream';
import { readBody } from '../body.ts';
import type { GatewayRequest, Reply } from './request-context.ts';

/** API Gateway takes 10 MB. */
const bodyLimit = 10 * 1024 * 1024;

/** Reads a request whole. */
export async function readRequest(message: IncomingMessage): Promise<GatewayRequest> {
  const { bytes, tooLarge } = await readBody(message, bodyLimit);
  const { path, query } = split(message.url ?? '/');
  return {
    method: message.method ?? '',
    path,
    query: [...new URLSearchParams(query)],
    queryString: query,
    headers: pairs(message.rawHeaders),
    body: bytes,
    tooLarge,
    sourceIp: message.socket.remoteAddress ?? '',
    protocol: `HTTP/${message.httpVersion}`,
    port: message.socket.localPort ?? 0,
  };
}

/** A target may be in absolute form (RFC 9112, 3.2.2). */
function split(target: string): { readonly path: string; readonly query: string } {
  const local = target.replace(/^https?:\/\/[^/?#]*/i, '');
  const mark = local.indexOf('?');
  if (mark < 0) return { path: local, query: '' };
  return { path: local.slice(0, mark), query: local.slice(mark + 1) };
}

function pairs(raw: readonly string[]): readonly (readonly [string, string])[] {
  const headers: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) headers.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return headers;
}

/** A request names one host, once (RFC 9112, 3.2); only one in HTTP/1.0 may name none. */
export function namesOneHost({ headers, protocol }: GatewayRequest): boolean {
  const hosts = headers.filter(([name]) => name.toLowerCase() === 'host').length;
  return hosts === 1 || (hosts === 0 && protocol === 'HTTP/1.0');
}

export function writeReply(response: ServerResponse, { status, headers, body, stream }: Reply): void {
  const flat = headers.flat();
  if (stream !== undefined) {
    response.writeHead(status, flat).flushHeaders();
    // What fails on the way cuts the connection; a client that has gone ends the stream, and not the function.
    pipeline(stream, response, () => {});
    return;
  }
  if (status !== 204 && status !== 304) flat.push('Content-Length', String(Buffer.byteLength(body)));
  response.writeHead(status, flat).end(body);
}

/** The same for a connection whose request could not be parsed. */
export function rawReply({ status, headers, body }: Reply): string {
  const lines = [...headers, ['Content-Length', String(Buffer.byteLength(body))], ['Connection', 'close']];
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...lines.map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\r\n');
}
