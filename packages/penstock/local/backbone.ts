import type { Server } from 'node:http';
import type { ResolvedAssembly } from './assembly/resolved.ts';
import type { AwsService } from './endpoint/service.ts';
import type { EventSourceMapping } from './event-sources/definition.ts';
import { readEventSources } from './event-sources/read.ts';
import { createBuses } from './events-bus/bus.ts';
import type { BusDefinition } from './events-bus/definition.ts';
import type { UndeliverableEvent } from './events-bus/delivery-store.ts';
import { readBuses } from './events-bus/read.ts';
import { createEventsService } from './events-bus/service.ts';
import { undeliverableLine } from './events-bus/undeliverable-line.ts';
import type { Faults } from './faults/faults.ts';
import type { NotifyHop } from './hops.ts';
import { object, parseJson } from './json.ts';
import type { FunctionDefinition } from './lambda/definition.ts';
import { bindServer } from './port.ts';
import { isOnThisMachine, portOfUrl } from './provider/address.ts';
import { type SimulatedProvider, startSimulatedProvider } from './provider/provider.ts';
import type { QueueDefinition } from './queues/definition.ts';
import { type Queues, startQueues } from './queues/queues.ts';
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
  readonly queues: Queues;
  /** The events that neither their target nor a dead-letter queue took, oldest first. */
  readonly undeliverable: () => readonly UndeliverableEvent[];
  /** What stands behind the endpoint beside the tables. */
  readonly services: readonly AwsService[];
  readonly provider?: SimulatedProvider;
}

export interface BackboneOptions {
  readonly region: string;
  readonly account: string;
  readonly secrets: readonly Secret[];
  /** How many times faster the queues' time goes. */
  readonly queueSpeed?: number;
  /** A server for the provider that is bound already; otherwise one is bound to the port of its URL. */
  readonly provider?: Server;
  /** One that somebody else started, and closes. */
  readonly sharedProvider?: SimulatedProvider;
  /** Where messages, archives and accepted events are kept; absent: in memory. */
  readonly file?: string;
  readonly faults: Faults;
  readonly notify: NotifyHop;
  /** Takes lines of logs, each of a source. */
  readonly log: (source: string, line: string) => void;
  /** Hears what must be closed, in the order it was started. */
  readonly started: (close: () => Promise<void>) => void;
}

/** @throws LocalError when the provider's port is taken */
export async function startBackbone(plan: BackbonePlan, options: BackboneOptions): Promise<Backbone> {
  const { region, account, secrets, notify, started } = options;
  const retained = options.file === undefined ? undefined : openRetained(options.file);
  if (retained !== undefined) started(async () => retained.close());
  const speed = options.queueSpeed ?? 1;
  const queues = await startQueues(plan.queues, region, {
    speed,
    notify,
    ...(retained && { retained: retained.messages }),
  });
  started(queues.close);
  const buses = createBuses(plan.buses, queues, notify, {
    faults: options.faults,
    ...(retained && { retained: retained.archives, store: retained.deliveries }),
    undeliverable: (event) => options.log('event-bus', undeliverableLine(event)),
  });
  started(buses.close);
  const own = options.sharedProvider === undefined ? await startProvider(plan, options) : undefined;
  if (own !== undefined) started(own.close);
  const provider = options.sharedProvider ?? own;
  return {
    queues,
    undeliverable: buses.undeliverable,
    services: [
      createSqsService(queues, region, account, notify),
      createEventsService(plan.buses, buses, region, account),
      createSecretsService(secrets, region, account),
    ],
    ...(provider === undefined ? {} : { provider }),
  };
}

/** Only a provider on this machine is simulated; another is called as it is. */
export async function startProvider(
  plan: BackbonePlan,
  options: Pick<BackboneOptions, 'provider' | 'secrets'>,
): Promise<SimulatedProvider | undefined> {
  if (options.provider === undefined && plan.providerUrl === undefined) return undefined;
  const url = new URL(plan.providerUrl ?? 'http://127.0.0.1');
  if (options.provider === undefined && !isOnThisMachine(url)) return undefined;
  const server = options.provider ?? (await bindServer(portOfUrl(url), '--provider-port', 'the provider'));
  const keys = new Set(
    options.secrets.flatMap(({ value }) => [value, String(object(parseJson(value)).apiKey ?? value)]),
  );
  return startSimulatedProvider({ server, accepts: (token) => keys.has(token) });
}
