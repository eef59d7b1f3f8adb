import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { type Answered, createGateway } from './apigateway/gateway.ts';
import { type EngineOptions, startEngine } from './dynamodb/engine.ts';
import { ensureTable } from './dynamodb/tables.ts';
import { type EngineCall, startEndpoint } from './endpoint/server.ts';
import { startXraySink } from './endpoint/xray.ts';
import type { Tenant } from './identity/issuer.ts';
import { signingKey } from './identity/keys.ts';
import { createIdentityProvider } from './identity/provider.ts';
import { startLambda } from './lambda/service.ts';
import { createListeners } from './listeners.ts';
import { createLogs } from './logs.ts';
import { readPlan } from './plan.ts';
import { bindServer, originOf } from './port.ts';
import { type Route, routesOf } from './routes.ts';
import { serve } from './serve.ts';

export type { EngineCall } from './endpoint/server.ts';
export type { Route } from './routes.ts';

export interface LocalCloudOptions {
  /** The directory of a synthesized assembly. */
  readonly assembly: string;
  /** A server that is bound already; otherwise one is bound to `port`, or to any free port. */
  readonly server?: Server;
  readonly port?: number;
  /** Where tables, the issuer's key and logs are kept; absent: in memory. */
  readonly dataDir?: string;
  /** A running DynamoDB-compatible engine to use. */
  readonly dynamodbEndpoint?: string;
  /** The most processes of one function; 4 by default. */
  readonly processes?: number;
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
  const { assembly, dataDir, log = () => {}, processes = 4 } = options;
  const server = options.server ?? (await bindServer(options.port ?? 0));
  closers.push(() => closeServer(server));
  const plan = readPlan(assembly);
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const logs = createLogs(dataDir && join(dataDir, 'logs'), log);
  closers.push(logs.close);
  const engine = await startEngine(engineOptions(options, plan.api.region));
  closers.push(engine.close);
  await Promise.all(plan.tables.map((table) => ensureTable(engine.client, table)));
  const xray = await startXraySink();
  closers.push(xray.close);
  const endpoint = await startEndpoint({ account: plan.api.account, functions: plan.functions, engine: engine.client });
  closers.push(endpoint.close);
  const lambda = await startLambda({
    functions: plan.functions,
    endpoint: endpoint.url,
    xrayDaemon: xray.address,
    accessKeyId: endpoint.accessKeyId,
    processes,
    log: (fn, line) => logs.write(fn.name, line),
  });
  closers.push(lambda.close);
  const requests = createListeners<Answered>();
  const gateway = createGateway(plan.api, lambda, {
    log: (line) => logs.write('access', line),
    answered: requests.tell,
  });
  const url = originOf(server);
  const key = signingKey(dataDir && join(dataDir, 'issuer-key.pem'));
  serve(server, gateway, createIdentityProvider({ ...plan.identity, key }, url));
  return {
    url,
    routes: routesOf(plan.api),
    tenants: plan.identity.tenants,
    scopes: plan.identity.scopes,
    withoutEffect: plan.withoutEffect,
    onEngineCall: endpoint.onCall,
    onRequest: requests.add,
    onInvocation: lambda.onInvocation,
    close,
  };
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
