import type { Outgoing, Transport } from '../../core/chain.ts';
import type { Ending } from '../../core/report-call.ts';
import { readableByPages } from '../../http/cors.ts';
import { headerValue } from '../../http/headers.ts';
import { commonHeaders } from '../../http/respond.ts';
import { EVENT_STREAM } from '../../http/stream/event-text.ts';
import type { ServerSentEvent } from '../../http/stream/server-sent-event.ts';
import type { StreamSent } from '../../http/stream/stream-answer.ts';
import { deliverStream, type StreamContext, type StreamOptions } from '../../http/stream/stream-transport.ts';
import { Problem } from '../../problem/problem.ts';
import type { Telemetry } from '../../telemetry/telemetry.ts';
import type { GraphContract } from '../contract.ts';
import type { Engine } from '../engine.ts';
import type { FieldError } from '../errors.ts';
import { readGraphRequest } from '../http-request.ts';
import { DocumentRefusal } from '../refusal.ts';
import { countDeprecated, endingOf, type GraphState, graphTransport, refuse, resultOf } from '../transport.ts';
import type { StreamedResult } from './subscribe.ts';

/** A request of a subscription on its way through the chain. */
export interface GraphStreamState extends GraphState, StreamContext {
  /** Errors of fields that were sent. */
  readonly failed: FieldError[];
}

export interface GraphStreamOptions extends StreamOptions {
  readonly sunsets: GraphContract['sunsets'];
  readonly telemetry: Pick<Telemetry, 'log' | 'deprecatedUse'>;
}

/** There is no more to come. An EventSource hears of no event that has no line of data. */
const completion = 'event: complete\ndata:\n\n';

/**
 * GraphQL over server-sent events, a connection for each operation: what becomes of a document is an event, and what is no
 * request of GraphQL a status.
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
 */
export function graphStreamTransport(
  engine: () => Engine,
  { sunsets, telemetry, ...options }: GraphStreamOptions,
): Transport<GraphStreamState, AsyncIterable<StreamedResult>, StreamSent> {
  const { correlate, credentialsOf, idempotencyKeyOf, askedOf } = graphTransport(engine, sunsets, telemetry);
  return {
    correlate,
    credentialsOf,
    validate: (state) => {
      if (!acceptsEvents(headerValue(state.event, 'Accept'))) throw notAcceptable();
      state.prepared = engine().prepare(readGraphRequest(state), { readOnly: state.event.httpMethod !== 'POST' });
    },
    idempotencyKeyOf,
    askedOf,
    answer: (state, results) => {
      countDeprecated(state, sunsets, telemetry.deprecatedUse);
      return streamed(state, eventsOf(state, results, telemetry.log), endingOf(state, []));
    },
    refuse: refused,
    deliver: async (state, outgoing) => {
      const ending = await deliverStream(state, outgoing, { ...options, check: () => {}, completion });
      // What was sent before says nothing of fields that failed since.
      return state.failed.length === 0 ? ending : { ...ending, ...endingOf(state, state.failed) };
    },
  };
}

const acceptsEvents = (header = ''): boolean =>
  header.trim() === '' ||
  header.split(',').some((one) => {
    const [range = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
    const isRefused = parameters.some((part) => /^q=0(?:\.0*)?$/.test(part));
    return [EVENT_STREAM, 'text/*', '*/*'].includes(range) && !isRefused;
  });

const notAcceptable = (): Problem => new Problem('not-acceptable', `Accept ${EVENT_STREAM}.`);

async function* eventsOf(
  state: GraphStreamState,
  results: AsyncIterable<StreamedResult>,
  log: Telemetry['log'],
): AsyncGenerator<ServerSentEvent> {
  for await (const { id, result } of results) {
    const { found, body } = resultOf(state, result, log);
    state.failed.push(...found.filter(({ problem }) => problem.status >= 500));
    yield { event: 'next', data: body, ...(id !== undefined && { id }) };
  }
}

/** Whatever keeps a subscription from beginning. Never throws. */
function refused(state: GraphStreamState, thrown: unknown): Outgoing<StreamSent> {
  const { sent, ending } = refuse(state, thrown);
  if (thrown instanceof DocumentRefusal) {
    return streamed(state, once({ event: 'next', data: JSON.parse(sent.body) }), ending);
  }
  const headers = Object.entries(sent.headers ?? {}).map(([name, value]) => [name, String(value)]);
  return {
    sent: { head: { statusCode: sent.statusCode, headers: Object.fromEntries(headers) }, body: sent.body },
    ending,
  };
}

async function* once(event: ServerSentEvent): AsyncGenerator<ServerSentEvent> {
  yield event;
}

const streamed = (
  state: GraphStreamState,
  events: AsyncIterable<ServerSentEvent>,
  ending: Ending,
): Outgoing<StreamSent> => ({
  sent: {
    head: {
      statusCode: 200,
      headers: readableByPages(state, { ...commonHeaders(state), 'Content-Type': EVENT_STREAM }),
    },
    body: '',
    events,
  },
  ending,
});
