import { describe, expect, it } from '@jest/globals';
import type { DeliveryParts } from '../../../runtime/webhooks/deliveries/deliver.ts';
import { OVERLAP_MS } from '../../../runtime/webhooks/endpoints/endpoint-secrets.ts';
import { isSigned, message, rotationOf } from '../../../testkit/webhooks.ts';
import { setUp, signal } from './delivery-world.ts';

describe('a rotated secret', () => {
  const setUpRotated = async () => {
    const world = await setUp();
    const { parts, endpoint, now, pass } = world;
    const rotation = rotationOf(endpoint, { at: new Date(now()).toISOString() });
    const find = async () => parts.endpoints.find('acme', endpoint.id, signal);
    const signedBy = () => {
      const post = world.posts.at(-1);
      if (post === undefined) throw new Error('nothing was posted');
      return [rotation.secret, endpoint.secret].map((secret) => isSigned(post, secret, now()));
    };
    return { ...world, rotation, find, signedBy, pass };
  };

  it('signs beside the one before until the overlap ends, and then alone', async () => {
    const { parts, endpoint, run, rotation, signedBy, pass } = await setUpRotated();
    await parts.endpoints.rotateSecret(rotation, signal);

    await run(message(endpoint.id));
    const during = signedBy();
    pass(OVERLAP_MS);
    await run(message(endpoint.id));

    expect([during, signedBy()]).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  it('does not sign what was read before the rotation: a subscriber that knows both takes it', async () => {
    const { parts, endpoint, run, rotation, signedBy } = await setUpRotated();
    const before = await parts.endpoints.find('acme', endpoint.id, signal);
    await parts.endpoints.rotateSecret(rotation, signal);

    await run(message(endpoint.id), { over: { endpoints: { ...parts.endpoints, find: async () => before } } });

    expect(signedBy()).toEqual([false, true]);
  });

  it('signs nothing more after the overlap, though the endpoint was read before its end', async () => {
    const { parts, endpoint, run, rotation, signedBy, pass } = await setUpRotated();
    await parts.endpoints.rotateSecret(rotation, signal);
    pass(OVERLAP_MS - 1);
    const find: DeliveryParts['deliveries']['find'] = async () => {
      pass(1);
      return undefined;
    };

    await run(message(endpoint.id), { over: { deliveries: { ...parts.deliveries, find } } });

    expect(signedBy()).toEqual([true, false]);
  });

  it('is erased by the first delivery after the overlap, and not before', async () => {
    const { parts, endpoint, run, rotation, find, pass } = await setUpRotated();
    await parts.endpoints.rotateSecret(rotation, signal);

    pass(OVERLAP_MS - 10);
    await run(message(endpoint.id));
    const before = await find();
    pass(10);
    await run(message(endpoint.id));

    expect(before).toHaveProperty('previousSecret.secret', endpoint.secret);
    expect(JSON.stringify(await find())).not.toContain(endpoint.secret);
  });

  it('is delivered with when the one before could not be erased', async () => {
    const { parts, endpoint, run, rotation, stored, pass } = await setUpRotated();
    await parts.endpoints.rotateSecret(rotation, signal);
    pass(OVERLAP_MS);
    const erasePreviousSecret = () => Promise.reject(new Error('down'));
    const of = message(endpoint.id);

    await run(of, { over: { endpoints: { ...parts.endpoints, erasePreviousSecret } } });

    expect((await stored(of))?.status).toBe('delivered');
  });
});
