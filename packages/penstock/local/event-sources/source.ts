import type { FaultDecisions } from '../faults/faults.ts';
import type { NotifyHop } from '../hops.ts';
import type { LambdaService } from '../lambda/service.ts';
import type { Queues } from '../queues/queues.ts';

/** A poller that runs. */
export interface Source {
  /** Takes nothing more; what is in flight ends with its function. */
  close(): void;
}

export interface SourceOptions {
  readonly queues: Queues;
  readonly lambda: Pick<LambdaService, 'invoke'>;
  readonly faults: FaultDecisions;
  readonly notify: NotifyHop;
}

export interface QueueSourceOptions extends SourceOptions {
  /** The most batches at once, whatever the mapping says: the processes that the function may have here. */
  readonly concurrency: number;
}
