import type { Pattern } from '../../contract/events/pattern.ts';
import type { JsonObject } from '../json.ts';
import type { QueueDefinition } from '../queues/definition.ts';
import type { Schedule } from './schedule.ts';

/** What a service or a function puts on a bus, as rules see it. */
export interface BusEvent extends JsonObject {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601, to the second. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
  /** Only on an event that a replay sends again. */
  readonly 'replay-name'?: string;
}

export interface BusDefinition {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly rules: readonly RuleDefinition[];
  readonly archives: readonly ArchiveDefinition[];
}

export interface RuleDefinition {
  readonly name: string;
  readonly arn: string;
  /** In JSON, as it is declared; empty where the rule has none. */
  readonly pattern: string;
  readonly schedule?: Schedule;
  readonly matches: Pattern;
  readonly targets: readonly TargetDefinition[];
}

export interface TargetDefinition {
  readonly id: string;
  readonly arn: string;
  /** Absent where the target does not exist, or does not take messages from this rule. */
  readonly queue?: QueueDefinition;
  /** Where it is a function instead. */
  readonly functionArn?: string;
  /** Takes what the target gets from the event. */
  readonly input: (event: BusEvent) => unknown;
  readonly deadLetters?: QueueDefinition;
  /** Absent: the most that AWS allows. */
  readonly retries?: RetryPolicy;
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html */
export interface RetryPolicy {
  readonly attempts: number;
  /** Seconds. */
  readonly age: number;
}

export interface ArchiveDefinition {
  readonly name: string;
  readonly arn: string;
  readonly busArn: string;
  readonly matches: Pattern;
  /** Days; 0 is for ever. */
  readonly retention: number;
}

export const mostRetries: RetryPolicy = { attempts: 185, age: 86_400 };
