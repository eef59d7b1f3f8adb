import { describe, expect, it } from '@jest/globals';
import { newSecret } from '../../../runtime/webhooks/signing/secret.ts';
import { instant, newId, rotationOf } from '../../../testkit/webhooks.ts';
import { describeEndpoints, signal } from './endpoint-stores.ts';

describeEndpoints(({ create, endpoints, stored }) => {
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
});
