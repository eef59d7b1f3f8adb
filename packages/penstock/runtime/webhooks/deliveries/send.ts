import { TransientError } from '../../core/failures.ts';
import type { Dependency } from '../../resilience/dependency.ts';
import type { EndpointCooldown } from '../cooldown/cooldown.ts';
import type { EndpointCooldowns, Stage } from '../cooldown/endpoint-cooldowns.ts';
import { ABANDONED } from '../cooldown/monitored-attempt.ts';
import type { EndpointRecord } from '../endpoints/endpoint.ts';
import { signingSecrets } from '../endpoints/endpoint-secrets.ts';
import type { WebhookEvent } from '../event.ts';
import { signedHeaders } from '../signing/signature.ts';
import type { Subscriber } from '../subscriber/subscriber.ts';
import { isTrouble, type Reply } from './delivery-decisions.ts';

export interface SendParts {
  readonly subscriber: Subscriber;
  /** What protects an endpoint, and the others from it. */
  readonly protection: (endpointId: string) => Dependency;
  readonly cooldowns: EndpointCooldowns;
  readonly now: () => number;
}

export interface SendOptions {
  /** As it was found beside the endpoint. */
  readonly cooldown: EndpointCooldown | undefined;
  readonly stage: Stage;
  readonly retry: boolean;
  readonly isLast: boolean;
  readonly signal: AbortSignal;
}

/** The call was made and the endpoint is in trouble: it counts against it. */
class EndpointInTrouble extends Error {
  override readonly name = 'EndpointInTrouble';
  readonly reply: Reply;

  constructor(reply: Reply) {
    super('in trouble');
    this.reply = reply;
  }
}

/** Reasons of what was sent, and whether it was received is not known. */
const WAS_MADE = new Set(['timeout', ABANDONED]);

/** Makes one attempt. Throws a TransientError when none was made and another may follow. */
export async function send(
  { subscriber, protection, cooldowns, now }: SendParts,
  endpoint: EndpointRecord,
  event: WebhookEvent,
  { cooldown, stage, retry, isLast, signal }: SendOptions,
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
    const attempt = await cooldowns.beginAttempt(endpoint, cooldown, stage, signal);
    try {
      const call = async (ending: AbortSignal) => throwIfInTrouble(await attempt.run(() => post(ending), ending));
      return await protection(id).call(call, {
        signal: AbortSignal.any([signal, attempt.abandoned]),
        retry,
      });
    } finally {
      await attempt.finish(signal);
    }
  } catch (error) {
    if (error instanceof EndpointInTrouble) return error.reply;
    if (error instanceof TransientError && (isLast || WAS_MADE.has(error.reason))) return { error: error.message };
    throw error;
  }
}

function throwIfInTrouble(reply: Reply): Reply {
  if (isTrouble(reply)) throw new EndpointInTrouble(reply);
  return reply;
}
