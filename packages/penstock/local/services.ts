import type { Server } from 'node:http';
import { join } from 'node:path';
import { startBackbone } from './backbone.ts';
import { chooseEngine, type EngineKind, engineFile } from './dynamodb/choice.ts';
import type { EngineClient } from './dynamodb/client.ts';
import { type Engine, type EngineOptions, startEngine } from './dynamodb/engine.ts';
import { startStreamingEngine } from './dynamodb/streaming-engine.ts';
import { ensureTable } from './dynamodb/tables.ts';
import { startEndpoint } from './endpoint/server.ts';
import { startXraySink } from './endpoint/xray.ts';
import { startEventSources } from './event-sources/start.ts';
import type { StreamOptions } from './event-sources/stream-shards.ts';
import type { Faults } from './faults/faults.ts';
import type { NotifyHop } from './hops.ts';
import type { FunctionDefinition } from './lambda/definition.ts';
import { startLambda } from './lambda/service.ts';
import type { Logs } from './logs.ts';
import type { Plan } from './plan.ts';
import type { LocalError } from './problems.ts';
import type { SimulatedProvider } from './provider/provider.ts';
import { createCheckpoints } from './streams/checkpoints.ts';

export interface ServiceOptions {
  /** A server for the simulated provider that is bound already; otherwise one is bound to the port of its URL. */
  readonly provider?: Server;
  /** Where tables, the issuer's key and logs are kept; absent: in memory. */
  readonly dataDir?: string;
  /** A running DynamoDB-compatible engine to use. */
  readonly dynamodbEndpoint?: string;
  /** The engine to start otherwise; as `PENSTOCK_ENGINE` says by default, or what this platform has. */
  readonly engine?: EngineKind;
  /**
   * How many times faster the queues' time goes, 1 by default: visibility timeouts and delays are shorter by it, the
   * age of a message that a function sees is longer. So a retry window of hours can be watched in minutes.
   */
  readonly queueSpeed?: number;
  /** The shards that the streams of tables have here. */
  readonly streams?: StreamOptions;
  /** The most processes of one function; by default 4, and 40 where a queue is polled for it. */
  readonly processes?: number;
  /** Milliseconds after which a process that has nothing to do ends, 30,000 by default; in Lambda it takes minutes. */
  readonly idleFor?: number;
  /** Whether a function's first process starts with its first invocation, and not with the cloud. */
  readonly startsLate?: boolean;
  /** A region's side of tables that several have; without it the cloud starts an engine of its own. */
  readonly replica?: EngineClient;
  /** A simulated provider that somebody else started, and closes. */
  readonly sharedProvider?: SimulatedProvider;
}

export type Closer = () => Promise<void>;

/** What the services are started with, and what they are told of. */
interface ServiceParts {
  readonly plan: Plan;
  readonly options: ServiceOptions;
  readonly closers: Closer[];
  readonly notify: NotifyHop;
  readonly faults: Faults;
  readonly logs: Logs;
  /** Hears of what cannot go on. */
  readonly failed: (error: LocalError) => void;
}

/** Starts everything behind the API, in the order in which one needs the other. */
export async function startServices(parts: ServiceParts) {
  const { plan, options, closers, notify, logs, faults } = parts;
  const { account, region } = plan.api;
  const engine = await startTables(parts);
  const backbone = await startBackbone(plan.backbone, {
    region,
    account,
    secrets: plan.secrets,
    notify,
    log: logs.write,
    started: (close) => closers.push(close),
    ...(options.provider === undefined ? {} : { provider: options.provider }),
    ...(options.sharedProvider === undefined ? {} : { sharedProvider: options.sharedProvider }),
    ...(options.queueSpeed === undefined ? {} : { queueSpeed: options.queueSpeed }),
    ...(options.dataDir === undefined ? {} : { file: join(options.dataDir, 'events.db') }),
    faults,
  });
  const xray = await startXraySink();
  closers.push(xray.close);
  const { functions } = plan;
  const processes = processesOf(options, plan);
  const services = { engine: engine.client, tables: plan.tables, services: backbone.services };
  const endpoint = await startEndpoint({ account, region, functions, ...services });
  closers.push(endpoint.close);
  const lambda = await startLambda({
    functions,
    endpoint: endpoint.url,
    xrayDaemon: xray.address,
    accessKeyId: endpoint.accessKeyId,
    processes,
    ...(options.idleFor === undefined ? {} : { idleFor: options.idleFor }),
    ...(options.startsLate === undefined ? {} : { startsLate: options.startsLate }),
    log: (fn, line, requestId) => logs.write(fn.name, line, requestId),
  });
  closers.push(lambda.close);
  const sources = await startEventSources({
    ...parts,
    mappings: plan.backbone.mappings,
    queues: backbone.queues,
    lambda,
    client: engine.client,
    checkpoints: createCheckpoints(options.dataDir && join(options.dataDir, 'streams.json')),
    processes,
    ...(options.streams && { streams: options.streams }),
  });
  closers.push(async () => sources.close());
  endpoint.onCall(sources.heard);
  /** No poller brings more, and what the functions have in flight ends. */
  const drain = async (limitMs: number) => {
    sources.close();
    await lambda.drain(limitMs);
  };
  return { backbone, endpoint, lambda, drain, protection: engine.protection };
}

async function startTables(parts: ServiceParts): Promise<Engine> {
  const { plan, options, closers } = parts;
  const engine =
    options.replica === undefined
      ? await startOwnEngine(parts)
      : { client: options.replica, protection: 'in-process' as const, close: async () => {} };
  closers.push(engine.close);
  await Promise.all(plan.tables.map((table) => ensureTable(engine.client, table)));
  return engine;
}

function startOwnEngine({ plan, options, logs, failed }: ServiceParts): Promise<Engine> {
  const hasStreams = plan.backbone.mappings.some(({ kind }) => kind === 'stream');
  const startOne = hasStreams ? startStreamingEngine : startEngine;
  return startOne({
    ...engineOptions(options, plan.api.region),
    restarted: (how) => logs.write('dynamodb', `The engine ended (${how}) and was started again with its data.`),
    failed,
  });
}

/** A mapping's concurrency is a promise, which only as many processes can show; they start when they are needed. */
function processesOf({ processes }: ServiceOptions, { backbone }: Plan): (fn: FunctionDefinition) => number {
  const polled = new Set(backbone.mappings.filter(({ kind }) => kind === 'queue').map(({ fn }) => fn.arn));
  return ({ arn }) => processes ?? (polled.has(arn) ? 40 : 4);
}

function engineOptions({ dataDir, dynamodbEndpoint, engine }: ServiceOptions, region: string): EngineOptions {
  if (dynamodbEndpoint !== undefined) return { region, endpoint: dynamodbEndpoint };
  const kind = engine ?? chooseEngine();
  return dataDir === undefined ? { region, kind } : { region, kind, file: engineFile(dataDir, region, kind) };
}
