import { setTimeout as sleep } from 'node:timers/promises';
import type { Faults } from '../faults/faults.ts';
import type { TellHop } from '../hops.ts';
import type { JsonObject } from '../json.ts';
import type { Queues } from '../queues/queues.ts';
import { type BusEvent, mostRetries, type RuleDefinition, type TargetDefinition } from './definition.ts';
import { named } from './named.ts';

/** Takes events to the targets of rules. */
export interface Delivery {
  /** Resolves after the first attempt: retries go on by themselves, as in AWS. */
  deliver(rule: RuleDefinition, target: TargetDefinition, event: BusEvent): Promise<void>;
  /** Retries what still waits a last time, with no fault. */
  close(): Promise<void>;
}

/** Why an event has not reached its target. */
interface Failure {
  readonly code: string;
  readonly message: string;
  /** Absent where another attempt would fail too. */
  readonly exhausted?: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';
  readonly retries: number;
}

/** Milliseconds before retry `retry`: AWS spreads 185 over a day, here they begin at 20 ms and end at a second. */
const pause = (retry: number) => Math.min(1000, 10 * 2 ** retry);

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
export function createDelivery(queues: Pick<Queues, 'deliver'>, tell: TellHop, faults?: Faults): Delivery {
  const closing = new AbortController();
  const pending = new Set<Promise<void>>();
  const send = async (rule: RuleDefinition, target: TargetDefinition, event: BusEvent, retry: number) => {
    if (target.queue === undefined) return;
    if (!closing.signal.aborted && faults?.of(rule.name).targetFails()) {
      const why = await again(rule, target, event, retry);
      if (why !== undefined) await bury(rule, target, event, { ...why, retries: retry });
      return;
    }
    try {
      await queues.deliver(target.queue, { MessageBody: JSON.stringify(target.input(event) ?? null) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      await bury(rule, target, event, { code: 'SDK_CLIENT_ERROR', message, retries: retry });
    }
  };
  /** @returns why there is no other attempt, if there is none */
  const again = async (rule: RuleDefinition, target: TargetDefinition, event: BusEvent, retry: number) => {
    const { attempts, age } = target.retries ?? mostRetries;
    const old = Date.now() - Date.parse(event.time) > age * 1000;
    const why = { code: 'THROTTLING', message: 'A fault was injected: the target takes nothing.' };
    if (old) return { ...why, exhausted: 'MaximumEventAgeInSeconds' as const };
    if (retry >= attempts) return { ...why, exhausted: 'MaximumRetryAttempts' as const };
    tell({ from: `queue ${target.queue?.name}`, to: `rule ${rule.name}`, ...named(event, ' failed, is tried again') });
    const wait = sleep(pause(retry + 1), undefined, { signal: closing.signal, ref: false }).catch(() => {});
    const attempt: Promise<void> = wait
      .then(() => send(rule, target, event, retry + 1))
      .catch((error: unknown) => tell({ from: `rule ${rule.name}`, to: 'nowhere', ...named(event, `: ${error}`) }))
      .finally(() => pending.delete(attempt));
    pending.add(attempt);
    return undefined;
  };
  const bury = async (rule: RuleDefinition, target: TargetDefinition, event: BusEvent, failure: Failure) => {
    const to = target.deadLetters === undefined ? 'nowhere' : `queue ${target.deadLetters.name}`;
    tell({ from: `rule ${rule.name}`, to, ...named(event, ` undelivered (${failure.code})`) });
    if (target.deadLetters !== undefined)
      await queues.deliver(target.deadLetters, letter(rule, target, event, failure));
  };
  return {
    deliver: (rule, target, event) => send(rule, target, event, 0),
    close: async () => {
      closing.abort();
      await Promise.all(pending);
    },
  };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
function letter(rule: RuleDefinition, target: TargetDefinition, event: BusEvent, failure: Failure): JsonObject {
  const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
  return {
    MessageBody: JSON.stringify(event),
    MessageAttributes: {
      ERROR_CODE: attribute(failure.code),
      ERROR_MESSAGE: attribute(failure.message),
      ...(failure.exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: attribute(failure.exhausted) }),
      RETRY_ATTEMPTS: { DataType: 'Number', StringValue: String(failure.retries) },
      RULE_ARN: attribute(rule.arn),
      TARGET_ARN: attribute(target.arn),
    },
  };
}
