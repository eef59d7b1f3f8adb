import type { EngineClient } from '../dynamodb/client.ts';
import type { EngineCall } from '../endpoint/server.ts';
import type { Faults } from '../faults/faults.ts';
import type { NotifyHop } from '../hops.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import type { LambdaService } from '../lambda/service.ts';
import type { Queues } from '../queues/queues.ts';
import type { Checkpoints } from '../streams/checkpoints.ts';
import type { EventSourceMapping, QueueMapping, StreamMapping } from './definition.ts';
import { startQueueSource } from './queue-source.ts';
import type { Source } from './source.ts';
import type { StreamOptions } from './stream-shards.ts';
import { type StreamSource, startStreamSource } from './stream-source.ts';

export interface EventSourcesOptions {
  readonly mappings: readonly EventSourceMapping[];
  readonly queues: Queues;
  readonly lambda: Pick<LambdaService, 'invoke'>;
  readonly client: EngineClient;
  readonly checkpoints: Checkpoints;
  readonly streams?: StreamOptions;
  readonly faults: Faults;
  readonly notify: NotifyHop;
  /** The most processes of a function. */
  readonly processes: (fn: FunctionDefinition) => number;
}

export interface EventSources {
  /** Hears of each call to the engine: a write is looked for at once. */
  heard(call: EngineCall): void;
  /** The pollers take nothing more. */
  close(): void;
}

export async function startEventSources(options: EventSourcesOptions): Promise<EventSources> {
  const queueMappings = options.mappings.filter((mapping): mapping is QueueMapping => mapping.kind === 'queue');
  const streamMappings = options.mappings.filter((mapping): mapping is StreamMapping => mapping.kind === 'stream');
  const parts = ({ fn }: EventSourceMapping) => ({ ...options, faults: options.faults.of(fn.name) });
  const streams = await Promise.all(
    streamMappings.map(async (mapping) => [mapping.table, await startStreamSource(mapping, parts(mapping))] as const),
  );
  const sources: readonly Source[] = queueMappings.map((mapping) =>
    startQueueSource(mapping, { ...parts(mapping), concurrency: options.processes(mapping.fn) }),
  );
  return {
    heard: (call) => {
      if (call.status === 200 && isWrite(call.action)) wake(streams, call.resource);
    },
    close: () => {
      for (const source of [...sources, ...streams.map(([, stream]) => stream)]) source.close();
    },
  };
}

function wake(streams: readonly (readonly [string, StreamSource])[], resource: string): void {
  for (const [table, stream] of streams) if (resource.endsWith(`/${table}`)) stream.wake();
}

function isWrite(action: string): boolean {
  return /^dynamodb:(Put|Update|Delete|BatchWrite|TransactWrite)/.test(action);
}
