import { beforeEach, describe, expect, it } from '@jest/globals';
import { deterministicId } from '../../../runtime/idempotency/identity.ts';
import { createEndpoint, type EndpointRequest } from '../../../runtime/webhooks/endpoints/create-endpoint.ts';
import { SHOWN_FOR_MS } from '../../../runtime/webhooks/endpoints/endpoint-secrets.ts';
import { rotateSecret } from '../../../runtime/webhooks/endpoints/rotate-secret.ts';
import { inMemoryEndpoints } from '../../../testkit/in-memory-endpoints.ts';
import { newId } from '../../../testkit/webhooks.ts';

const signal = new AbortController().signal;
const NOW = Date.parse('2026-11-22T12:00:00.000Z');

let parts: Parameters<typeof createEndpoint>[0];
beforeEach(() => {
  parts = { endpoints: inMemoryEndpoints(), urlRules: { allowPrivate: false } };
});

const request = (over: Partial<EndpointRequest> = {}): EndpointRequest => ({
  tenant: 'acme',
  operationId: 'subscribeToParcels',
  identity: { key: 'k-1', fingerprint: 'f-1' },
  draft: { url: 'https://example.com/hooks', events: ['shop.parcel.sent.v1'] },
  now: new Date(NOW),
  invocationId: newId('inv'),
  correlationId: 'c-1',
  ...over,
});
const create = (over?: Partial<EndpointRequest>) => createEndpoint<string>(parts, request(over), signal);

async function created(over?: Partial<EndpointRequest>) {
  const result = await create(over);
  if (!('endpoint' in result)) throw new Error(result.outcome);
  return result;
}

describe('creating an endpoint', () => {
  it('gives it an id and shows its secret', async () => {
    expect(await create()).toEqual({
      outcome: 'created',
      endpoint: {
        id: expect.stringMatching(/^whe_[0-9a-hjkmnp-tv-z]{26}$/),
        url: 'https://example.com/hooks',
        events: ['shop.parcel.sent.v1'],
        status: 'enabled',
        createdAt: '2026-11-22T12:00:00.000Z',
        secret: expect.stringMatching(/^whsec_/),
      },
    });
  });

  it.each([
    ['with its secret', SHOWN_FOR_MS - 1, true],
    ['without its secret, when it comes late', SHOWN_FOR_MS, false],
  ])('answers a repeat as the first %s', async (_case, later, isShown) => {
    const first = await created();
    const { secret, ...endpoint } = first.endpoint;

    const again = await created({ now: new Date(NOW + later) });

    expect(again).toEqual({ outcome: 'replayed', endpoint: { ...endpoint, ...(isShown && { secret }) } });
  });

  it('makes another one for another tenant, operation or key', async () => {
    const ids = [
      await created(),
      await created({ tenant: 'globex' }),
      await created({ operationId: 'subscribeToLosses' }),
      await created({ identity: { key: 'k-2', fingerprint: 'f-1' } }),
    ].map(({ endpoint }) => endpoint.id);

    expect(new Set(ids).size).toBe(4);
  });

  it('fails for a key that came with another request', async () => {
    await create();

    expect(await create({ identity: { key: 'k-1', fingerprint: 'f-2' } })).toEqual({ outcome: 'key-reused' });
  });

  it('fails for the key of an endpoint that was deleted', async () => {
    const { endpoint } = await created();
    await parts.endpoints.remove({ tenant: 'acme', id: endpoint.id, at: endpoint.createdAt }, signal);

    expect(await create()).toEqual({ outcome: 'deleted' });
  });

  it('fails beyond the limit, and stores nothing', async () => {
    for (let index = 0; index < 20; index += 1) {
      await create({ identity: { key: `k-${index}`, fingerprint: 'f-1' } });
    }

    expect(await create({ identity: { key: 'k-more', fingerprint: 'f-1' } })).toEqual({ outcome: 'limit-reached' });
  });

  it('fails for a url that nothing is sent to', async () => {
    const draft = { url: 'https://10.0.0.1/', events: ['*'] };

    expect(await create({ draft })).toEqual({ outcome: 'url-refused', detail: 'must not name a private address' });
  });
});

describe('rotating a secret', () => {
  const rotate = (endpointId: string, key = 'r-1', now = NOW) =>
    rotateSecret<string>(
      parts.endpoints,
      {
        tenant: 'acme',
        endpointId,
        operationId: 'rotate',
        identity: { key },
        now: new Date(now),
        invocationId: newId('inv'),
      },
      signal,
    );

  it('makes a new one, and says until when the one before signs', async () => {
    const { endpoint } = await created();

    const result = await rotate(endpoint.id);

    expect(result).toMatchObject({
      outcome: 'rotated',
      endpoint: { id: endpoint.id, previousSecretExpiresAt: '2026-11-23T12:00:00.000Z' },
    });
    expect(result).not.toHaveProperty('endpoint.secret', endpoint.secret);
  });

  it('is known by its tenant, its operation and its key', async () => {
    const { endpoint } = await created();
    await rotate(endpoint.id);

    expect(await parts.endpoints.find('acme', endpoint.id, signal)).toMatchObject({
      rotations: [{ id: deterministicId('', 'acme', 'rotate', 'r-1') }],
    });
  });

  it('happens once a key', async () => {
    const { endpoint } = await created();
    const first = await rotate(endpoint.id);

    expect(await rotate(endpoint.id)).toEqual({ ...first, outcome: 'replayed' });
    expect(await rotate(endpoint.id, 'r-2')).toMatchObject({ outcome: 'rotated' });
  });

  it('fails for an endpoint that does not exist', async () => {
    expect(await rotate(newId('whe'))).toEqual({ outcome: 'not-found' });
  });
});
