import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { toTracingHeader } from '../../platform/telemetry/traceparent.ts';
import type { OrderEvent } from '../domain/order-event.ts';
import type { EventBus, Publication } from '../domain/relay.ts';

/** What PutEvents takes in one call. Source: Amazon EventBridge User Guide, "PutEvents event entry size". */
const MAX_ENTRIES = 10;
const MAX_BYTES = 256 * 1024;
/** Bytes that an entry's time counts for. */
const TIME_BYTES = 14;

const SOURCE = 'penstock.orders';

/** Answers that sending the same entry again can't change. */
const REFUSALS = new Set(['InvalidArgument', 'MalformedDetail', 'ValidationException']);

interface Letter {
  readonly id: string;
  readonly entry: PutEventsRequestEntry;
  readonly bytes: number;
}

/** The orders' events on an EventBridge bus, each with the whole CloudEvent as its detail. */
export function eventBridgeBus(client: EventBridgeClient, busName: string): EventBus {
  return {
    publish: async (events, signal) => {
      const answers = new Map<string, Publication>();
      const letters = events.map((event) => letterOf(event, busName));
      for (const { id, bytes } of letters.filter(isOversize)) answers.set(id, oversize(bytes));
      for (const chunk of chunks(letters.filter((letter) => !isOversize(letter)))) {
        for (const [id, answer] of await send(client, chunk, signal)) answers.set(id, answer);
        if (chunk.some(({ id }) => answers.get(id)?.outcome === 'failed')) break;
      }
      return answers;
    },
  };
}

async function send(
  client: EventBridgeClient,
  letters: readonly Letter[],
  signal: AbortSignal,
): Promise<[string, Publication][]> {
  try {
    const command = new PutEventsCommand({ Entries: letters.map(({ entry }) => entry) });
    const { Entries = [] } = await client.send(command, { abortSignal: signal });
    return letters.map(({ id }, index) => [id, answerOf(Entries[index])]);
  } catch (error) {
    return letters.map(({ id }) => [id, { outcome: 'failed', error }]);
  }
}

function answerOf({ EventId, ErrorCode = 'no answer', ErrorMessage = '' }: PutEventsResultEntry = {}): Publication {
  if (EventId !== undefined) return { outcome: 'published' };
  const detail = `EventBridge answered ${ErrorCode}: ${ErrorMessage}`;
  if (REFUSALS.has(ErrorCode)) return { outcome: 'refused', reason: 'refused-by-bus', detail };
  return { outcome: 'failed', error: new Error(detail) };
}

function letterOf(event: OrderEvent, busName: string): Letter {
  const { id, type, time, traceparent } = event;
  const Detail = JSON.stringify(event);
  const TraceHeader = toTracingHeader(traceparent);
  const entry = {
    EventBusName: busName,
    Source: SOURCE,
    DetailType: type,
    Detail,
    Time: new Date(time),
    ...(TraceHeader !== undefined && { TraceHeader }),
  };
  return { id, entry, bytes: TIME_BYTES + SOURCE.length + type.length + Buffer.byteLength(Detail) };
}

const isOversize = ({ bytes }: Letter): boolean => bytes > MAX_BYTES;

const oversize = (bytes: number): Publication => ({
  outcome: 'refused',
  reason: 'oversize',
  detail: `The event has ${bytes} bytes; at most ${MAX_BYTES} are allowed`,
});

/** In order, each within both limits of a call. */
function* chunks(letters: readonly Letter[]): Generator<readonly Letter[]> {
  let chunk: Letter[] = [];
  let size = 0;
  for (const letter of letters) {
    if (chunk.length === MAX_ENTRIES || size + letter.bytes > MAX_BYTES) {
      yield chunk;
      chunk = [];
      size = 0;
    }
    chunk.push(letter);
    size += letter.bytes;
  }
  if (chunk.length > 0) yield chunk;
}
