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

  it('is used for five minutes before it is read again', async () => {
    const kept = credential();
    await kept.get(signal);
    secret = JSON.stringify({ apiKey: 'sk_2' });
    now += 299_999;

    expect(await kept.get(signal)).toBe('sk_1');
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
    now += 29_999;
    expect(await kept.get(signal)).toBe('sk_1');
    now += 1;
    expect(await kept.get(signal)).toBe('sk_2');
  });

  it('fails to be read again after it was refused, rather than being used', async () => {
    const kept = credential();
    await kept.get(signal);
    down = true;
    kept.forget();

    await expect(kept.get(signal)).rejects.toThrow();
  });

  describe('that was being read when it was refused', () => {
    /** Reads that wait: the first of the old key, the others of the new one. */
    const waitingReads = () => {
      const releases: (() => void)[] = [];
      const [old, renewed] = ['sk_1', 'sk_2'].map((apiKey) => ({ SecretString: JSON.stringify({ apiKey }) }));
      const arrivals = [...Array(3)].map(() => Promise.withResolvers<void>());
      respond = (_request, response) => {
        const body = releases.length === 0 ? old : renewed;
        releases.push(() => answer(response, 200, body));
        arrivals[releases.length - 1]?.resolve();
      };
      return { releases, arrived: (count: number) => arrivals[count - 1]?.promise };
    };

    it.each([
      ['after', [1, 0]],
      ['before', [0, 1]],
    ])('is not the one to use, be it read %s the new one', async (_case, order) => {
      const kept = credential();
      await kept.get(signal);
      now += 300_000;
      const { releases, arrived } = waitingReads();

      const before = kept.get(signal);
      await arrived(1);
      kept.forget();
      const after = kept.get(signal);
      await arrived(2);
      for (const index of order) releases[index]?.();

      expect([await before, await after]).toEqual(['sk_1', 'sk_2']);
      expect(await kept.get(signal)).toBe('sk_2');
      expect(server.received).toHaveLength(3);
    });

    it('leaves the new one to be read once for all who wait for it', async () => {
      const kept = credential();
      await kept.get(signal);
      now += 300_000;
      const { releases, arrived } = waitingReads();
      const before = kept.get(signal);
      await arrived(1);
      kept.forget();
      const after = kept.get(signal);
      await arrived(2);
      releases[0]?.();
      await before;

      const later = kept.get(signal);
      releases[1]?.();

      expect([await after, await later]).toEqual(['sk_2', 'sk_2']);
      expect(server.received).toHaveLength(3);
    });
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
