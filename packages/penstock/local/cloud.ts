import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Answered } from './apigateway/gateway.ts';
import { type KeyStore, openKeyStore } from './apigateway/key-store.ts';
import { readAssembly, type StackTemplate } from './assembly/read.ts';
import { account } from './assembly/scope.ts';
import { type Closers, createClosers } from './closers.ts';
import type { OperatorAccess } from './control.ts';
import { addControlPlane } from './control-plane/control-plane.ts';
import { createRecentLogs } from './control-plane/logs.ts';
import { keysFile, openDataFolder } from './data.ts';
import type { Engine } from './dynamodb/engine.ts';
import type { AwsEndpoint, EngineCall } from './endpoint/server.ts';
import type { UndeliverableEvent } from './events-bus/delivery-store.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { createFront } from './front.ts';
import { type LocalTask, localTask } from './grpc/environment.ts';
import type { Hop } from './hops.ts';
import type { Grant } from './iam/grants.ts';
import { recordUses, usageVariable } from './iam/usage/used.ts';
import type { Tenant } from './identity/issuer.ts';
import type { SigningKey } from './identity/keys.ts';
import type { JsonObject } from './json.ts';
import type { FunctionDefinition } from './lambda/definition.ts';
import type { FunctionError } from './lambda/messages.ts';
import type { EndedInvocation } from './lambda/service.ts';
import { createListeners } from './listeners.ts';
import { createLogs } from './logs.ts';
import { startOperator } from './operator.ts';
import { type Plan, planOf } from './plan.ts';
import { bindServer, originOf } from './port.ts';
import { LocalError } from './problems.ts';
import type { SimulatedProvider } from './provider/provider.ts';
import { createProvisioner, type Deployed, nothingDeployed, type Provisioner } from './provisioning/provisioner.ts';
import { replicasOf } from './regions/replicas-of.ts';
import { followReplicas, ownShared, type SharedByRegions } from './regions/shared.ts';
import { type Route, routesOf } from './routes.ts';
import { createGeneratedSecrets, type GeneratedSecrets } from './secrets/secrets.ts';
import { type Beside, serve } from './serve.ts';
import { type ServiceOptions, startServices } from './services.ts';

export type { EngineCall } from './endpoint/server.ts';
export type { Route } from './routes.ts';

export interface LocalCloudOptions extends ServiceOptions {
  /** The directory of a synthesized assembly to deploy at the start; absent: nothing is. */
  readonly assembly?: string;
  /** The region that it is, with the stacks of an assembly that are there; by default that of all of them. */
  readonly region?: string;
  /** Its name, for people; by default that of the API's stage. */
  readonly stage?: string;
  /** A server that is bound already; otherwise one is bound to `port`, or to any free port. */
  readonly server?: Server;
  readonly port?: number;
  /** Whether the server outlives the cloud, for what answers in its place. */
  readonly keepsServer?: boolean;
  /** Gets each line of the access log (source `access`) and of the functions' logs (source: the function's name), with their invocation. */
  readonly log?: (line: string, source: string, requestId?: string) => void;
  /** What the API's server answers before all else. */
  readonly besides?: readonly Beside[];
  /** Where generated secrets come from, and the issuer's key; by default its own. */
  readonly generated?: GeneratedSecrets;
  readonly issuerKey?: SigningKey;
  /** API keys that outlive the cloud; by default its own, kept in `dataDir`. */
  readonly keys?: KeyStore;
  /** What it has together with the clouds of other regions. */
  readonly shared?: SharedByRegions;
  /** What was deployed to the region before, and is made again. */
  readonly deployed?: Deployed;
}

