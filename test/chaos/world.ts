import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type Answer, type Call, send } from 'penstock/testkit/http';
import { type LocalCloud, startLocalCloud } from '../../packages/penstock/local/cloud.ts';
import { originOf } from '../../packages/penstock/local/port.ts';
import type { ProviderCall, SimulatedProvider } from '../../packages/penstock/local/provider/provider.ts';
import { chaosAssembly } from './assembly.ts';
import type { Plan } from './plan.ts';
import { type Subscribers, startSubscribers } from './subscribers.ts';

/** Everything a run happens in. */
export interface World {
  readonly cloud: LocalCloud;
  readonly provider: SimulatedProvider;
  readonly providerCalls: readonly ProviderCall[];
  readonly subscribers: Subscribers;
  readonly sqs: SQSClient;
  readonly changes: readonly string[];
  /** The log lines of messages that their consumer moved to a dead-letter queue. */
  readonly deadLetterLogs: readonly string[];
  call(tenant: string, method: string, path: string, call?: Call): Promise<Answer>;
  close(): Promise<void>;
}

export async function startWorld({
  queueSpeed,
  processes,
  receiveCounts,
}: Pick<Plan, 'queueSpeed' | 'processes' | 'receiveCounts'>): Promise<World> {
  const [server, providerServer] = await Promise.all([listening(), listening()]);
  const addresses = { origin: originOf(server), provider: originOf(providerServer) };
  const { folder, changes } = await chaosAssembly(addresses, receiveCounts);
  const deadLetterLogs: string[] = [];
  const cloud = await startLocalCloud({
    assembly: folder,
    server,
    provider: providerServer,
    processes,
    queueSpeed,
    idleFor: 600_000,
    log: (line) => {
      if (line.includes('"message dead-lettered"')) deadLetterLogs.push(line);
    },
  });
  const { provider } = cloud;
  if (provider === undefined) throw new Error('the template names no payment provider');
  const providerCalls: ProviderCall[] = [];
  provider.onCall((call) => providerCalls.push(call));
  const subscribers = await startSubscribers();
  const { endpoint, region, ...credentials } = cloud.access;
  const sqs = new SQSClient({ endpoint, region, credentials });
  const tokens = new Map<string, Promise<string>>();
  return {
    cloud,
    provider,
    providerCalls,
    subscribers,
    sqs,
    changes,
    deadLetterLogs,
    call: async (tenant, method, path, call = {}) => {
      const token = tokens.get(tenant) ?? tokenOf(cloud.url, tenant);
      tokens.set(tenant, token);
      const answer = await send(cloud.url, method, path, { token: await token, ...call });
      if (answer.status === 401) tokens.delete(tenant);
      return answer;
    },
    close: async () => {
      sqs.destroy();
      await cloud.close();
      await subscribers.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function listening(): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function tokenOf(url: string, tenant: string): Promise<string> {
  const answer = await send(url, 'POST', '/oauth2/token', {
    headers: {
      authorization: `Basic ${Buffer.from(`${tenant}:local`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  if (answer.status !== 200) throw new Error(`no token for ${tenant}: ${answer.status} ${answer.text}`);
  return String(answer.json.access_token);
}
