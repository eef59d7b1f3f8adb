import type { Server } from 'node:http';
import { join } from 'node:path';
import type { KeyStore } from './apigateway/key-store.ts';
import { createKeyManagement } from './apigateway/management.ts';
import { startBackbone } from './backbone.ts';
import type { Closers } from './closers.ts';
import { objectsFile } from './data.ts';
import { chooseEngine, type EngineKind, engineFile } from './dynamodb/choice.ts';
import type { EngineClient } from './dynamodb/client.ts';
import { type Engine, type EngineOptions, startEngine } from './dynamodb/engine.ts';
import { startStreamingEngine } from './dynamodb/streaming-engine.ts';
import type { EndpointAddress } from './endpoint/address.ts';
import { type AwsEndpoint, startEndpoint } from './endpoint/server.ts';
import { startXraySink } from './endpoint/xray.ts';
import { createEventSources } from './event-sources/start.ts';
import type { StreamOptions } from './event-sources/stream-shards.ts';
import type { Faults } from './faults/faults.ts';
import type { NotifyHop } from './hops.ts';
import { createAsynchronousInvocations } from './lambda/asynchronous.ts';
import type { FunctionDefinition } from './lambda/definition.ts';
import { type LambdaService, startLambda } from './lambda/service.ts';
import type { Logs } from './logs.ts';
import type { Plan } from './plan.ts';
import type { LocalError } from './problems.ts';
import type { ProviderSlot } from './provider/slot.ts';
import type { Handlers } from './provisioning/handler.ts';
import { autoDeleteHandler, bucketHandler } from './provisioning/handlers/buckets.ts';
import { eventSourceMappingHandler } from './provisioning/handlers/event-source-mappings.ts';
import { functionHandler } from './provisioning/handlers/functions.ts';
import { queueHandler } from './provisioning/handlers/queues.ts';
import { createCurrentSecrets, secretHandler } from './provisioning/handlers/secrets.ts';
import { tableHandler } from './provisioning/handlers/tables.ts';
import { openObjectStore } from './s3/object-store.ts';
import type { GeneratedSecrets } from './secrets/secrets.ts';
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
  /** The most processes of one function; by default 4, and 40 where a queue is polled for it or its answers are streams. */
  readonly processes?: number;
  /** Milliseconds after which a process that has nothing to do ends, 30,000 by default; in Lambda it takes minutes. */
  readonly idleFor?: number;
  /** Whether a function's first process starts with its first invocation, and not with the cloud. */
  readonly startsLate?: boolean;
  /** A region's side of tables that several have; without it the cloud starts an engine of its own. */
  readonly replica?: EngineClient;
  /** The side that another region has of them. */
  readonly replicaIn?: (region: string) => EngineClient;
  /** A simulated provider that somebody else serves, and closes. */
  readonly sharedProvider?: ProviderSlot;
  /** Of the regions of a stage; a cloud puts its own in, and takes it out when it ends. */
  readonly endpoints?: Endpoints;
  /** Of its endpoint; by default one of its own, which ends with it. */
  readonly address?: EndpointAddress;
}

export type Endpoints = Map<string, AwsEndpoint | 'stopped'>;

/** What the services are started with, and what they are told of. */
interface ServiceParts {
  readonly account: string;
  readonly region: string;
  readonly options: ServiceOptions;
  readonly closers: Closers;
  readonly notify: NotifyHop;
  readonly faults: Faults;
  readonly logs: Logs;
  readonly generated: GeneratedSecrets;
  /** Hears of each line of a function. */
  readonly logged: (fn: FunctionDefinition, line: string) => void;
  /** Whether streams of tables will be read. */
  readonly hasStreams: boolean;
  readonly keys: KeyStore;
  /** Hears of what cannot go on. */
  readonly failed: (error: LocalError) => void;
}

