import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newSecret, secretKey } from '../../../runtime/webhooks/signing/secret.ts';
import { signedHeaders } from '../../../runtime/webhooks/signing/signature.ts';
import { isSigned } from '../../../testkit/webhooks.ts';

// The test vector that the libraries of Standard Webhooks share.
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

describe('a signature', () => {
  it('is the one of the published test vector', () => {
    const sentAt = new Date(Number(vector.timestamp) * 1000 + 999);

    expect(signedHeaders({ id: vector.id, sentAt, body: vector.body }, [vector.secret])).toEqual({
      'webhook-id': vector.id,
      'webhook-timestamp': vector.timestamp,
      'webhook-signature': vector.signature,
    });
  });

  it('is verified by a subscriber, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        const secret = newSecret();
        const headers = signedHeaders({ id: 'evt_1', sentAt: new Date(), body }, [secret]);
        return isSigned({ headers, body }, secret);
      }),
    );
  });

  it('is a list where several secrets sign, each of which verifies it', () => {
    const [secret, before] = [newSecret(), newSecret()];
    const headers = signedHeaders({ id: 'evt_1', sentAt: new Date(), body: '{}' }, [secret, before]);

    expect(headers['webhook-signature']).toMatch(/^v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=$/);
    expect([secret, before, newSecret()].map((one) => isSigned({ headers, body: '{}' }, one))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each([
    ['another body', { body: '{}' }],
    ['another id', { headers: { 'webhook-id': 'evt_2' } }],
    ['another time', { headers: { 'webhook-timestamp': String(Math.floor(Date.now() / 1000) + 60) } }],
  ])('fails for %s', (_case, { body, headers }: { body?: string; headers?: Record<string, string> }) => {
    const secret = newSecret();
    const signed = signedHeaders({ id: 'evt_1', sentAt: new Date(), body: '{"a":1}' }, [secret]);

    expect(isSigned({ headers: { ...signed, ...headers }, body: body ?? '{"a":1}' }, secret)).toBe(false);
  });

  it('fails for another secret and for an old message', () => {
    const secret = newSecret();
    const headers = signedHeaders({ id: 'evt_1', sentAt: new Date(), body: '' }, [secret]);

    expect(isSigned({ headers, body: '' }, newSecret())).toBe(false);
    expect(isSigned({ headers, body: '' }, secret, Date.now() + 10 * 60 * 1000)).toBe(false);
  });
});

it('makes secrets of 32 random bytes', () => {
  const secrets = new Set([...Array(100)].map(() => newSecret()));

  expect(secrets.size).toBe(100);
  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(secretKey(secret)).toHaveLength(32);
  }
});
