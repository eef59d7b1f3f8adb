import type { Server } from 'node:http';
import type { ResolvedAssembly } from './assembly/resolved.ts';
import type { Closers } from './closers.ts';
import type { AwsService } from './endpoint/service.ts';
import type { EventSourceMapping } from './event-sources/definition.ts';
import { readEventSources } from './event-sources/read.ts';
import { createBuses, type ManagedBuses } from './events-bus/bus.ts';
import type { BusDefinition } from './events-bus/definition.ts';
import { readBuses } from './events-bus/read.ts';
import { createEventsService } from './events-bus/service.ts';
import { undeliverableLine } from './events-bus/undeliverable-line.ts';
import type { Faults } from './faults/faults.ts';
import type { NotifyHop } from './hops.ts';
import type { AsynchronousInvocations } from './lambda/asynchronous.ts';
import type { FunctionDefinition } from './lambda/definition.ts';
import { isOnThisMachine } from './provider/address.ts';
import { createProviderSlot, type ProviderSlot } from './provider/slot.ts';
import type { QueueDefinition } from './queues/definition.ts';
import { type ManagedQueues, startQueues } from './queues/queues.ts';
import { readQueues } from './queues/read.ts';
import { createSqsService } from './queues/service.ts';
import { openRetained } from './retained.ts';
import type { Secret } from './secrets/secrets.ts';
import { createSecretsService } from './secrets/service.ts';

/** The asynchronous half of a stage, as its template declares it. */
export interface BackbonePlan {
  readonly queues: readonly QueueDefinition[];
  readonly buses: readonly BusDefinition[];
  readonly mappings: readonly EventSourceMapping[];
  /** Where the functions look for the provider, if any does. */
  readonly providerUrl?: string;
}

export function readBackbone(assembly: ResolvedAssembly, functions: readonly FunctionDefinition[]): BackbonePlan {
  const queues = readQueues(assembly);
  const providerUrl = functions.flatMap(({ environment }) => providerUrls(environment))[0];
  return {
    queues,
    buses: readBuses(assembly, queues),
    mappings: readEventSources(assembly, { functions, queues }),
    ...(providerUrl === undefined ? {} : { providerUrl }),
  };
}

/** Of providers: each has a secret beside its URL. Those on this machine are one, told apart by their paths. */
const providerUrls = (environment: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(environment)
    .filter(([name]) => name.endsWith(ending) && environment[`${name.slice(0, -ending.length)}_SECRET`] !== undefined)
    .map(([, url]) => url)
    .filter((url) => URL.canParse(url) && isOnThisMachine(new URL(url)));
const ending = '_URL';

export interface Backbone {
  readonly queues: ManagedQueues;
  readonly buses: ManagedBuses;
  readonly provider: ProviderSlot;
  /** What stands behind the endpoint beside the tables. */
  readonly services: readonly AwsService[];
}

export interface BackboneOptions {
  readonly region: string;
  readonly account: string;
  readonly secrets: () => readonly Secret[];
  /** How many times faster the queues' time goes. */
  readonly queueSpeed?: number;
  /** A server for the provider that is bound already; otherwise one is bound to the port of its URL. */
  readonly provider?: Server;
  /** One that somebody else serves, and closes. */
  readonly sharedProvider?: ProviderSlot;
  /** Where messages, archives and accepted events are kept; absent: in memory. */
  readonly file?: string;
  readonly faults: Faults;
  /** The functions that rules invoke. */
  readonly functions: AsynchronousInvocations;
  readonly notify: NotifyHop;
  /** Of the endpoint that functions call, once it is there. */
  readonly endpointUrl: () => string | undefined;
  /** Takes lines of logs, each of a source. */
  readonly log: (source: string, line: string) => void;
  /** Hears what must be closed, in the order it was started. */
  readonly started: Closers['add'];
}

/** Starts what queues, buses and secrets need; none is there yet. */
export async function startBackbone(options: BackboneOptions): Promise<Backbone> {
  const { region, account, secrets, notify, started } = options;
  const retained = options.file === undefined ? undefined : openRetained(options.file);
  if (retained !== undefined) started('what is kept of events', async () => retained.close());
  const speed = options.queueSpeed ?? 1;
  const queues = await startQueues([], region, { speed, notify, ...(retained && { retained: retained.messages }) });
  started('the queues', queues.close);
  const buses = createBuses([], queues, notify, {
    faults: options.faults,
    functions: options.functions,
    ...(retained && { retained: retained.archives, store: retained.deliveries }),
    undeliverable: (event) => options.log('event-bus', undeliverableLine(event)),
  });
  started('the event buses', buses.close);
  const values = () => secrets().map(({ value }) => value);
  const provider = options.sharedProvider ?? createProviderSlot({ server: options.provider, secrets: values });
  if (provider !== options.sharedProvider) started('the provider', provider.close);
  return {
    queues,
    buses,
    provider,
    services: [
      createSqsService(queues, region, account, notify, options.endpointUrl),
      createEventsService(buses, region, account),
      createSecretsService(secrets, region, account),
    ],
  };
}
