import type { Server } from 'node:http';
import { join } from 'node:path';
import { writeAccessFile } from './access-file.ts';
import { type Answered, createGateway } from './apigateway/gateway.ts';
import { createControl, type OperatorAccess } from './control.ts';
import { createCors } from './cors.ts';
import { openDataFolder } from './data.ts';
import type { Engine } from './dynamodb/engine.ts';
import type { EngineCall } from './endpoint/server.ts';
import type { UndeliverableEvent } from './events-bus/delivery-store.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import type { Hop } from './hops.ts';
import type { Tenant } from './identity/issuer.ts';
import { signingKey } from './identity/keys.ts';
import { createIdentityProvider } from './identity/provider.ts';
import type { JsonObject } from './json.ts';
import type { FunctionError } from './lambda/messages.ts';
import type { EndedInvocation } from './lambda/service.ts';
import { createListeners } from './listeners.ts';
import { createLogs } from './logs.ts';
import { createOverview } from './page/overview.ts';
import { type Plan, readPlan } from './plan.ts';
import { bindServer, holdRequests, originOf } from './port.ts';
import type { LocalError } from './problems.ts';
import type { SimulatedProvider } from './provider/provider.ts';
import { type Route, routesOf } from './routes.ts';
import { type Beside, serve } from './serve.ts';
import { type Closer, type ServiceOptions, startServices } from './services.ts';

export type { EngineCall } from './endpoint/server.ts';
export type { Route } from './routes.ts';

export interface LocalCloudOptions extends ServiceOptions {
  /** The directory of a synthesized assembly. */
  readonly assembly: string;
  /** Its name, for people; by default that of the API's stage. */
  readonly stage?: string;
  /** A server that is bound already; otherwise one is bound to `port`, or to any free port. */
  readonly server?: Server;
  readonly port?: number;
  /** Whether the server stays open where the start fails, for another cloud; its requests wait. */
  readonly keepsServer?: boolean;
  /** Gets each line of the access log (source `access`) and of the functions' logs (source: the function's name), with their invocation. */
  readonly log?: (line: string, source: string, requestId?: string) => void;
  /** What of the assembly is to run; all of it by default. */
  readonly plan?: Plan;
  /** What the API's server answers before all else. */
  readonly besides?: readonly Beside[];
  /** What issues tokens, in place of an issuer of its own. */
  readonly identity?: Beside;
}

export interface LocalCloud {
  readonly url: string;
  readonly plan: Plan;
  readonly routes: readonly Route[];
  readonly tenants: readonly Tenant[];
  /** Of a stage in several: each with the URL of its API, this one first. */
  readonly regions?: readonly { readonly region: string; readonly url: string }[];
  readonly scopes: readonly string[];
  /** Resource types of the template that change nothing here, with their number. */
  readonly withoutEffect: ReadonlyMap<string, number>;
  /** Where and as whom AWS SDKs reach this cloud, with every permission. */
  readonly access: OperatorAccess;
  /** What keeps web pages from the tables' engine; absent where `dynamodbEndpoint` names one. */
  readonly engineProtection?: NonNullable<Engine['protection']>;
  /** The simulated provider, where the template names one on this machine. */
  readonly provider?: SimulatedProvider;
  /** What goes wrong between queues or streams and functions; nothing until it is injected. */
  readonly faults: Faults;
  /** The messages of a queue in any state, oldest first, untouched. @throws LocalError for an unknown queue */
  messages(queue: string): Promise<readonly JsonObject[]>;
  /** The events that neither their target nor a dead-letter queue took, oldest first. */
  undeliverable(): readonly UndeliverableEvent[];
  /** Hears of each step of an event. */
  onHop(listener: (hop: Hop) => void): () => void;
  onEngineCall(listener: (call: EngineCall) => void): () => void;
  onRequest(listener: (request: Answered) => void): () => void;
  onInvocation(listener: (invocation: { readonly functionName: string }) => void): () => void;
  /** Hears of each invocation that has ended. */
  onOutcome(listener: (invocation: EndedInvocation) => void): () => void;
  /**
   * Gives a function other code. New invocations get it; those in flight end with the old one.
   *
   * @param code a folder with the bundle
   * @returns why its handler does not load, if so; then the old code stays
   */
  replaceCode(functionName: string, code: string): Promise<FunctionError | undefined>;
  /** Hears of what ended by itself and does not come back; by then everything is closed. */
  onFailure(listener: (error: LocalError) => void): () => void;
  close(): Promise<void>;
  /**
   * Ends like `close`, but lets what is in flight end for up to `limitMs`, and leaves the API's server open: its requests
   * wait for the cloud that takes it over.
   */
  handOver(limitMs: number): Promise<void>;
}

