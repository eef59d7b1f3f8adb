import { rm } from 'node:fs/promises';
import { type Answer, type Call, send } from 'penstock/testkit/http';
import type { LocalRegions } from '../../packages/penstock/local/regions/all-regions.ts';
import { startLocalRegions } from '../../packages/penstock/local/regions/start.ts';
import { assemblyFor } from './assembly.ts';
import { addressOf, listening, tokenOf } from './cloud.ts';

/** The stage of three regions, with the calls a test makes to each. */
export interface TestRegions {
  readonly stage: LocalRegions;
  readonly regions: readonly string[];
  call(region: string, method: string, path: string, call?: Call): Promise<Answer>;
  token(tenant: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts stage prod-local in memory, on free ports, with its events. */
export async function startRegions(): Promise<TestRegions> {
  const [server, provider] = [await listening(), await listening()];
  const origin = addressOf(server);
  const addresses = { origin, provider: addressOf(provider) };
  const assembly = await assemblyFor('prod-local', addresses, { events: true });
  const stage = await startLocalRegions({ assembly, server, provider, processes: 2, idleFor: 600_000 });
  const urls = new Map(stage.regions.map(({ region, url }) => [region, url]));
  return {
    stage,
    regions: [...urls.keys()],
    call: (region, method, path, call) => send(urls.get(region) ?? '', method, path, call),
    token: (tenant) => tokenOf(origin, tenant),
    close: async () => {
      await stage.close();
      await rm(assembly, { recursive: true, force: true });
    },
  };
}