export interface LocalCloud {
  readonly url: string;
  /** What is deployed. */
  readonly plan: Plan;
  readonly routes: readonly Route[];
  /** Those that it began with. */
  readonly tenants: readonly Tenant[];
  readonly scopes: readonly string[];
  /** Of a stage in several: each with the URL of its API, this one first. */
  readonly regions?: readonly { readonly region: string; readonly url: string }[];
  /** Resource types of the template that change nothing here, with their number. */
  readonly withoutEffect: ReadonlyMap<string, number>;
  /** Where and as whom AWS SDKs reach this cloud, with every permission. */
  readonly access: OperatorAccess;
  /** What keeps web pages from the tables' engine; absent where `dynamodbEndpoint` names one. */
  readonly engineProtection?: NonNullable<Engine['protection']>;
  /** The simulated provider, where the template names one on this machine. */
  readonly provider: SimulatedProvider | undefined;
  /** What goes wrong between queues or streams and functions; nothing until it is injected. */
  readonly faults: Faults;
  /** The messages of a queue in any state, oldest first, untouched. @throws LocalError for an unknown queue */
  messages(queue: string): Promise<readonly JsonObject[]>;
  /** The events that neither their target nor a dead-letter queue took, oldest first. */
  undeliverable(): readonly UndeliverableEvent[];
  /** Hears of each step of an event. */
  onHop(listener: (hop: Hop) => void): () => void;
  onEngineCall(listener: (call: EngineCall) => void): () => void;
  /** Takes a grant out of the role of a function, as an edit of its policy does; what it returns gives it back. */
  revoke(functionName: string, grant: Grant): () => void;
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
  /**
   * Deploys another assembly in place of the one before: what has not changed runs on.
   *
   * @throws LocalError with everything that is wrong; then what ran before runs on
   */
  deploy(assembly: string): Promise<void>;
  /** Hears of each change of what is deployed, by whomever. */
  onDeployed(listener: () => void): () => void;
  /** Processes beside the functions, which nobody has started yet. */
  tasks(): readonly LocalTask[];
  /** The folders that functions run from now. */
  codeFolders(): readonly string[];
  /** Hears of what ended by itself and does not come back; by then everything is closed. */
  onFailure(listener: (error: LocalError) => void): () => void;
  close(): Promise<void>;
}