/**
 * Runs a synthesized stage on this machine.
 *
 * @throws LocalError with everything in the template that cannot be run, or what does not start; then nothing is left
 *   running, the given server included
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const closers: Closer[] = [];
  const server = options.server ?? (await bindServer(options.port ?? 0));
  const { provider } = options;
  if (provider !== undefined) closers.push(() => closeServer(provider));
  let isHandedOver = false;
  const closeServices = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  const close = async () => {
    await closeServices();
    if (!isHandedOver) await closeServer(server);
  };
  const failures = createListeners<LocalError>();
  let failure: LocalError | undefined;
  const failed = (error: LocalError) => {
    failure = error;
    void close().finally(() => failures.notify(error));
  };
  try {
    const { drain, ...parts } = await start({ ...options, server }, closers, failed);
    if (failure !== undefined) throw failure;
    const handOver = async (limitMs: number) => {
      isHandedOver = true;
      holdRequests(server);
      await drain(limitMs);
      await closeServices();
    };
    return { ...parts, onFailure: failures.add, close, handOver };
  } catch (error) {
    await (options.keepsServer === true ? closeServices() : close());
    throw failure ?? error;
  }
}

type Started = Omit<LocalCloud, 'onFailure' | 'close' | 'handOver'> & { drain(limitMs: number): Promise<void> };

async function start(
  options: LocalCloudOptions & { readonly server: Server },
  closers: Closer[],
  failed: (error: LocalError) => void,
): Promise<Started> {
  const { assembly, dataDir, server, log = () => {} } = options;
  if (dataDir !== undefined) openDataFolder(dataDir);
  const plan = options.plan ?? readPlan(assembly, dataDir);
  const logs = createLogs(dataDir && join(dataDir, 'logs'), log);
  closers.push(logs.close);
  const hops = createListeners<Hop>();
  const faults = createFaults();
  const parts = { plan, options, closers, notify: hops.notify, faults, logs, failed };
  const { backbone, endpoint, lambda, drain, protection } = await startServices(parts);
  const requests = createListeners<Answered>();
  const gateway = createGateway(plan.api, lambda, {
    log: (line) => logs.write('access', line),
    answered: requests.notify,
  });
  const url = originOf(server);
  const beside = startBeside(options, url, { plan, faults, backbone, endpoint, lambda, protection });
  closers.push(async () => beside.remove());
  hops.add(beside.hear);
  serve(server, {
    gateway,
    besides: [...(options.besides ?? []), ...beside.served],
    allowsOrigin: createCors(plan.api),
  });
  return {
    url,
    plan,
    drain,
    replaceCode: lambda.replaceCode,
    onOutcome: lambda.onOutcome,
    routes: routesOf(plan.api),
    tenants: plan.identity.tenants,
    scopes: plan.identity.scopes,
    withoutEffect: plan.withoutEffect,
    access: beside.access,
    ...(protection === undefined ? {} : { engineProtection: protection }),
    ...(backbone.provider === undefined ? {} : { provider: backbone.provider }),
    faults,
    messages: backbone.queues.messages,
    undeliverable: backbone.undeliverable,
    onHop: hops.add,
    onEngineCall: endpoint.onCall,
    onRequest: requests.add,
    onInvocation: lambda.onInvocation,
  };
}

type Services = Awaited<ReturnType<typeof startServices>>;

interface BesideParts extends Pick<Services, 'backbone' | 'endpoint' | 'lambda' | 'protection'> {
  readonly plan: Plan;
  readonly faults: Faults;
}

/** What the API's server answers beside the API: tokens, and what commands and browsers ask of the cloud itself. */
function startBeside(options: LocalCloudOptions, url: string, parts: BesideParts) {
  const { plan, faults, backbone, endpoint, lambda, protection } = parts;
  const { dataDir } = options;
  const { provider, undeliverable, queues } = backbone;
  const identity = options.identity ?? issuerOf(plan, url, dataDir);
  const access: OperatorAccess = {
    endpoint: endpoint.url,
    region: plan.api.region,
    accessKeyId: endpoint.operatorKeyId,
    secretAccessKey: 'local',
  };
  const file = writeAccessFile(access, dataDir);
  const stage = options.stage ?? plan.api.stage;
  const engine = engineText(options, protection);
  const overview = createOverview({ stage, engine, plan, lambda, queues, faults, provider });
  const control = createControl({
    overview: overview.now,
    access,
    accessFile: file.path,
    provider,
    undeliverable,
    faults,
    names: namesOf(plan),
  });
  return { access, served: [identity, control], hear: overview.hear, remove: file.remove };
}

/** @param dataDir where its key is kept; absent: nowhere */
export function issuerOf(plan: Plan, origin: string, dataDir?: string): Beside {
  const key = signingKey(dataDir && join(dataDir, 'issuer-key.pem'));
  return createIdentityProvider({ ...plan.identity, key }, origin);
}

function engineText(
  { dynamodbEndpoint, replica }: LocalCloudOptions,
  protection: LocalCloud['engineProtection'],
): string {
  if (replica !== undefined) return 'the replica of this region (in-process)';
  return dynamodbEndpoint ?? `an engine of its own (${protection})`;
}

/** Of functions and rules. */
function namesOf({ functions, backbone }: Plan): readonly string[] {
  return [...functions, ...backbone.buses.flatMap(({ rules }) => rules)].map(({ name }) => name);
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
