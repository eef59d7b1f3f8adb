import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import type { UsagePlan } from '../../../local/apigateway/definition.ts';
import { type KeyStore, openKeyStore } from '../../../local/apigateway/key-store.ts';
import { createKeyManagement } from '../../../local/apigateway/management.ts';
import { startEndpoint } from '../../../local/endpoint/server.ts';
import { type RegionKeys, regionKeys } from '../../../ops/tenants/region-keys.ts';

/** A region with usage plans and no keys, reached as AWS is: by the SDK. */
export interface TestRegion {
  readonly keys: RegionKeys;
  readonly client: APIGatewayClient;
  readonly store: KeyStore;
  /** Who is let in, as `tenant on plan`. */
  admitted(...names: readonly `${string}.${string}`[]): readonly string[];
  close(): Promise<void>;
}

const plan = (name: string, rate: number): UsagePlan => ({
  id: `${name}-id`,
  name: `penstock-dev-${name}`,
  throttle: { rate, burst: rate },
  methodThrottles: {},
});
export const plans = [plan('pro', 500), plan('free', 50)];

export async function startRegion(region: string, usagePlans: readonly UsagePlan[] = plans): Promise<TestRegion> {
  const account = '000000000000';
  const api = { id: 'api', stage: 'dev', keys: [], usagePlans };
  const store = openKeyStore();
  store.define(api);
  const endpoint = await startEndpoint({
    account,
    region,
    functions: [],
    engine: { forward: async () => Promise.reject(new Error('there are no tables here')) } as never,
    restServices: [createKeyManagement(region, store, () => api)],
  });
  const credentials = { accessKeyId: endpoint.operatorKeyId, secretAccessKey: 'local' };
  const client = new APIGatewayClient({ endpoint: endpoint.url, region, credentials, maxAttempts: 1 });
  return {
    keys: regionKeys(client, region, { app: 'penstock', name: 'dev' }),
    client,
    store,
    admitted: (...names) => names.filter((name) => store.admitted(`penstock-usage-key.dev.${name}`) !== undefined),
    close: async () => {
      client.destroy();
      await endpoint.close();
      store.close();
    },
  };
}
