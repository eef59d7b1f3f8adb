import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { type Answered, createGateway } from './apigateway/gateway.ts';
import { startBackbone } from './backbone.ts';
import { createControl, type OperatorAccess } from './control.ts';
import { type Engine, type EngineOptions, startEngine } from './dynamodb/engine.ts';
import { startStreamingEngine } from './dynamodb/streaming-engine.ts';
import { ensureTable } from './dynamodb/tables.ts';
import { type EngineCall, startEndpoint } from './endpoint/server.ts';
import { startXraySink } from './endpoint/xray.ts';
import { startEventSources } from './event-sources/start.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import type { Hop, TellHop } from './hops.ts';
import type { Tenant } from './identity/issuer.ts';
import { signingKey } from './identity/keys.ts';
import { createIdentityProvider } from './identity/provider.ts';
import type { JsonObject } from './json.ts';
import type { FunctionDefinition } from './lambda/definition.ts';
import { startLambda } from './lambda/service.ts';
import { createListeners } from './listeners.ts';
import { createLogs, type Logs } from './logs.ts';
import { type Plan, readPlan } from './plan.ts';
import { bindServer, originOf } from './port.ts';
import type { PaymentProvider } from './provider/provider.ts';
import { type Route, routesOf } from './routes.ts';
import { serve } from './serve.ts';
import { createCheckpoints } from './streams/checkpoints.ts';

export type { EngineCall } from './endpoint/server.ts';
export type { Route } from './routes.ts';

export interface LocalCloudOptions {
  /** The directory of a synthesized assembly. */
  readonly assembly: string;
  /** A server that is bound already; otherwise one is bound to `port`, or to any free port. */
  readonly server?: Server;
  readonly port?: number;
  /** A server for the payment provider that is bound already; otherwise one is bound to the port of its URL. */
  readonly provider?: Server;
  /** Where tables, the issuer's key and logs are kept; absent: in memory. */
  readonly dataDir?: string;
  /** A running DynamoDB-compatible engine to use. */
  readonly dynamodbEndpoint?: string;
  /**
   * How many times faster the queues' time goes, 1 by default: visibility timeouts and delays are shorter by it, the
   * age of a message that a function sees is longer. So a retry window of hours can be watched in minutes.
   */
  readonly queueSpeed?: number;
  /** The most processes of one function; by default 4, and 40 where a queue is polled for it. */
  readonly processes?: number;
  /** Milliseconds after which a process that has nothing to do ends, 30,000 by default; in Lambda it takes minutes. */
  readonly idleFor?: number;
  /** Gets each line of the access log (source `access`) and of the functions' logs (source: the function's name). */
  readonly log?: (line: string, source: string) => void;
}

export interface LocalCloud {
  readonly url: string;
  readonly routes: readonly Route[];
  readonly tenants: readonly Tenant[];
  readonly scopes: readonly string[];
  /** Resource types of the template that change nothing here, with their number. */
  readonly withoutEffect: ReadonlyMap<string, number>;
  /** Where and as whom AWS SDKs reach this cloud, with every permission. */
  readonly access: OperatorAccess;
  /** The simulated payment provider, where the template names one on this machine. */
  readonly provider?: PaymentProvider;
  /** What goes wrong between queues or streams and functions; nothing until it is injected. */
  readonly faults: Faults;
  /** The messages of a queue in any state, oldest first, untouched. @throws LocalError for an unknown queue */
  messages(queue: string): Promise<readonly JsonObject[]>;
  /** Hears of each step of an event. */
  onHop(listener: (hop: Hop) => void): () => void;
  onEngineCall(listener: (call: EngineCall) => void): () => void;
  onRequest(listener: (request: Answered) => void): () => void;
  onInvocation(listener: (invocation: { readonly functionName: string }) => void): () => void;
  close(): Promise<void>;
}

type Closer = () => Promise<void>;

