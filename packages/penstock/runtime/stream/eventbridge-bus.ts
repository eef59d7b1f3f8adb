import { type EventBridgeClient, PutEventsCommand, type PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { MAX_EVENT_BYTES } from '../queue/message.ts';
import { type BusEntry, type BusPlace, busEntryOf } from './bus-entry.ts';
import type { EventBus, Publication } from './publication.ts';

/**
 * Entries of one call; all together have less bytes than one alone may have.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
const MAX_ENTRIES = 10;

/** Answers that sending the same entry again can't change. */
const REFUSALS = new Set(['InvalidArgument', 'MalformedDetail', 'ValidationException']);

/** Events on an EventBridge bus, each with the whole CloudEvent as its detail. */
export function eventBridgeBus(client: EventBridgeClient, place: BusPlace): EventBus {
  return {
    publish: async (events, signal) => {
      const answers = new Map<string, Publication>();
      const entries: BusEntry[] = [];
      for (const event of events) {
        const entry = busEntryOf(event, place);
        if ('reason' in entry) answers.set(event.id, { outcome: 'refused', ...entry });
        else entries.push(entry);
      }
      for (const chunk of chunks(entries)) {
        for (const [id, answer] of await send(client, chunk, signal)) answers.set(id, answer);
        if (chunk.some(({ id }) => answers.get(id)?.outcome === 'failed')) break;
      }
      return answers;
    },
  };
}

async function send(
  client: EventBridgeClient,
  entries: readonly BusEntry[],
  signal: AbortSignal,
): Promise<[string, Publication][]> {
  try {
    const command = new PutEventsCommand({ Entries: entries.map(({ entry }) => entry) });
    const { Entries = [] } = await client.send(command, { abortSignal: signal });
    return entries.map(({ id }, index) => [id, answerOf(Entries[index])]);
  } catch (error) {
    return isRefusal(error) ? refused(client, entries, error, signal) : failed(entries, error);
  }
}

/** A call is refused as a whole for any of its entries: each is sent alone, so that the bad one alone is refused. */
async function refused(
  client: EventBridgeClient,
  entries: readonly BusEntry[],
  error: Error,
  signal: AbortSignal,
): Promise<[string, Publication][]> {
  if (entries.length === 1) return entries.map(({ id }) => [id, refusal(error.name, error.message)]);
  const answers: [string, Publication][] = [];
  for (const entry of entries) {
    answers.push(...(await send(client, [entry], signal)));
    if (answers.at(-1)?.[1].outcome === 'failed') break;
  }
  return answers;
}

const failed = (entries: readonly BusEntry[], error: unknown): [string, Publication][] =>
  entries.map(({ id }) => [id, { outcome: 'failed', error }]);

const isRefusal = (error: unknown): error is Error => error instanceof Error && REFUSALS.has(error.name);

function answerOf({ EventId, ErrorCode = 'no answer', ErrorMessage = '' }: PutEventsResultEntry = {}): Publication {
  if (EventId !== undefined) return { outcome: 'published' };
  if (REFUSALS.has(ErrorCode)) return refusal(ErrorCode, ErrorMessage);
  return { outcome: 'failed', error: new Error(said(ErrorCode, ErrorMessage)) };
}

const refusal = (code: string, message: string): Publication => ({
  outcome: 'refused',
  reason: 'refused-by-bus',
  detail: said(code, message),
});

const said = (code: string, message: string): string => `EventBridge answered ${code}: ${message}`;

/** In order, each within both limits of a call. */
function* chunks(entries: readonly BusEntry[]): Generator<readonly BusEntry[]> {
  let chunk: BusEntry[] = [];
  let size = 0;
  for (const entry of entries) {
    if (chunk.length === MAX_ENTRIES || size + entry.bytes >= MAX_EVENT_BYTES) {
      yield chunk;
      chunk = [];
      size = 0;
    }
    chunk.push(entry);
    size += entry.bytes;
  }
  if (chunk.length > 0) yield chunk;
}
