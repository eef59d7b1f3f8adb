import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { secretCredential } from '../../../functions/payments/adapters/secret-credential.ts';
import { answer, startServer } from '../http-server.ts';

const { signal } = new AbortController();
let server: Awaited<ReturnType<typeof startServer>>;
let secret: unknown;
let now: number;

beforeEach(async () => {
  secret = JSON.stringify({ apiKey: 'sk_1' });
  now = 0;
  server = await startServer((_request, response) => answer(response, 200, { SecretString: secret }));
});
afterEach(() => server.close());

const credential = () =>
  secretCredential(
    new SecretsManagerClient({
      endpoint: server.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
    'penstock-test-payment-provider',
    () => now,
  );

describe('the credential', () => {
  it('is the member apiKey of the secret, read once', async () => {
    const kept = credential();

    expect([await kept.get(signal), await kept.get(signal)]).toEqual(['sk_1', 'sk_1']);
    expect(server.received.map(({ body }) => JSON.parse(body))).toEqual([
      { SecretId: 'penstock-test-payment-provider' },
    ]);
  });

  it.each([
    ['after it was refused', (kept: ReturnType<typeof credential>) => kept.forget()],
    [
      'after five minutes',
      () => {
        now += 300_000;
      },
    ],
  ])('is read again %s', async (_case, act) => {
    const kept = credential();
    await kept.get(signal);
    secret = JSON.stringify({ apiKey: 'sk_2' });
    act(kept);

    expect(await kept.get(signal)).toBe('sk_2');
  });

  it.each([
    ['is empty', undefined],
    ['is no JSON', 'hunter2'],
    ['is null', 'null'],
    ['has no apiKey', '{"password":"hunter2"}'],
    ['has an apiKey that no header carries', '{"apiKey":"hunter2\\r\\nX: 1"}'],
  ])('fails, and may pass, when the secret %s; the secret is not in the error', async (_case, value) => {
    secret = value;

    const error = await credential()
      .get(signal)
      .catch((thrown) => thrown);

    expect(error).toMatchObject({ name: 'TransientError', reason: 'credential-missing' });
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('hunter2');
  });
});
