import type { RequestContext, RequestIdentity } from './http/request-context.ts';

/** A request as a handler sees it: checked against the contract, its caller admitted. */
export interface OperationRequest<Body, Query> {
  /** Of this invocation and of no other, whatever the caller sends: what a write is recognized by. */
  readonly invocationId: string;
  readonly correlationId: string;
  /** The trace that the request belongs to, to hand on with what it causes (W3C Trace Context). */
  readonly traceparent?: string;
  /** Aborted at the deadline: hand it to everything that waits. */
  readonly signal: AbortSignal;
  /** When the handler began. */
  readonly now: Date;
  /** Throws on a public operation, which has no caller. */
  readonly tenant: string;
  /** Throws on an operation that takes no Idempotency-Key. */
  readonly identity: RequestIdentity;
  readonly body: Body;
  readonly query: Query;
  /** A path parameter of the contract. */
  path(name: string): string;
  /** A header parameter of the contract. */
  header(name: string): string | undefined;
  /** The path as the caller wrote it, with the stage where the host has one: what links are made of. */
  readonly url: string;
}

export function toRequest<Body, Query>(
  context: RequestContext,
  signal: AbortSignal,
  now: number,
): OperationRequest<Body, Query> {
  const { contract, invocationId, correlationId, path, headers, event } = context;
  const need = <Value>(value: Value | undefined, what: string): Value => {
    if (value === undefined) throw new Error(`${contract.operationId} has no ${what}`);
    return value;
  };
  return {
    invocationId,
    correlationId,
    ...(context.traceparent !== undefined && { traceparent: context.traceparent }),
    signal,
    now: new Date(now),
    get tenant() {
      return need(context.caller, 'caller').tenant;
    },
    get identity() {
      return need(context.identity, 'Idempotency-Key');
    },
    // The middlewares checked both against the contract that these types come from.
    body: context.body as Body,
    query: context.query as Query,
    path: (name) => String(need(path[name], `path parameter ${name}`)),
    header: (name) => (headers[name] === undefined ? undefined : String(headers[name])),
    url: event.requestContext.path,
  };
}
