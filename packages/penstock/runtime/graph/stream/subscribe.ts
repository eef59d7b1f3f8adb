import {
  createSourceEventStream,
  type ExecutionResult,
  executeSubscriptionEvent,
  type GraphQLSchema,
  validateSubscriptionArgs,
} from 'graphql';
import type { ServerSentEvent } from '../../http/stream/server-sent-event.ts';
import type { GraphContext } from '../context.ts';
import type { PreparedOperation } from '../engine.ts';

/** A result of a subscription, with the id by which a client that comes again goes on after it. */
export interface StreamedResult {
  readonly id?: string;
  readonly result: ExecutionResult;
}

/** The results of a subscription, one for each event of its field; or the one that says why there are none. */
export async function subscribe(
  schema: GraphQLSchema,
  { document, operation, variables }: PreparedOperation,
  context: GraphContext,
): Promise<AsyncIterable<StreamedResult>> {
  const args = validateSubscriptionArgs({
    schema,
    document: document.document,
    operationName: operation.name?.value,
    variableValues: variables,
    contextValue: context,
    abortSignal: context.signal,
    hideSuggestions: true,
  });
  if (!('schema' in args)) return only({ errors: args });
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return only(source);
  return results(source as AsyncIterable<ServerSentEvent>, async (event) =>
    executeSubscriptionEvent({ ...args, rootValue: event }),
  );
}

async function* only(result: ExecutionResult): AsyncGenerator<StreamedResult> {
  yield { result };
}

async function* results(
  source: AsyncIterable<ServerSentEvent>,
  execute: (event: ServerSentEvent) => Promise<ExecutionResult>,
): AsyncGenerator<StreamedResult> {
  for await (const event of source) {
    yield { result: await execute(event), ...(event.id !== undefined && { id: event.id }) };
  }
}
