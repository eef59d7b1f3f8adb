import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dynamoDBEndpoints } from '../../../functions/webhooks/adapters/dynamodb-endpoints.ts';
import { inMemoryEndpoints } from '../../../functions/webhooks/adapters/in-memory-endpoints.ts';
import { asCreated, endpointOf, listedOf } from '../../../functions/webhooks/domain/endpoint.ts';
import { type Creation, MAX_ENDPOINTS } from '../../../functions/webhooks/domain/endpoint-decisions.ts';
import type { EndpointRepository } from '../../../functions/webhooks/domain/endpoint-repository.ts';
import { newSecret } from '../../../functions/webhooks/secret.ts';
import { type Engine, startEngine } from '../../support/dynamodb.ts';
import { creation, instant, newId } from './support.ts';
import { createWebhooksTable } from './table.ts';

const signal = new AbortController().signal;
let engine: Engine;
let table: Awaited<ReturnType<typeof createWebhooksTable>>;

beforeAll(async () => {
  engine = await startEngine();
  table = await createWebhooksTable(engine);
});
afterAll(async () => {
  await table.drop();
  await engine.stop();
});

const stores: [string, () => EndpointRepository][] = [
  ['in memory', () => inMemoryEndpoints()],
  ['in DynamoDB', () => dynamoDBEndpoints(engine.client, table.name)],
];

