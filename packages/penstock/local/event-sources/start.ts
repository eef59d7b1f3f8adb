import type { EngineClient } from '../dynamodb/client.ts';
import type { EngineCall } from '../endpoint/server.ts';
import type { Faults } from '../faults/faults.ts';
import type { NotifyHop } from '../hops.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import type { LambdaService } from '../lambda/service.ts';
import type { Queues } from '../queues/queues.ts';
import type { Checkpoints } from '../streams/checkpoints.ts';
import type { EventSourceMapping } from './definition.ts';
import { startQueueSource } from './queue-source.ts';
import type { Source } from './source.ts';
import type { StreamOptions } from './stream-shards.ts';
import { type StreamSource, startStreamSource } from './stream-source.ts';

export interface EventSourcesOptions {
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
  /** Polls for a mapping, by its new definition where there is one of its id. @throws LocalError where it cannot be */
  put(mapping: EventSourceMapping): Promise<void>;
  remove(id: string): void;
  /** Gives the mappings that are there what is said of them elsewhere: of their function and their queue. */
  define(mappings: readonly EventSourceMapping[]): Promise<void>;
  /** Hears of each call to the engine: a write is looked for at once. */
  heard(call: EngineCall): void;
  /** The pollers take nothing more. */
  close(): void;
}

interface Running {
  readonly mapping: EventSourceMapping;
  readonly source: Source | StreamSource;
}

export function createEventSources(options: EventSourcesOptions): EventSources {
  const running = new Map<string, Running>();
  const start = async (mapping: EventSourceMapping): Promise<Source | StreamSource> => {
    const parts = { ...options, faults: options.faults.of(mapping.fn.name) };
    if (mapping.kind === 'stream') return startStreamSource(mapping, parts);
    return startQueueSource(mapping, { ...parts, concurrency: options.processes(mapping.fn) });
  };
  const remove = (id: string) => {
    running.get(id)?.source.close();
    running.delete(id);
  };
  const put = async (mapping: EventSourceMapping) => {
    remove(mapping.id);
    running.set(mapping.id, { mapping, source: await start(mapping) });
  };
  return {
    put,
    remove,
    define: async (mappings) => {
      for (const mapping of mappings) {
        const known = running.get(mapping.id)?.mapping;
        if (known !== undefined && viewOf(known) !== viewOf(mapping)) await put(mapping);
      }
    },
    heard: (call) => {
      if (call.status === 200 && isWrite(call.action)) wake([...running.values()], call.resource);
    },
    close: () => {
      for (const { source } of running.values()) source.close();
    },
  };
}

/** What pollers go by, as text that differs when they must be started again. */
function viewOf({ fn, filters, ...mapping }: EventSourceMapping): string {
  const { name, timeout, reservedConcurrency } = fn;
  return JSON.stringify({ ...mapping, fn: { name, timeout, reservedConcurrency }, filters: filters.length });
}

function wake(running: readonly Running[], resource: string): void {
  for (const { mapping, source } of running) {
    if (mapping.kind === 'stream' && 'wake' in source && resource.endsWith(`/${mapping.table}`)) source.wake();
  }
}

function isWrite(action: string): boolean {
  return /^dynamodb:(Put|Update|Delete|BatchWrite|TransactWrite)/.test(action);
}
