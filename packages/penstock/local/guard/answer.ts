import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { type GuardOptions, type GuardRefusal, refusalOf } from './refusal.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Lets a handler answer on a server, in place of what answered there before. No request gets to it that a web page may
 * have sent without leave: every listener of this repository answers through here.
 */
export function answerOn(server: Server, handler: Handler, options: GuardOptions = {}): void {
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const refusal = refusalOf(request, options);
    if (refusal === undefined) handler(request, response);
    else refuse(request, response, refusal);
  });
}

const kinds = {
  421: { type: 'urn:penstock:problem:misdirected-request', title: 'Misdirected request' },
  403: { type: 'urn:penstock:problem:forbidden', title: 'Forbidden' },
} as const;

function refuse(request: IncomingMessage, response: ServerResponse, { status, detail }: GuardRefusal): void {
  const correlationId = randomUUID();
  const instance = `urn:uuid:${correlationId}`;
  const problem = { ...kinds[status], status, detail, instance, correlationId, retryable: false };
  const headers = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', Connection: 'close' };
  response.statusCode = status;
  response.setHeaders(new Map(Object.entries(headers))).end(JSON.stringify(problem));
  // What is still to come of the request is of no interest, and must not keep the answer from its sender.
  request.resume();
}
