import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { secretCredential } from '../../../runtime/aws/secret-credential.ts';
import { answer, type Respond, startServer } from '../../../testkit/http-server.ts';

const { signal } = new AbortController();
let server: Awaited<ReturnType<typeof startServer>>;
let secret: unknown;
let now: number;
let down: boolean;
let respond: Respond;

beforeEach(async () => {
  secret = JSON.stringify({ apiKey: 'sk_1' });
  now = 0;
  down = false;
  respond = (_request, response) =>
    down ? answer(response, 400, { __type: 'AccessDenied' }) : answer(response, 200, { SecretString: secret });
  server = await startServer((...args) => respond(...args));
});
afterEach(() => server.close());

const credential = () =>
  secretCredential(
    new SecretsManagerClient({
      endpoint: server.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
    { secretId: 'penstock-test-carrier', member: 'apiKey', of: 'the carrier' },
    () => now,
  );

describe('the credential', () => {
  it('is the member apiKey of the secret, read once', async () => {
    const kept = credential();

    expect([await kept.get(signal), await kept.get(signal)]).toEqual(['sk_1', 'sk_1']);
    expect(server.received.map(({ body }) => JSON.parse(body))).toEqual([{ SecretId: 'penstock-test-carrier' }]);
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

  it('is read once for all who wait for it', async () => {
    const kept = credential();

    expect(await Promise.all([kept.get(signal), kept.get(signal), kept.get(signal)])).toEqual(Array(3).fill('sk_1'));
    expect(server.received).toHaveLength(1);
  });

  it('outlives a failure to read it again, which is tried every half minute', async () => {
    const kept = credential();
    await kept.get(signal);
    down = true;
    now += 300_000;

    expect([await kept.get(signal), await kept.get(signal)]).toEqual(['sk_1', 'sk_1']);
    expect(server.received).toHaveLength(2);

    down = false;
    secret = JSON.stringify({ apiKey: 'sk_2' });
    now += 30_000;
    expect(await kept.get(signal)).toBe('sk_2');
  });

  it('fails to be read again after it was refused, rather than being used', async () => {
    const kept = credential();
    await kept.get(signal);
    down = true;
    kept.forget();

    await expect(kept.get(signal)).rejects.toThrow();
  });

  it('is not what was being read when it was refused', async () => {
    const kept = credential();
    await kept.get(signal);
    now += 300_000;
    const waiting: (() => void)[] = [];
    const [old, renewed] = ['sk_1', 'sk_2'].map((apiKey) => ({ SecretString: JSON.stringify({ apiKey }) }));
    respond = (_request, response) => {
      const body = waiting.length === 0 ? old : renewed;
      waiting.push(() => answer(response, 200, body));
    };
    const answered = async (count: number) => {
      while (waiting.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
    };

    const before = kept.get(signal);
    await answered(1);
    kept.forget();
    const after = kept.get(signal);
    await answered(2);
    for (const release of waiting.toReversed()) release();

    expect([await before, await after]).toEqual(['sk_1', 'sk_2']);
    expect(await kept.get(signal)).toBe('sk_2');
    expect(server.received).toHaveLength(3);
  });

  it('fails for a caller who gave up while it was read', async () => {
    const caller = new AbortController();
    const got = credential().get(caller.signal);
    caller.abort(new Error('the batch ends'));

    await expect(got).rejects.toThrow('the batch ends');
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

    expect(error).toMatchObject({
      name: 'TransientError',
      reason: 'credential-missing',
      message: 'The secret of the carrier has no usable member apiKey',
    });
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('hunter2');
  });
});
