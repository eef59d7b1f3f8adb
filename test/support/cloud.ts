import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, type Call, send } from 'penstock/testkit/http';
import {
  type EngineCall,
  type LocalCloud,
  type LocalCloudOptions,
  startLocalCloud,
} from '../../packages/penstock/local/cloud.ts';
import { type AssemblyEdit, assemblyFor } from './assembly.ts';

/** A running local cloud with the calls a test makes to it. */
export interface TestCloud {
  readonly cloud: LocalCloud;
  readonly url: string;
  readonly lines: readonly string[];
  readonly engineCalls: EngineCall[];
  readonly invocations: string[];
  call(method: string, path: string, call?: Call): Promise<Answer>;
  token(tenant: string, scope?: string): Promise<string>;
  close(): Promise<void>;
}

export interface TestCloudOptions
  extends AssemblyEdit,
    Pick<LocalCloudOptions, 'processes' | 'idleFor' | 'queueSpeed'> {
  readonly stage?: string;
  /** Whether `lines`, `engineCalls` and `invocations` are kept; a run of hours would fill the memory with them. */
  readonly recorded?: boolean;
}

/** Of a function: each more takes half a second of a core to start, and a busy machine that is late asks for more. */
const fewProcesses = 2;

/** Starts the template of a stage in memory on a free port, edited as asked. */
export async function startCloud(options: TestCloudOptions = {}): Promise<TestCloud> {
  const {
    stage = 'local',
    recorded = true,
    processes = fewProcesses,
    idleFor = 600_000,
    queueSpeed = 1,
    ...edit
  } = options;
  const [server, provider] = [await listening(), await listening()];
  const url = addressOf(server);
  const assembly = await assemblyFor(stage, { origin: url, provider: addressOf(provider) }, edit);
  const lines: string[] = [];
  const cloud: LocalCloud = await startLocalCloud({
    assembly,
    server,
    provider,
    ...(recorded && { log: (line: string) => lines.push(line) }),
    processes,
    idleFor,
    queueSpeed,
    // A file asks a third of the functions that there are.
    startsLate: true,
  });
  const engineCalls: EngineCall[] = [];
  const invocations: string[] = [];
  if (recorded) {
    cloud.onEngineCall((call) => engineCalls.push(call));
    cloud.onInvocation(({ functionName }) => invocations.push(functionName));
  }
  return {
    cloud,
    url,
    lines,
    engineCalls,
    invocations,
    call: (method, path, call) => send(url, method, path, call),
    token: (tenant, scope) => tokenOf(url, tenant, scope),
    close: async () => {
      await cloud.close();
      await rm(assembly, { recursive: true, force: true });
    },
  };
}

export const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

export async function listening(): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

export async function tokenOf(url: string, tenant: string, scope?: string): Promise<string> {
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) });
  const answer = await send(url, 'POST', '/oauth2/token', {
    headers: {
      authorization: `Basic ${Buffer.from(`${tenant}:local`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: form.toString(),
  });
  if (answer.status !== 200) throw new Error(`no token for ${tenant}: ${answer.status} ${answer.text}`);
  return String(answer.json.access_token);
}
