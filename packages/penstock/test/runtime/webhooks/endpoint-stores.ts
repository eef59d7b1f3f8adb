import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { lazy } from '../../../runtime/lazy.ts';
import { dynamoDBEndpoints } from '../../../runtime/webhooks/endpoints/dynamodb-endpoints.ts';
import { isDeleted } from '../../../runtime/webhooks/endpoints/endpoint.ts';
import type { Creation } from '../../../runtime/webhooks/endpoints/endpoint-decisions.ts';
import type { EndpointRepository } from '../../../runtime/webhooks/endpoints/endpoint-repository.ts';
import { newSecret } from '../../../runtime/webhooks/signing/secret.ts';
import { inMemoryEndpoints } from '../../../testkit/in-memory-endpoints.ts';
import { creation, instant } from '../../../testkit/webhooks.ts';
import { startWebhooksTable, type WebhooksTable } from './table.ts';

export const signal = new AbortController().signal;
export const newTenant = (): string => `t-${randomUUID()}`;

/** The table of the store in DynamoDB, while the tests of a file run. */
export function webhooksTable(): () => WebhooksTable {
  let table: WebhooksTable;
  beforeAll(async () => {
    table = await startWebhooksTable();
  });
  afterAll(() => table.close());
  return () => table;
}

/** The cases of a file for both stores: what one of them does, the other has to do. */
export function describeEndpoints(cases: (world: EndpointsWorld) => void): void {
  const table = webhooksTable();
  const stores: [string, () => EndpointRepository][] = [
    ['in memory', () => inMemoryEndpoints()],
    ['in DynamoDB', () => dynamoDBEndpoints(table().client, table().name)],
  ];
  describe.each(stores)('endpoints %s', (_name, make) => cases(worldOf(make)));
}

export type EndpointsWorld = ReturnType<typeof worldOf>;

function worldOf(make: () => EndpointRepository) {
  // The table is there once cases run.
  const store = lazy(make);
  const endpoints = new Proxy({} as EndpointRepository, { get: (_, name) => Reflect.get(store(), name) });
  const create = async (over: Partial<Creation> = {}): Promise<Creation> => {
    const request = creation({ tenant: newTenant(), ...over });
    expect((await endpoints.create(request, signal)).outcome).toBe('written');
    return request;
  };
  const stored = async ({ tenant, id }: Pick<Creation, 'tenant' | 'id'>) => {
    const record = await endpoints.find(tenant, id, signal);
    if (record === undefined || isDeleted(record)) throw new Error(`${id} is not stored`);
    return record;
  };
  const listed = async (tenant: string, limit = 100, after?: string) => {
    const { records, next } = await endpoints.list({ tenant, limit, ...(after !== undefined && { after }) }, signal);
    return { ids: records.map(({ id }) => id), next };
  };
  return { endpoints, create, stored, listed };
}

export const again = (request: Creation, over: Partial<Creation> = {}): Creation => ({
  ...request,
  secret: newSecret(),
  stamp: { ...request.stamp, at: instant(), requestId: randomUUID() },
  ...over,
});