/** The services of a region: empty, until something is deployed. */
export async function startServices(parts: ServiceParts) {
  const { account, region, options, closers, notify, logs, faults, generated, keys } = parts;
  const engine = await startTables(parts);
  const secrets = createCurrentSecrets();
  let current: LambdaService | undefined;
  let endpointUrl: string | undefined;
  const backbone = await startBackbone({
    functions: createAsynchronousInvocations(() => current ?? noLambda, notify),
    region,
    account,
    secrets: secrets.now,
    endpointUrl: () => endpointUrl,
    notify,
    log: logs.write,
    started: closers.add,
    ...(options.provider === undefined ? {} : { provider: options.provider }),
    ...(options.sharedProvider === undefined ? {} : { sharedProvider: options.sharedProvider }),
    ...(options.queueSpeed === undefined ? {} : { queueSpeed: options.queueSpeed }),
    ...(options.dataDir === undefined ? {} : { file: join(options.dataDir, 'events.db') }),
    faults,
  });
  const { queues, buses, provider } = backbone;
  const objects = openObjectStore(options.dataDir && join(options.dataDir, objectsFile));
  closers.add('the objects', async () => objects.close());
  const xray = await startXraySink();
  closers.add('the X-Ray daemon', xray.close);
  let plan: Plan | undefined;
  const tables = () => plan?.tables ?? [];
  const services = { engine: engine.client, tables, services: backbone.services };
  const endpoint = await startEndpoint({
    ...{ account, region, functions: [] },
    ...services,
    restServices: [createKeyManagement(region, keys, () => plan?.api)],
    endpointIn: (name) => options.endpoints?.get(name),
    ...(options.address && { address: options.address }),
  });
  endpointUrl = endpoint.url;
  options.endpoints?.set(region, endpoint);
  closers.add('the AWS endpoint', async () => {
    options.endpoints?.set(region, 'stopped');
    await endpoint.close();
  });
  const processes = (fn: FunctionDefinition) =>
    options.processes ?? (isPolled(fn, plan) || isStreamed(fn, plan) ? mostAtWork : mostOthers);
  const lambda = await startLambda({
    functions: [],
    endpoint: endpoint.url,
    xrayDaemon: xray.address,
    accessKeyId: endpoint.accessKeyId,
    processes,
    ...(options.idleFor === undefined ? {} : { idleFor: options.idleFor }),
    ...(options.startsLate === undefined ? {} : { startsLate: options.startsLate }),
    log: (fn, line, requestId) => {
      logs.write(fn.name, line, requestId);
      parts.logged(fn, line);
    },
  });
  current = lambda;
  closers.add('the functions', lambda.close);
  const sources = createEventSources({
    notify,
    faults,
    queues,
    lambda,
    client: engine.client,
    checkpoints: createCheckpoints(options.dataDir && join(options.dataDir, 'streams.json')),
    processes,
    ...(options.streams && { streams: options.streams }),
  });
  closers.add('the event sources', async () => sources.close());
  endpoint.onCall(sources.heard);
  const handlers: Handlers = {
    'AWS::DynamoDB::GlobalTable': tableHandler(engine.client, options.replicaIn),
    'AWS::DynamoDB::Table': tableHandler(engine.client),
    'AWS::Lambda::EventSourceMapping': eventSourceMappingHandler(sources, engine.client),
    'AWS::Lambda::Function': functionHandler(lambda, endpoint),
    'AWS::S3::Bucket': bucketHandler(objects),
    'AWS::SecretsManager::Secret': secretHandler(secrets, generated.forget),
    'AWS::SQS::Queue': queueHandler(queues),
    'Custom::S3AutoDeleteObjects': autoDeleteHandler(objects),
  };
  const expect = (next: Plan) => {
    plan = next;
  };
  const publish = async (next: Plan) => {
    expect(next);
    for (const secret of next.secrets) secrets.put(secret);
    keys.define(next.api ?? { keys: [], usagePlans: [] });
    queues.define(next.backbone.queues);
    buses.define(next.backbone.buses);
    for (const { identity } of next.tasks) endpoint.put(identity);
    for (const fn of next.functions) if (lambda.has(fn.arn)) endpoint.put(fn);
    await provider.serve(next.backbone.providerUrl);
    await sources.define(next.backbone.mappings);
  };
  return {
    queues,
    objects,
    buses,
    provider,
    endpoint,
    lambda,
    handlers,
    expect,
    publish,
    protection: engine.protection,
  };
}

/** Before functions are there. */
const noLambda: Pick<LambdaService, 'has' | 'invoke'> = {
  has: () => false,
  invoke: async () => ({ kind: 'throttled' }),
};

/** A mapping's concurrency is a promise, which only as many processes can show; they start when they are needed. */
const mostAtWork = 40;
const mostOthers = 4;

function isPolled({ arn }: FunctionDefinition, plan: Plan | undefined): boolean {
  return plan?.backbone.mappings.some(({ kind, fn }) => kind === 'queue' && fn.arn === arn) ?? false;
}

/** A stream has its process to its end. */
function isStreamed({ arn }: FunctionDefinition, plan: Plan | undefined): boolean {
  const methods = plan?.api?.methods ?? [];
  return methods.some(
    ({ integration }) =>
      integration.kind === 'function' && integration.streams && `${integration.functionArn}:`.startsWith(`${arn}:`),
  );
}

async function startTables({ region, options, closers, logs, hasStreams, failed }: ServiceParts): Promise<Engine> {
  if (options.replica !== undefined) {
    return { client: options.replica, protection: 'in-process', close: async () => {} };
  }
  const startOne = hasStreams ? startStreamingEngine : startEngine;
  const engine = await startOne({
    ...engineOptions(options, region),
    restarted: (how) => logs.write('dynamodb', `The engine ended (${how}) and was started again with its data.`),
    failed,
  });
  closers.add('the tables', engine.close);
  return engine;
}

function engineOptions({ dataDir, dynamodbEndpoint, engine }: ServiceOptions, region: string): EngineOptions {
  if (dynamodbEndpoint !== undefined) return { region, endpoint: dynamodbEndpoint };
  const kind = engine ?? chooseEngine();
  return dataDir === undefined ? { region, kind } : { region, kind, file: engineFile(dataDir, region, kind) };
}
