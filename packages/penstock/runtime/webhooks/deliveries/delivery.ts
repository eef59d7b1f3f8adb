import type { DeliveryMessage, WebhookEvent } from '../event.ts';

export interface Attempt {
  readonly at: string;
  readonly durationMs: number;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** Why it failed; absent when it succeeded. */
  readonly error?: string;
  /** The id of the message that asked for it: a delivery that is asked for again is not done by what went before. */
  readonly request: string;
}

/** What names a message among those that ask for the same delivery, and orders them. */
export type DeliveryRequest = Pick<DeliveryMessage, 'id' | 'time'>;

/** `pending`: it will be tried again; `failed`: it will not. */
export type DeliveryStatus = 'pending' | 'delivered' | 'failed';

/** A delivery as it is stored, from its first attempt on, or since it waits for that. */
export interface DeliveryRecord {
  readonly tenant: string;
  readonly endpointId: string;
  readonly id: string;
  readonly status: DeliveryStatus;
  readonly attemptCount: number;
  /** The last ones, oldest first. */
  readonly attempts: readonly Attempt[];
  /** The last ones by which it was asked for again, oldest first. */
  readonly requests: readonly DeliveryRequest[];
  readonly eventId: string;
  readonly eventType: string;
  /** Undefined where it is stored apart from the delivery. */
  readonly event: WebhookEvent | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** How often it was written. */
  readonly version: number;
}

/** How many attempts a delivery retains, and how many requests, at the most. */
export const MAX_ATTEMPTS = 20;
export const MAX_REQUESTS = 20;

/** An attempt and what it makes of its delivery. */
export interface Progress {
  readonly message: DeliveryMessage;
  readonly attempt: Attempt;
  readonly status: DeliveryStatus;
}

/**
 * Whether what a message asks for is done: by an attempt for it, or by one for another message that began after this
 * one was made.
 */
export const isDone = ({ attempts }: Pick<DeliveryRecord, 'attempts'>, { id, time }: DeliveryRequest): boolean =>
  attempts.some(
    ({ error, request, at }) => error === undefined && (request === id || Date.parse(at) > Date.parse(time)),
  );

const identityOf = ({ data: { endpointId, deliveryId, event } }: DeliveryMessage) => ({
  tenant: event.tenant,
  endpointId,
  id: deliveryId,
  eventId: event.id,
  eventType: event.type,
});

/** The delivery as it stands while it waits for its first attempt. */
export const awaited = (message: DeliveryMessage, at: string): DeliveryRecord => ({
  ...identityOf(message),
  status: 'pending',
  attemptCount: 0,
  attempts: [],
  requests: [],
  event: message.data.event,
  createdAt: at,
  updatedAt: at,
  version: 1,
});

export function progressed(stored: DeliveryRecord | undefined, progress: Progress): DeliveryRecord {
  const { message, attempt } = progress;
  return {
    ...identityOf(message),
    status: statusAfter(stored, progress),
    attemptCount: (stored?.attemptCount ?? 0) + 1,
    attempts: [...(stored?.attempts ?? []), attempt].slice(-MAX_ATTEMPTS),
    requests: stored?.requests ?? [],
    event: stored === undefined ? message.data.event : stored.event,
    createdAt: stored?.createdAt ?? attempt.at,
    updatedAt: latest(attempt.at, stored?.updatedAt),
    version: (stored?.version ?? 0) + 1,
  };
}

/**
 * The status is about the last request. A queue may hand out a message twice at once, and the slower copy may be the
 * one that fails: what the quicker one ended stays ended, for its message is deleted and nothing would end it again.
 */
function statusAfter(stored: DeliveryRecord | undefined, { message, attempt, status }: Progress): DeliveryStatus {
  if (stored === undefined) return status;
  const last = stored.requests.at(-1);
  const isOvertaken = last !== undefined && Date.parse(last.time) > Date.parse(message.time);
  if (isDone({ attempts: [...stored.attempts, attempt] }, isOvertaken ? last : message)) return 'delivered';
  const isEnded = stored.status === 'failed' && stored.attempts.at(-1)?.request === message.id;
  return isOvertaken || isEnded ? stored.status : status;
}

/** Whether a delivery was asked for by this request before. */
export const isKnown = (
  { requests, attempts }: Pick<DeliveryRecord, 'requests' | 'attempts'>,
  { id }: Pick<DeliveryRequest, 'id'>,
): boolean => requests.some((past) => past.id === id) || attempts.some(({ request }) => request === id);

/** The delivery as it stands once a message that asks for it again is queued. It must not be known yet. */
export const requested = (stored: DeliveryRecord, { id, time }: DeliveryRequest): DeliveryRecord => ({
  ...stored,
  status: isDone(stored, { id, time }) ? stored.status : 'pending',
  requests: [...stored.requests, { id, time }].slice(-MAX_REQUESTS),
  updatedAt: latest(time, stored.updatedAt),
  version: stored.version + 1,
});

/** Of two instants as `toISOString` writes them. */
const latest = (one: string, other = ''): string => (one > other ? one : other);

/** Whether this very attempt is part of it: its first write succeeded and only the answer was lost. */
export const isRecorded = (
  { attempts }: Pick<DeliveryRecord, 'attempts'>,
  { at, durationMs, request }: Attempt,
): boolean => attempts.some((past) => past.at === at && past.durationMs === durationMs && past.request === request);
