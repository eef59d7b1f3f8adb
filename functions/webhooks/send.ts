import { TransientError } from 'penstock/runtime/core/failures';
import type { Dependency } from 'penstock/runtime/resilience/dependency';
import type { WebhookEvent } from './domain/delivery.ts';
import { isTrouble, type Reply } from './domain/delivery-decisions.ts';
import type { EndpointRecord } from './domain/endpoint.ts';
import { signingSecrets } from './domain/endpoint-secrets.ts';
import type { Rest } from './domain/rest.ts';
import type { Subscriber } from './domain/subscriber.ts';
import type { Rests, Stage } from './rests.ts';
import { signedHeaders } from './signature.ts';
import { GIVEN_UP } from './watch.ts';

export interface SendParts {
  readonly subscriber: Subscriber;
  /** What protects an endpoint, and the others from it. */
  readonly protection: (endpointId: string) => Dependency;
  readonly rests: Rests;
  readonly now: () => number;
}

export interface SendOptions {
  /** What was found beside the endpoint. */
  readonly rest: Rest | undefined;
  readonly stage: Stage;
  readonly retry: boolean;
  readonly isLast: boolean;
  readonly signal: AbortSignal;
}

/** The call was made and the endpoint is in trouble: it counts against it. */
class InTrouble extends Error {
  override readonly name = 'InTrouble';
  readonly reply: Reply;

  constructor(reply: Reply) {
    super('in trouble');
    this.reply = reply;
  }
}

/** Reasons of what was sent, and whether it was received is not known. */
const WAS_MADE = new Set(['timeout', GIVEN_UP]);

/** Makes one attempt. Throws a TransientError when none was made and another may follow. */
export async function send(
  { subscriber, protection, rests, now }: SendParts,
  endpoint: EndpointRecord,
  event: WebhookEvent,
  { rest, stage, retry, isLast, signal }: SendOptions,
): Promise<Reply> {
  const { url, id } = endpoint;
  const body = JSON.stringify(event);
  const post = async (ending: AbortSignal): Promise<Reply> => {
    const sentAt = new Date(now());
    const signed = signedHeaders({ id: event.id, sentAt, body }, signingSecrets(endpoint, sentAt.getTime()));
    const headers = { 'content-type': 'application/json', 'user-agent': 'Penstock-Webhooks/1', ...signed };
    return subscriber.post({ url, headers, body }, ending);
  };
  try {
    const watch = await rests.begin(endpoint, rest, stage, signal);
    try {
      return await protection(id).call(async (ending) => sound(await watch.over(() => post(ending), ending)), {
        signal: AbortSignal.any([signal, watch.givenUp]),
        retry,
      });
    } finally {
      await watch.end(signal);
    }
  } catch (error) {
    if (error instanceof InTrouble) return error.reply;
    if (error instanceof TransientError && (isLast || WAS_MADE.has(error.reason))) return { error: error.message };
    throw error;
  }
}

function sound(reply: Reply): Reply {
  if (isTrouble(reply)) throw new InTrouble(reply);
  return reply;
}
