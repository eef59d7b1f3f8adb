import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { Faults } from '../faults/faults.ts';
import type { NotifyHop } from '../hops.ts';
import type { AsynchronousInvocations } from '../lambda/asynchronous.ts';
import type { Queues } from '../queues/queues.ts';
import { QueueRefusal } from '../queues/refusal.ts';
import { type DeliveryFailure, deadLetterOf, type GivenUp } from './dead-letter.ts';
import {
  type BusDefinition,
  type BusEvent,
  mostRetries,
  type RuleDefinition,
  type TargetDefinition,
} from './definition.ts';
import type { DeliveryStore, UndeliverableEvent } from './delivery-store.ts';
import { named } from './named.ts';

/** An event for one target of one rule. */
export interface Delivery {
  readonly bus: BusDefinition;
  readonly rule: RuleDefinition;
  readonly target: TargetDefinition;
  readonly event: BusEvent;
}

export interface AcceptedDelivery extends Delivery {
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number;
  /** Attempts after the first, those of earlier runs included. */
  readonly retries: number;
}

export interface DeliveryContext {
  readonly queues: Pick<Queues, 'deliver'>;
  readonly functions: AsynchronousInvocations;
  readonly store: DeliveryStore;
  readonly notify: NotifyHop;
  /** Hears once of each event that nothing takes. */
  readonly undeliverable: (event: UndeliverableEvent) => void;
  readonly faults?: Faults;
  /** Aborted: what waits is tried once more, with no fault; what fails then stays in the store. */
  readonly closing: AbortSignal;
}

/** Milliseconds before retry `retry`: AWS spreads 185 over a day, here they begin at 20 ms and end at a second. */
const pauseMs = (retry: number) => Math.min(1000, 10 * 2 ** retry);

/**
 * Makes attempts until the target has the event, or it is given up.
 *
 * @param tried is called after the first
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export async function attemptUntilSettled(
  delivery: AcceptedDelivery,
  context: DeliveryContext,
  tried: () => void,
): Promise<void> {
  const { store, closing, notify } = context;
  const { rule, target, event } = delivery;
  // Whoever published the event is answered before anything is tried.
  await setImmediate();
  for (let retries = delivery.retries; ; retries++) {
    const failure = await attempt(delivery, context);
    tried();
    if (failure === undefined) return store.remove(delivery.id);
    const exhausted = failure.retryable ? exhaustedLimit(delivery, retries) : undefined;
    if (!failure.retryable || exhausted !== undefined) {
      return giveUp(delivery, context, { ...failure, retries, ...(exhausted && { exhausted }) });
    }
    if (closing.aborted) return;
    notify({
      from: targetName(target),
      to: `rule ${rule.name}`,
      ...named(event, ' failed, is tried again'),
    });
    store.retried(delivery.id, retries + 1);
    await sleep(pauseMs(retries + 1), undefined, { signal: closing, ref: false }).catch(() => {});
  }
}

async function attempt(
  { rule, target, event }: Delivery,
  { queues, functions, faults, closing }: DeliveryContext,
): Promise<DeliveryFailure | undefined> {
  const { queue, functionArn } = target;
  if (queue === undefined && (functionArn === undefined || !functions.has(functionArn))) {
    return {
      code: 'NO_RESOURCE',
      message: `There is no ${targetKind(target)} ${target.arn} for this rule.`,
      retryable: false,
    };
  }
  if (!closing.aborted && faults?.of(rule.name).targetFails()) {
    return { code: 'THROTTLING', message: 'A fault was injected: the target takes nothing.', retryable: true };
  }
  if (queue === undefined) {
    const isDone = await functions.invoke(target.arn, target.input(event), closing);
    return isDone ? undefined : { code: 'UNKNOWN', message: 'The local cloud ends.', retryable: true };
  }
  const message = { MessageBody: JSON.stringify(target.input(event) ?? null) };
  return queues.deliver(queue, message).then(() => undefined, failureOf);
}

const targetKind = ({ arn }: TargetDefinition): string => (arn.split(':')[2] === 'lambda' ? 'function' : 'queue');

/** As hops name it. */
export function targetName(target: TargetDefinition): string {
  return `${targetKind(target)} ${target.arn.split(':')[targetKind(target) === 'function' ? 6 : 5] ?? target.arn}`;
}

function failureOf(error: unknown): DeliveryFailure {
  const message = error instanceof Error ? error.message : String(error);
  const retryable = !(error instanceof QueueRefusal) || !error.permanent;
  return { code: retryable ? 'UNKNOWN' : 'SDK_CLIENT_ERROR', message, retryable };
}

function exhaustedLimit({ target, acceptedAt }: AcceptedDelivery, retries: number): GivenUp['exhausted'] {
  const { attempts, age } = target.retries ?? mostRetries;
  if (Date.now() - acceptedAt > age * 1000) return 'MaximumEventAgeInSeconds';
  return retries >= attempts ? 'MaximumRetryAttempts' : undefined;
}

async function giveUp(delivery: AcceptedDelivery, context: DeliveryContext, why: GivenUp): Promise<void> {
  const { store, notify, queues, undeliverable } = context;
  const { bus, rule, target, event } = delivery;
  const { deadLetters } = target;
  const deadLetterReason =
    deadLetters === undefined
      ? 'The target has no dead-letter queue.'
      : await queues.deliver(deadLetters, deadLetterOf(delivery, why)).then(
          () => undefined,
          (error: unknown) => failureOf(error).message,
        );
  const to = deadLetterReason === undefined ? `queue ${deadLetters?.name}` : 'nowhere';
  notify({ from: `rule ${rule.name}`, to, ...named(event, ` undelivered (${why.code})`) });
  if (deadLetterReason === undefined) return store.remove(delivery.id);
  const reason = `${why.code}: ${why.message}`;
  const entry = { bus: bus.name, rule: rule.name, target: target.arn, retries: why.retries, reason, deadLetterReason };
  const lost = { at: Date.now(), ...entry, event };
  store.quarantine(delivery.id, lost);
  undeliverable(lost);
}