/**
 * Runs a synthesized stage on this machine.
 *
 * @throws LocalError with everything in the template that cannot be run, or what does not start; then nothing is left
 *   running, the given server included
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const closers: Closer[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return await start(options, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(options: LocalCloudOptions, closers: Closer[], close: Closer): Promise<LocalCloud> {
  const { assembly, dataDir, log = () => {} } = options;
  const server = options.server ?? (await bindServer(options.port ?? 0));
  closers.push(() => closeServer(server));
  const { provider } = options;
  if (provider !== undefined) closers.push(() => closeServer(provider));
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const plan = readPlan(assembly, dataDir);
  const logs = createLogs(dataDir && join(dataDir, 'logs'), log);
  closers.push(logs.close);
  const hops = createListeners<Hop>();
  const faults = createFaults();
  const around = { plan, options, closers, tell: hops.tell, faults, logs };
  const { backbone, endpoint, lambda } = await startServices(around);
  const requests = createListeners<Answered>();
  const gateway = createGateway(plan.api, lambda, {
    log: (line) => logs.write('access', line),
    answered: requests.tell,
  });
  const url = originOf(server);
  const key = signingKey(dataDir && join(dataDir, 'issuer-key.pem'));
  const identity = createIdentityProvider({ ...plan.identity, key }, url);
  const access = {
    endpoint: endpoint.url,
    region: plan.api.region,
    accessKeyId: endpoint.operatorKeyId,
    secretAccessKey: 'local',
  };
  const control = createControl({ access, provider: backbone.provider, faults, names: namesOf(plan) });
  serve(server, gateway, [identity, control]);
  return {
    url,
    routes: routesOf(plan.api),
    tenants: plan.identity.tenants,
    scopes: plan.identity.scopes,
    withoutEffect: plan.withoutEffect,
    access,
    ...(backbone.provider === undefined ? {} : { provider: backbone.provider }),
    faults,
    messages: backbone.queues.messages,
    onHop: hops.add,
    onEngineCall: endpoint.onCall,
    onRequest: requests.add,
    onInvocation: lambda.onInvocation,
    close,
  };
}

/** Of functions and rules. */
function namesOf({ functions, backbone }: Plan): readonly string[] {
  return [...functions, ...backbone.buses.flatMap(({ rules }) => rules)].map(({ name }) => name);
}

interface Around {
  readonly plan: Plan;
  readonly options: LocalCloudOptions;
  readonly closers: Closer[];
  readonly tell: TellHop;
  readonly faults: Faults;
  readonly logs: Logs;
}

/** Everything behind the API, in the order in which one needs the other. */
async function startServices(around: Around) {
  const { plan, options, closers, tell, logs, faults } = around;
  const { account, region } = plan.api;
  const engine = await startTables(around);
  const backbone = await startBackbone(plan.backbone, {
    region,
    account,
    secrets: plan.secrets,
    tell,
    started: (close) => closers.push(close),
    ...(options.provider === undefined ? {} : { provider: options.provider }),
    ...(options.queueSpeed === undefined ? {} : { queueSpeed: options.queueSpeed }),
    ...(options.dataDir === undefined ? {} : { file: join(options.dataDir, 'events.db') }),
    faults,
  });
  const xray = await startXraySink();
  closers.push(xray.close);
  const { functions } = plan;
  const processes = processesOf(options, plan);
  const services = { engine: engine.client, services: backbone.services };
  const endpoint = await startEndpoint({ account, region, functions, ...services });
  closers.push(endpoint.close);
  const lambda = await startLambda({
    functions,
    endpoint: endpoint.url,
    xrayDaemon: xray.address,
    accessKeyId: endpoint.accessKeyId,
    processes,
    ...(options.idleFor === undefined ? {} : { idleFor: options.idleFor }),
    log: (fn, line) => logs.write(fn.name, line),
  });
  closers.push(lambda.close);
  const sources = await startEventSources({
    ...around,
    mappings: plan.backbone.mappings,
    queues: backbone.queues,
    lambda,
    client: engine.client,
    checkpoints: createCheckpoints(options.dataDir && join(options.dataDir, 'streams.json')),
    processes,
  });
  closers.push(async () => sources.close());
  endpoint.onCall(sources.heard);
  return { backbone, endpoint, lambda };
}

async function startTables({ plan, options, closers }: Around): Promise<Engine> {
  const hasStreams = plan.backbone.mappings.some(({ kind }) => kind === 'stream');
  const startOne = hasStreams ? startStreamingEngine : startEngine;
  const engine = await startOne(engineOptions(options, plan.api.region));
  closers.push(engine.close);
  await Promise.all(plan.tables.map((table) => ensureTable(engine.client, table)));
  return engine;
}

/** A mapping's concurrency is a promise, which only as many processes can show; they start when they are needed. */
function processesOf({ processes }: LocalCloudOptions, { backbone }: Plan): (fn: FunctionDefinition) => number {
  const polled = new Set(backbone.mappings.filter(({ kind }) => kind === 'queue').map(({ fn }) => fn.arn));
  return ({ arn }) => processes ?? (polled.has(arn) ? 40 : 4);
}

function engineOptions({ dataDir, dynamodbEndpoint }: LocalCloudOptions, region: string): EngineOptions {
  if (dynamodbEndpoint !== undefined) return { region, endpoint: dynamodbEndpoint };
  return dataDir === undefined ? { region } : { region, file: join(dataDir, `dynamodb-${region}.db`) };
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
