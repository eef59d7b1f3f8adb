import type { Pattern } from '../../contract/events/pattern.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import type { QueueDefinition } from '../queues/definition.ts';

export interface Mapping {
  readonly id: string;
  readonly fn: FunctionDefinition;
  /** The function's, with the alias that the mapping names. */
  readonly functionArn: string;
  readonly sourceArn: string;
  readonly batchSize: number;
  /** Seconds. */
  readonly batchingWindow: number;
  /** A record that none of them matches is passed over; without any, none is. */
  readonly filters: readonly Pattern[];
  /** Whether the function's answer names the records that failed. */
  readonly reportsFailures: boolean;
}

export interface QueueMapping extends Mapping {
  readonly kind: 'queue';
  readonly queue: QueueDefinition;
  readonly maxConcurrency?: number;
}

export interface StreamMapping extends Mapping {
  readonly kind: 'stream';
  readonly table: string;
  /** The name of the table's HASH attribute. */
  readonly partitionKey: string;
  readonly region: string;
  readonly start: 'TRIM_HORIZON' | 'LATEST';
  readonly bisect: boolean;
  /** -1 is without end. */
  readonly maxRetries: number;
  /** Seconds; -1 is without end. */
  readonly maxAge: number;
  readonly parallelization: number;
  readonly onFailure?: QueueDefinition;
}

export type EventSourceMapping = QueueMapping | StreamMapping;
