import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dynamoDBEndpoints } from '../../../runtime/webhooks/endpoints/dynamodb-endpoints.ts';
import { isDeleted, toListedEndpoint } from '../../../runtime/webhooks/endpoints/endpoint.ts';
import type { Creation } from '../../../runtime/webhooks/endpoints/endpoint-decisions.ts';
import type { EndpointRepository } from '../../../runtime/webhooks/endpoints/endpoint-repository.ts';
import { toCreatedView, toEndpointView } from '../../../runtime/webhooks/endpoints/endpoint-views.ts';
import { newSecret } from '../../../runtime/webhooks/signing/secret.ts';
import { inMemoryEndpoints } from '../../../testkit/in-memory-endpoints.ts';
import { creation, instant, newId, rotationOf } from '../../../testkit/webhooks.ts';
import { startWebhooksTable, type WebhooksTable } from './table.ts';

const signal = new AbortController().signal;
let table: WebhooksTable;

beforeAll(async () => {
  table = await startWebhooksTable();
});
afterAll(async () => {
  await table.close();
});

const stores: [string, () => EndpointRepository][] = [
  ['in memory', () => inMemoryEndpoints()],
  ['in DynamoDB', () => dynamoDBEndpoints(table.client, table.name)],
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
    if (record === undefined || isDeleted(record)) throw new Error(`${id} is not stored`);
    return record;
  };
  const listed = async (tenant: string, limit = 100, after?: string) => {
    const { records, next } = await endpoints.list({ tenant, limit, ...(after !== undefined && { after }) }, signal);
    return { ids: records.map(({ id }) => id), next };
  };

  describe('creating', () => {
    it('keeps the endpoint and its secret', async () => {
      const request = await create();

      expect(toCreatedView(await stored(request), Date.parse(request.stamp.at))).toEqual({
        id: request.id,
        url: 'https://example.com/hooks',
        events: ['shop.parcel.sent.v1'],
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
      for (let index = 1; index < 20; index += 1) await create({ tenant });

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
      await expect(stored(request)).rejects.toThrow('not stored');
    });

    it('erases all but what knows a repeat of the creation, its secrets above all', async () => {
      const request = await create();
      const { tenant, id, fingerprint } = request;
      await endpoints.rotateSecret(rotationOf(request), signal);
      await endpoints.disable({ ...request, at: instant(), reason: 'gone' }, signal);
      const deletedAt = instant();

      await endpoints.remove({ ...request, at: deletedAt }, signal);

      expect(await endpoints.find(tenant, id, signal)).toEqual({ tenant, id, fingerprint, deletedAt });
    });

    it('changes nothing the second time', async () => {
      const request = await create();
      const first = await endpoints.remove({ ...request, at: instant() }, signal);

      expect(await endpoints.remove({ ...request, at: instant() }, signal)).toEqual(first);
    });

    it('lets no late repeat of the creation bring it back', async () => {
      const request = await create();
      await endpoints.remove({ ...request, at: instant() }, signal);

      expect(await endpoints.create(again(request), signal)).toEqual({ outcome: 'deleted' });
      expect(await endpoints.create(again(request, { fingerprint: 'f-2' }), signal)).toEqual({ outcome: 'key-reused' });
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
      expect(toEndpointView(record).status).toBe('disabled');
      expect((await listed(request.tenant)).ids).toEqual([request.id]);
      expect(toCreatedView(record, Date.parse(at)).status).toBe('enabled');
    });

    it('fails for an endpoint that was deleted', async () => {
      const request = await create();
      await endpoints.remove({ ...request, at: instant() }, signal);

      const decision = await endpoints.disable({ ...request, at: instant(), reason: 'gone' }, signal);

      expect(decision).toEqual({ outcome: 'not-found' });
    });
  });

  describe('rotating a secret', () => {
    it('keeps the secret before beside the new one for the overlap', async () => {
      const request = await create();
      const rotation = rotationOf(request, { at: '2026-11-22T12:00:00.000Z' });

      const decision = await endpoints.rotateSecret(rotation, signal);

      const record = await stored(request);
      expect(decision).toEqual({ outcome: 'written', record, rotation: rotation.rotation });
      expect(record).toMatchObject({
        secret: rotation.secret,
        previousSecret: { secret: request.secret, until: '2026-11-23T12:00:00.000Z' },
      });
    });

    it('changes nothing for a known key, and tells what the first made', async () => {
      const request = await create();
      const first = rotationOf(request);
      await endpoints.rotateSecret(first, signal);
      const next = rotationOf(request);
      await endpoints.rotateSecret(next, signal);
      const record = await stored(request);

      for (const { rotation } of [first, next]) {
        expect(await endpoints.rotateSecret(rotationOf(request, { id: rotation.id }), signal)).toEqual({
          outcome: 'replayed',
          record,
          rotation,
        });
      }
      expect(await stored(request)).toEqual(record);
    });

    it('knows its own earlier attempt whose answer was lost', async () => {
      const request = await create();
      const rotation = rotationOf(request);
      const first = await endpoints.rotateSecret(rotation, signal);

      expect(await endpoints.rotateSecret({ ...rotation, secret: newSecret() }, signal)).toEqual(first);
    });

    it('drops the oldest when two secrets sign already', async () => {
      const request = await create();
      const [first, second] = [rotationOf(request), rotationOf(request)];
      await endpoints.rotateSecret(first, signal);

      await endpoints.rotateSecret(second, signal);

      const record = await stored(request);
      expect([record.secret, record.previousSecret?.secret]).toEqual([second.secret, first.secret]);
      expect(JSON.stringify(record)).not.toContain(request.secret);
    });

    it('makes one secret of many requests with one key at once, and loses none of several keys', async () => {
      const request = await create();
      const key = newId('key');
      const racing = [...Array(5)].map(() => rotationOf(request, { id: key }));
      const others = [...Array(4)].map(() => rotationOf(request));

      const decisions = await Promise.all([...racing, ...others].map((one) => endpoints.rotateSecret(one, signal)));

      expect(decisions.filter(({ outcome }) => outcome === 'written')).toHaveLength(5);
      expect(new Set((await stored(request)).rotations?.map(({ id }) => id))).toEqual(
        new Set([key, ...others.map(({ rotation }) => rotation.id)]),
      );
    });

    it('remembers the last 20 keys', async () => {
      const request = await create();
      const rotations = [...Array(21)].map(() => rotationOf(request));
      for (const rotation of rotations) await endpoints.rotateSecret(rotation, signal);

      expect((await stored(request)).rotations).toEqual(rotations.slice(1).map(({ rotation }) => rotation));
    });

    it('leaves nothing of a secret when the deletion races with it', async () => {
      const request = await create();

      const [{ outcome }] = await Promise.all([
        endpoints.rotateSecret(rotationOf(request), signal),
        endpoints.remove({ ...request, at: instant() }, signal),
      ]);

      expect(['written', 'not-found']).toContain(outcome);
      expect(JSON.stringify(await endpoints.find(request.tenant, request.id, signal))).not.toContain('whsec_');
    });

    it.each([
      ['fails for an endpoint that does not exist', { id: newId('whe') }],
      ["fails for another tenant's endpoint", { tenant: 'someone-else' }],
    ])('%s', async (_case, over) => {
      const request = await create();

      expect(await endpoints.rotateSecret({ ...rotationOf(request), ...over }, signal)).toEqual({
        outcome: 'not-found',
      });
    });

    it('fails for an endpoint that was deleted', async () => {
      const request = await create();
      await endpoints.remove({ ...request, at: instant() }, signal);

      expect(await endpoints.rotateSecret(rotationOf(request), signal)).toEqual({ outcome: 'not-found' });
    });
  });

  describe('erasing a replaced secret', () => {
    it('leaves the rest', async () => {
      const request = await create();
      await endpoints.rotateSecret(rotationOf(request), signal);
      const { previousSecret, ...rest } = await stored(request);

      await endpoints.erasePreviousSecret({ ...request, until: previousSecret?.until ?? '' }, signal);

      expect(await stored(request)).toEqual(rest);
    });

    it('leaves one that was replaced later', async () => {
      const request = await create();
      await endpoints.rotateSecret(rotationOf(request), signal);
      const { previousSecret } = await stored(request);
      await endpoints.rotateSecret(rotationOf(request), signal);
      const record = await stored(request);

      await endpoints.erasePreviousSecret({ ...request, until: previousSecret?.until ?? '' }, signal);

      expect(await stored(request)).toEqual(record);
    });

    it('is no failure where there is none, or no endpoint', async () => {
      const request = await create();
      const absent = newId('whe');
      const record = await stored(request);

      await endpoints.erasePreviousSecret({ ...request, until: instant() }, signal);
      await endpoints.erasePreviousSecret({ ...request, id: absent, until: instant() }, signal);

      expect(await stored(request)).toEqual(record);
      expect(await endpoints.find(request.tenant, absent, signal)).toBeUndefined();
    });
  });

  describe('listing', () => {
    it('shows the newest first, a page at a time, every endpoint once', async () => {
      const tenant = newTenant();
      const start = Date.parse(instant());
      const ids: string[] = [];
      for (const later of [3, 0, 5, 1, 6, 2, 4]) {
        const at = new Date(start + later).toISOString();
        ids[6 - later] = (await create({ tenant, stamp: { at, requestId: randomUUID(), correlationId: 'c-1' } })).id;
      }

      const first = await listed(tenant, 3);
      const second = await listed(tenant, 3, first.next);
      const third = await listed(tenant, 3, second.next);

      expect([...first.ids, ...second.ids, ...third.ids]).toEqual(ids);
      expect(third.next).toBeUndefined();
    });

    it('shows all that an owner sees, and never a secret', async () => {
      const request = await create();
      await endpoints.rotateSecret(rotationOf(request), signal);
      await endpoints.disable({ ...request, at: instant(), reason: 'gone' }, signal);
      const record = await stored(request);

      const { records } = await endpoints.list({ tenant: request.tenant, limit: 1 }, signal);

      expect(records.map(toEndpointView)).toEqual([toEndpointView(record)]);
      expect(records).toEqual([toListedEndpoint(record)]);
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
  const real = dynamoDBEndpoints(table.client, table.name);
  type Step = (store: EndpointRepository, request: Creation, at: string, secret: string) => Promise<unknown>;
  const anyStep: fc.Arbitrary<Step> = fc.oneof(
    fc.constantFrom('f-1', 'f-2').map(
      (fingerprint): Step =>
        (store, request) =>
          store.create({ ...request, fingerprint }, signal),
    ),
    fc.constant<Step>((store, request, at) => store.remove({ ...request, at }, signal)),
    fc.constant<Step>((store, request, at) => store.disable({ ...request, at, reason: 'gone' }, signal)),
    fc.constantFrom('r-1', 'r-2', 'r-3').map(
      (key): Step =>
        (store, { tenant, id }, at, secret) =>
          store.rotateSecret({ tenant, id, rotation: { id: key, at, requestId: at }, secret }, signal),
    ),
    fc.constant<Step>(async (store, { tenant, id }) => {
      const found = await store.find(tenant, id, signal);
      const until = found !== undefined && !isDeleted(found) ? found.previousSecret?.until : undefined;
      await store.erasePreviousSecret({ tenant, id, until: until ?? '' }, signal);
      return store.find(tenant, id, signal);
    }),
    fc.constant<Step>((store, { tenant }) => store.list({ tenant, limit: 2 }, signal)),
  );

  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyStep, fc.nat(2)), { maxLength: 10 }), async (steps) => {
      const tenant = `t-${randomUUID()}`;
      const ids = [newId('whe'), newId('whe'), newId('whe')];
      for (const [step, which] of steps) {
        const request = creation({ tenant, id: ids[which] ?? '' });
        const [at, secret] = [instant(), newSecret()];
        expect(await step(real, request, at, secret)).toEqual(await step(twin, request, at, secret));
      }
    }),
    { numRuns: 15 },
  );
});
