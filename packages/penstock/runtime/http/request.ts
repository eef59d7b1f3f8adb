import { type Call, type CallContext, type CallFacts, callOf } from '../core/call.ts';
import type { RequestContext } from './request-context.ts';

/** A request as a handler sees it: checked against the contract, its caller admitted. */
export interface OperationRequest<Body, Query> extends CallContext {
  readonly body: Body;
  readonly query: Query;
  /** A path parameter of the contract. */
  path(name: string): string;
  /** A header parameter of the contract. */
  header(name: string): string | undefined;
  /** The path as the caller wrote it, with the stage where the host has one: what links are made of. */
  readonly url: string;
  /** The call that this request is, for a use case that takes this input and knows nothing of HTTP. */
  call<Input>(input: Input): Call<Input>;
}

export function toRequest<Body, Query>(context: RequestContext, facts: CallFacts): OperationRequest<Body, Query> {
  const { contract, path, headers, event } = context;
  return Object.assign(callOf(facts, undefined), {
    // The chain checked both against the contract that these types come from.
    body: context.body as Body,
    query: context.query as Query,
    path: (name: string) => {
      if (path[name] === undefined) throw new Error(`${contract.operationId} has no path parameter ${name}`);
      return String(path[name]);
    },
    header: (name: string) => (headers[name] === undefined ? undefined : String(headers[name])),
    url: event.requestContext.path,
    call: <Input>(input: Input) => callOf(facts, input),
  });
}