/**
 * Runs a synthesized stage on this machine.
 *
 * @throws LocalError with everything in the template that cannot be run, or what does not start; then nothing is left
 *   running, the given server included
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const { log = () => {} } = options;
  const closers = createClosers((what) => log(`Does not end, and is left behind: ${what}.`, 'penstock'));
  const server = options.server ?? (await bindServer(options.port ?? 0));
  const { provider } = options;
  if (provider !== undefined) closers.add('the server of the provider', () => closeServer(provider));
  const close = async () => {
    try {
      await closers.closeAll();
    } finally {
      if (options.keepsServer !== true) await closeServer(server);
    }
  };
  const failures = createListeners<LocalError>();
  let failure: LocalError | undefined;
  const failed = (error: LocalError) => {
    failure = error;
    void close().finally(() => failures.notify(error));
  };
  try {
    const parts = await start({ ...options, server }, closers, failed);
    if (failure !== undefined) throw failure;
    return Object.defineProperties(
      parts,
      Object.getOwnPropertyDescriptors({ onFailure: failures.add, close }),
    ) as LocalCloud;
  } catch (error) {
    await close();
    throw failure ?? error;
  }
}

type Started = Omit<LocalCloud, 'onFailure' | 'close'>;

async function start(
  options: LocalCloudOptions & { readonly server: Server },
  closers: Closers,
  failed: (error: LocalError) => void,
): Promise<Started> {
  const { assembly, dataDir, server, log = () => {} } = options;
  if (dataDir !== undefined) openDataFolder(dataDir);
  const isHere = (stack: StackTemplate) => options.region === undefined || stack.region === options.region;
  const read = (directory: string) => readAssembly(directory).filter(isHere);
  const templates = assembly === undefined ? [] : read(assembly);
  const region = regionOf(options, templates);
  const generated = options.generated ?? createGeneratedSecrets(dataDir && join(dataDir, 'secrets.json'));
  const logs = createLogs(dataDir && join(dataDir, 'logs'), log);
  closers.add('the logs', logs.close);
  const keys = options.keys ?? ownKeys(dataDir, closers);
  const hops = createListeners<Hop>();
  const faults = createFaults();
  const hasStreams = assembly === undefined || templates.some(readsStreams);
  const recent = createRecentLogs((name) => hasLogGroup(provisioner, name));
  const logged = (fn: FunctionDefinition, line: string) => recent.add(fn.logGroup, line);
  const services = await startServices({
    account,
    region,
    options,
    closers,
    notify: hops.notify,
    faults,
    logs,
    keys,
    generated,
    logged,
    hasStreams,
    failed,
  });
  const requests = createListeners<Answered>();
  const deployments = createListeners<void>();
  const url = originOf(server);
  const writeAccess = (line: string) => logs.write('access', line);
  const front = createFront({
    dataDir,
    issuerKey: options.issuerKey,
    url,
    lambda: services.lambda,
    keys,
    log: writeAccess,
    requests,
  });
  const { deployed = nothingDeployed() } = options;
  const { replicas, store, provisioners } = options.shared ?? ownShared(dataDir, closers);
  const publish = async (plan: Plan) => {
    await services.publish(plan);
    front.publish(plan);
    announce(plan);
    deployments.notify();
  };
  const announce = (plan: Plan) => {
    const kept = deployed.retained.all().flatMap(replicasOf);
    replicas.publish(region, [...plan.replicas, ...kept]);
  };
  const provisioner: Provisioner = createProvisioner({
    account,
    region,
    services: { ...services, publish },
    planOf: (resolved) => planOf(resolved, generated),
    uploads: store.paths,
    replicas: () => replicas.in(region),
    deployed,
    changed: () => announce(provisioner.plan),
  });
  provisioners.set(region, provisioner);
  closers.add('the deployments', async () => void provisioners.set(region, 'stopped'));
  recordUsage(services.endpoint, () => provisioner.plan.api?.stage ?? 'none');
  const { objects } = services;
  addControlPlane(services.endpoint, { account, provisioner, provisioners, store, objects, recent, failed });
  const deploy = (stacks: readonly StackTemplate[]) => provisioner.deployAssembly(stacks);
  await followReplicas(provisioner, { replicas, closers, failed });
  if (options.deployed !== undefined) await provisioner.resume();
  if (templates.length > 0) await deploy(templates);
  const operator = startOperator(options, { provisioner, faults, services, url });
  closers.add('the access file', async () => operator.remove());
  hops.add(operator.hear);
  serve(server, front.served([...(options.besides ?? []), front.identity, operator.control]));
  return {
    url,
    get plan() {
      return provisioner.plan;
    },
    get routes() {
      const { api } = provisioner.plan;
      return api === undefined ? [] : routesOf(api);
    },
    tenants: keys.tenants(mostTenants).some,
    get scopes() {
      return provisioner.plan.identity?.scopes ?? [];
    },
    get withoutEffect() {
      return provisioner.plan.withoutEffect;
    },
    deploy: async (directory) => deploy(read(directory)),
    onDeployed: deployments.add,
    tasks: () =>
      provisioner.plan.tasks.map((task) =>
        localTask(task, {
          endpoint: services.endpoint.url,
          accessKeyId: services.endpoint.accessKeyId(task.identity),
        }),
      ),
    codeFolders: () => [...services.lambda.functions()].map(({ code }) => code),
    replaceCode: services.lambda.replaceCode,
    onOutcome: services.lambda.onOutcome,
    access: operator.access,
    ...(services.protection === undefined ? {} : { engineProtection: services.protection }),
    get provider() {
      return services.provider.current;
    },
    faults,
    messages: services.queues.messages,
    undeliverable: services.buses.undeliverable,
    onHop: hops.add,
    onEngineCall: services.endpoint.onCall,
    revoke: services.endpoint.revoke,
    onRequest: requests.add,
    onInvocation: services.lambda.onInvocation,
  };
}

function hasLogGroup({ stacks }: Provisioner, name: string): boolean {
  const resources = stacks.flatMap(({ state }) => [...state.resources.values()]);
  return resources.some(({ type, id }) => type === 'AWS::Logs::LogGroup' && id === name);
}

const readsStreams = ({ template }: StackTemplate): boolean => JSON.stringify(template).includes('"StartingPosition"');

function recordUsage({ onCall }: Pick<AwsEndpoint, 'onCall'>, stage: () => string): void {
  const folder = process.env[usageVariable];
  if (folder !== undefined) onCall(recordUses(folder, stage));
}

function ownKeys(dataDir: string | undefined, closers: Closers): KeyStore {
  const keys = openKeyStore(dataDir && join(dataDir, keysFile));
  closers.add('the API keys', async () => keys.close());
  return keys;
}

/** As many as a newcomer wants to see. */
const mostTenants = 10;

/** @throws LocalError where the stacks are of several */
function regionOf({ region }: LocalCloudOptions, templates: readonly StackTemplate[]): string {
  const regions = [...new Set(templates.map((stack) => stack.region))];
  if (regions.length > 1) {
    throw new LocalError(
      `The local cloud serves one region with one API; this stage has stacks in ${regions.join(', ')}. ` +
        'Choose a stage with one region, such as --stage local.',
    );
  }
  return region ?? regions[0] ?? 'eu-west-1';
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
