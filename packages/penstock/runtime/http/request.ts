import { type Call, type CallContext, type CallFacts, callOf } from '../core/call.ts';
import type { RequestParameters } from '../operation-contract.ts';
import type { RequestContext } from './request-context.ts';

/** A request as a handler sees it: checked against the contract, its caller admitted. */
export interface OperationRequest<Body, Query, Given = RequestParameters> extends CallContext {
  readonly body: Body;
  /** Of the body, as the contract writes it: where it has several, that tells one from another. */
  readonly mediaType?: string;
  /** The media type that the caller would rather have, of those that the contract declares; absent: there is no choice. */
  readonly accepted?: string;
  readonly query: Query;
  /** Those that are not in the query, by their places, with the types that the contract gives them. */
  readonly parameters: Given;
  /** A path parameter of the contract. */
  path(name: string): string;
  /** A header parameter of the contract. */
  header(name: string): string | undefined;
  /** The path as the caller wrote it, with the stage where the host has one: what links are made of. */
  readonly url: string;
  /** The call that this request is, for a use case that takes this input and knows nothing of HTTP. */
  call<Input>(input: Input): Call<Input>;
}

export function toRequest<Body, Query, Given = RequestParameters>(
  context: RequestContext,
  facts: CallFacts,
): OperationRequest<Body, Query, Given> {
  const { contract, path, headers, cookies, event } = context;
  return Object.assign(callOf(facts, undefined), {
    // The chain checked all against the contract that these types come from.
    body: context.body as Body,
    ...(context.mediaType !== undefined && { mediaType: context.mediaType }),
    ...(context.accepted !== undefined && { accepted: context.accepted }),
    query: context.query as Query,
    parameters: { path, headers, cookies } as Given,
    path: (name: string) => {
      if (path[name] === undefined) throw new Error(`${contract.operationId} has no path parameter ${name}`);
      return String(path[name]);
    },
    header: (name: string) => (headers[name] === undefined ? undefined : String(headers[name])),
    url: event.requestContext.path,
    call: <Input>(input: Input) => callOf(facts, input),
  });
}
