import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Credentials } from '../core/authorization.ts';
import type { CallFacts } from '../core/call.ts';
import { headerValues } from '../http/headers.ts';
import { Problem } from '../problem/problem.ts';

/** The request that resolvers work for. */
export interface GraphContext extends CallFacts {
  /** Makes a thing once a request: a loader, which several fields share. */
  once<Value>(make: (context: GraphContext) => Value): Value;
  readonly request: RequestFacts;
}

/** What each field's own call is made of. */
export interface RequestFacts {
  readonly requestId: string;
  readonly traceId: string | undefined;
  readonly credentials: Credentials;
  /** Another one for each call: a write is recognized by it. */
  nextInvocationId(): string;
  /** The header Idempotency-Key, for the one field that has no key of its own. */
  takeKeys(): readonly string[];
}

export function graphContext(
  facts: CallFacts,
  event: APIGatewayProxyEvent,
  { requestId, traceId }: Pick<RequestFacts, 'requestId' | 'traceId'>,
): GraphContext {
  const made = new Map<unknown, unknown>();
  const context: GraphContext = {
    ...facts,
    once: <Value>(make: (of: GraphContext) => Value): Value => {
      if (!made.has(make)) made.set(make, make(context));
      return made.get(make) as Value;
    },
    request: {
      requestId,
      traceId,
      credentials: event.requestContext.authorizer ?? {},
      nextInvocationId: counter(facts.invocationId),
      takeKeys: once(headerValues(event, 'Idempotency-Key')),
    },
  };
  return context;
}

/** The first call has the host's own id: alone in its request it writes what its REST twin would. */
function counter(invocationId: string): () => string {
  let calls = 0;
  return () => {
    calls += 1;
    return calls === 1 ? invocationId : `${invocationId}-${calls}`;
  };
}

/** Two fields that took one key would be one write, or the second would be refused for the first one's request. */
function once(keys: readonly string[]): () => readonly string[] {
  let taken = false;
  return () => {
    if (taken && keys.length > 0) {
      const detail = 'names one field of a request; give every further one its argument idempotencyKey';
      throw new Problem('idempotency-key-invalid', `The header Idempotency-Key ${detail}.`, {
        errors: [{ parameter: 'Idempotency-Key', detail }],
      });
    }
    taken = true;
    return keys;
  };
}