describe.each(stores)('endpoints %s', (_name, make) => {
  let endpoints: EndpointRepository;
  beforeAll(() => {
    endpoints = make();
  });

  const newTenant = (): string => `t-${randomUUID()}`;
  const create = async (over: Partial<Creation> = {}): Promise<Creation> => {
    const request = creation({ tenant: newTenant(), ...over });
    expect((await endpoints.create(request, signal)).outcome).toBe('written');
    return request;
  };
  const again = (request: Creation, over: Partial<Creation> = {}): Creation => ({
    ...request,
    secret: newSecret(),
    stamp: { ...request.stamp, at: instant(), requestId: randomUUID() },
    ...over,
  });
  const stored = async ({ tenant, id }: Pick<Creation, 'tenant' | 'id'>) => {
    const record = await endpoints.find(tenant, id, signal);
    if (record === undefined) throw new Error(`${id} is not stored`);
    return record;
  };
  const listed = async (tenant: string, limit = 100, after?: string) => {
    const { records, next } = await endpoints.list({ tenant, limit, ...(after !== undefined && { after }) }, signal);
    return { ids: records.map(({ id }) => id), next };
  };

  describe('creating', () => {
    it('keeps the endpoint and its secret', async () => {
      const request = await create();

      expect(asCreated(await stored(request))).toEqual({
        id: request.id,
        url: 'https://example.com/hooks',
        events: ['orders.order.placed.v1'],
        description: 'Warehouse',
        status: 'enabled',
        createdAt: request.stamp.at,
        secret: request.secret,
      });
    });

    it('replays the same request with the secret of the first', async () => {
      const request = await create();

      const decision = await endpoints.create(again(request), signal);

      expect(decision).toEqual({ outcome: 'replayed', record: await stored(request) });
      expect('record' in decision && decision.record.secret).toBe(request.secret);
    });

    it('knows its own earlier attempt whose answer was lost', async () => {
      const request = await create();

      expect(await endpoints.create({ ...request, secret: newSecret() }, signal)).toEqual({
        outcome: 'written',
        record: await stored(request),
      });
    });

    it('fails for another request with the same key', async () => {
      const request = await create();

      expect(await endpoints.create(again(request, { fingerprint: 'f-2' }), signal)).toEqual({ outcome: 'key-reused' });
    });

    it('writes once when many race, and shows all of them one secret', async () => {
      const request = creation({ tenant: newTenant() });

      const decisions = await Promise.all([...Array(10)].map(() => endpoints.create(again(request), signal)));

      expect(decisions.filter(({ outcome }) => outcome === 'written')).toHaveLength(1);
      expect(new Set(decisions.map((decision) => 'record' in decision && decision.record.secret)).size).toBe(1);
    });

    it('fails beyond the limit, and answers a repeat there', async () => {
      const tenant = newTenant();
      const first = await create({ tenant });
      for (let index = 1; index < MAX_ENDPOINTS; index += 1) await create({ tenant });

      expect(await endpoints.create(creation({ tenant }), signal)).toEqual({ outcome: 'limit-reached' });
      expect((await endpoints.create(again(first), signal)).outcome).toBe('replayed');
      await endpoints.remove({ ...first, at: instant() }, signal);
      expect((await endpoints.create(creation({ tenant }), signal)).outcome).toBe('written');
    });
  });

  describe('finding', () => {
    it('fails for an endpoint that does not exist', async () => {
      expect(await endpoints.find('acme', newId('whe'), signal)).toBeUndefined();
    });

    it("fails for another tenant's endpoint", async () => {
      const { id } = await create();

      expect(await endpoints.find(newTenant(), id, signal)).toBeUndefined();
    });
  });

  describe('removing', () => {
    it('takes it off the list', async () => {
      const request = await create();

      expect((await endpoints.remove({ ...request, at: instant() }, signal)).outcome).toBe('written');

      expect(await listed(request.tenant)).toEqual({ ids: [], next: undefined });
      expect(await stored(request)).toHaveProperty('deletedAt');
    });

    it('changes nothing the second time', async () => {
      const request = await create();
      await endpoints.remove({ ...request, at: instant() }, signal);
      const { deletedAt } = await stored(request);

      expect((await endpoints.remove({ ...request, at: instant() }, signal)).outcome).toBe('written');
      expect((await stored(request)).deletedAt).toBe(deletedAt);
    });

    it('answers a late repeat of the creation as it was, and does not bring it back', async () => {
      const request = await create();
      const first = asCreated(await stored(request));
      await endpoints.remove({ ...request, at: instant() }, signal);

      const decision = await endpoints.create(again(request), signal);

      expect(decision.outcome).toBe('replayed');
      expect('record' in decision && asCreated(decision.record)).toEqual(first);
      expect((await listed(request.tenant)).ids).toEqual([]);
    });

    it.each([
      ['fails for an endpoint that does not exist', { id: newId('whe') }],
      ["fails for another tenant's endpoint", { tenant: 'someone-else' }],
    ])('%s', async (_case, over) => {
      const request = await create();

      expect(await endpoints.remove({ ...request, at: instant(), ...over }, signal)).toEqual({ outcome: 'not-found' });
    });
  });

  describe('disabling', () => {
    it('keeps the first reason and stays on the list', async () => {
      const request = await create();
      const at = instant();
      await endpoints.disable({ ...request, at, reason: 'gone' }, signal);
      await endpoints.disable({ ...request, at: instant(), reason: 'gone' }, signal);

      const record = await stored(request);
      expect(record.disabled).toEqual({ reason: 'gone', at });
      expect(endpointOf(record).status).toBe('disabled');
      expect((await listed(request.tenant)).ids).toEqual([request.id]);
      expect(asCreated(record).status).toBe('enabled');
    });

    it('fails for an endpoint that was deleted', async () => {
      const request = await create();
      await endpoints.remove({ ...request, at: instant() }, signal);

      const decision = await endpoints.disable({ ...request, at: instant(), reason: 'gone' }, signal);

      expect(decision).toEqual({ outcome: 'not-found' });
    });
  });

  describe('listing', () => {
    it('shows the newest first, a page at a time, every endpoint once', async () => {
      const tenant = newTenant();
      const ids: string[] = [];
      for (let index = 0; index < 5; index += 1) ids.unshift((await create({ tenant })).id);

      const first = await listed(tenant, 2);
      const second = await listed(tenant, 2, first.next);
      const third = await listed(tenant, 2, second.next);

      expect([...first.ids, ...second.ids, ...third.ids]).toEqual(ids);
      expect(third.next).toBeUndefined();
    });

    it('shows all that an owner sees, and never the secret', async () => {
      const request = await create();
      await endpoints.disable({ ...request, at: instant(), reason: 'gone' }, signal);
      const record = await stored(request);

      const { records } = await endpoints.list({ tenant: request.tenant, limit: 1 }, signal);

      expect(records.map(endpointOf)).toEqual([endpointOf(record)]);
      expect(records).toEqual([listedOf(record)]);
      expect(JSON.stringify(records)).not.toContain('whsec_');
    });

    it('has no next page when the last one is full', async () => {
      const tenant = newTenant();
      await create({ tenant });
      await create({ tenant });

      expect((await listed(tenant, 2)).next).toBeUndefined();
    });
  });
});

it('gives the same answers in memory and in DynamoDB, whatever is asked', async () => {
  const twin = inMemoryEndpoints();
  const real = dynamoDBEndpoints(engine.client, table.name);
  type Step = (store: EndpointRepository, request: Creation, at: string) => Promise<unknown>;
  const anyStep: fc.Arbitrary<Step> = fc.oneof(
    fc.constantFrom('f-1', 'f-2').map(
      (fingerprint): Step =>
        (store, request) =>
          store.create({ ...request, fingerprint }, signal),
    ),
    fc.constant<Step>((store, request, at) => store.remove({ ...request, at }, signal)),
    fc.constant<Step>((store, request, at) => store.disable({ ...request, at, reason: 'gone' }, signal)),
    fc.constant<Step>((store, { tenant }) => store.list({ tenant, limit: 2 }, signal)),
  );

  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyStep, fc.nat(2)), { maxLength: 10 }), async (steps) => {
      const tenant = `t-${randomUUID()}`;
      const ids = [newId('whe'), newId('whe'), newId('whe')];
      for (const [step, which] of steps) {
        const request = creation({ tenant, id: ids[which] ?? '' });
        const at = instant();
        expect(await step(real, request, at)).toEqual(await step(twin, request, at));
      }
    }),
    { numRuns: 60 },
  );
});
