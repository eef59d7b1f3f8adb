import { rm } from 'node:fs/promises';
import { type LocalCloud, startLocalCloud } from '../local/cloud.ts';
import { fetchToken } from '../local/fetch-token.ts';
import { bindServer, originOf } from '../local/port.ts';
import { assemblyOf } from './assembly-cache.ts';
import { type Answer, type Call, send } from './http.ts';

/** An app as it would be deployed, on the local cloud. */
export interface TestApp {
  readonly url: string;
  readonly cloud: LocalCloud;
  /** Sends a request; `token` of the call is sent as a bearer token. */
  call(method: string, path: string, call?: Call): Promise<Answer>;
  /** A token of a tenant of the stage, for these scopes, or for all there are. */
  token(tenant: string, scope?: string): Promise<string>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** Of `lib/stages.ts`, with `local: true`; `local` by default. */
  readonly stage?: string;
}

/**
 * Synthesizes the app in the current folder and runs it on free ports, in memory: `beforeAll` of a test of behaviour.
 *
 * @throws LocalError with what synth said, or with what the local cloud can't run
 */
export async function startApp({ stage = 'local' }: TestAppOptions = {}): Promise<TestApp> {
  const [server, provider] = await Promise.all([
    bindServer(0, '--port', 'the API'),
    bindServer(0, '--provider-port', 'providers'),
  ]);
  const url = originOf(server);
  const addresses = { origin: url, provider: originOf(provider) };
  const assembly = await assemblyOf(stage, addresses).catch((error) => {
    for (const one of [server, provider]) one.close();
    throw error;
  });
  const cloud = await startLocalCloud({ assembly, server, provider });
  return {
    url,
    cloud,
    call: (method, path, call) => send(url, method, path, call),
    token: (tenant, scope) => fetchToken({ port: Number(new URL(url).port), tenant, scope }),
    close: async () => {
      await cloud.close();
      await rm(assembly, { recursive: true, force: true });
    },
  };
}
