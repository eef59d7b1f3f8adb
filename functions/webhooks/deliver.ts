import type { ConsumerContract } from '../platform/consumer-contract.ts';
import { TransientError } from '../platform/queue/failures.ts';
import type { Dependency } from '../platform/resilience/dependency.ts';
import type { Attempt, DeliveryMessage, DeliveryStatus } from './domain/delivery.ts';
import { assess, decideSending, isLastAttempt, isReceived, type Reply } from './domain/delivery-decisions.ts';
import type { DeliveryRepository } from './domain/delivery-repository.ts';
import type { EndpointRecord } from './domain/endpoint.ts';
import type { EndpointRepository } from './domain/endpoint-repository.ts';
import type { Rest } from './domain/rest.ts';
import type { Subscriber } from './domain/subscriber.ts';
import type { Rests } from './rests.ts';
import { signedHeaders } from './signature.ts';

export interface DeliveryParts {
  readonly endpoints: EndpointRepository;
  readonly deliveries: DeliveryRepository;
  readonly subscriber: Subscriber;
  /** What protects an endpoint, and the others from it. */
  readonly protection: (endpointId: string) => Dependency;
  readonly rests: Rests;
  readonly now: () => number;
}

export interface DeliveryContext {
  readonly attempt: number;
  /** Milliseconds since the epoch: when the message arrived in the queue. */
  readonly sentAt: number;
  readonly signal: AbortSignal;
}

type Terms = Pick<ConsumerContract, 'retryWindow' | 'backoff'>;

/** The call was made and not received. Never permanent: it counts against the endpoint. */
class NotReceived extends Error {
  override readonly name = 'NotReceived';
  readonly reply: Reply;

  constructor(reply: Reply) {
    super('not received');
    this.reply = reply;
  }
}

/**
 * Sends one event to one endpoint and keeps what came of it.
 * Throws a TransientError when it is to be tried again. The last failure is kept as such and is no error: a subscriber
 * that stays away is no fault of the queue, and its owner may ask for the delivery again.
 */
export async function deliver(
  parts: DeliveryParts,
  terms: Terms,
  message: DeliveryMessage,
  { attempt, sentAt, signal }: DeliveryContext,
): Promise<void> {
  const { endpoints, deliveries, now } = parts;
  const { endpointId, deliveryId, event } = message.data;
  const { tenant } = event;
  const [endpoint, known] = await Promise.all([
    endpoints.find(tenant, endpointId, signal),
    deliveries.find({ tenant, endpointId, deliveryId }, signal),
  ]);
  const decision = decideSending(endpoint, known, message);
  if (decision.outcome === 'drop') return;
  const startedAt = now();
  const keep = (status: DeliveryStatus, result: Pick<Attempt, 'status' | 'error'>) => {
    const at = new Date(startedAt).toISOString();
    const attempt = { at, duration: Math.max(0, Math.round(now() - startedAt)), ...result, request: message.id };
    return deliveries.record({ message, attempt, status }, known, signal);
  };
  if (decision.outcome === 'disabled') {
    await keep('failed', { error: 'the endpoint is disabled' });
    return;
  }
  const isLast = isLastAttempt(startedAt - sentAt, terms);
  const reply = await send(parts, decision.endpoint, message, { retry: attempt > 1, isLast, signal });
  const { result, status, disable } = assess(reply, isLast);
  await keep(status, result);
  if (disable) {
    await endpoints.disable({ tenant, id: endpointId, at: new Date(now()).toISOString(), reason: 'gone' }, signal);
  }
  if (status === 'pending') throw notReceived(reply);
}

interface SendOptions {
  readonly retry: boolean;
  readonly isLast: boolean;
  readonly signal: AbortSignal;
}

/** Throws a TransientError when no attempt was made and another may follow. */
async function send(
  { subscriber, protection, rests, now }: DeliveryParts,
  endpoint: EndpointRecord,
  { data: { event } }: DeliveryMessage,
  { retry, isLast, signal }: SendOptions,
): Promise<Reply> {
  const { url, secret, id } = endpoint;
  const body = JSON.stringify(event);
  const post = async (probe: Rest | undefined, ending: AbortSignal): Promise<Reply> => {
    const signed = signedHeaders({ id: event.id, sentAt: new Date(now()), body }, secret);
    const headers = { 'content-type': 'application/json', 'user-agent': 'Penstock-Webhooks/1', ...signed };
    const reply = await subscriber.post({ url, headers, body }, ending);
    await rests.end(endpoint, probe, 'status' in reply, ending);
    if (!isReceived(reply)) throw new NotReceived(reply);
    return reply;
  };
  try {
    const probe = await rests.begin(endpoint, signal);
    return await protection(id).call((ending) => post(probe, ending), { signal, retry });
  } catch (error) {
    if (error instanceof NotReceived) return error.reply;
    if (error instanceof TransientError && (isLast || error.reason === 'timeout')) return { error: error.message };
    throw error;
  }
}

const notReceived = (reply: Reply): TransientError =>
  'error' in reply
    ? new TransientError('not-received', reply.error)
    : new TransientError('not-received', `answered ${reply.status}`, { retryAfter: reply.retryAfter ?? 0 });
