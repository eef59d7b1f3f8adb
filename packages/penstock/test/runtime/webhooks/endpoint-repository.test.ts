import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { toListedEndpoint } from '../../../runtime/webhooks/endpoints/endpoint.ts';
import { toCreatedView, toEndpointView } from '../../../runtime/webhooks/endpoints/endpoint-views.ts';
import { newSecret } from '../../../runtime/webhooks/signing/secret.ts';
import { creation, instant, newId, rotationOf } from '../../../testkit/webhooks.ts';
import { again, describeEndpoints, newTenant, signal } from './endpoint-stores.ts';

describeEndpoints(({ create, endpoints, listed, stored }) => {
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
