import { describe, expect, it } from '@jest/globals';
import { toCreatedView, toEndpointView } from '../../../runtime/webhooks/endpoints/endpoint-views.ts';
import { instant, newId, rotationOf } from '../../../testkit/webhooks.ts';
import { again, describeEndpoints, signal } from './endpoint-stores.ts';

describeEndpoints(({ create, endpoints, listed, stored }) => {
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
});
