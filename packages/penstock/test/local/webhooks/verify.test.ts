import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { bindServer, originOf } from '../../../local/port.ts';
import { describeDelivery, listen } from '../../../local/webhooks/listener.ts';
import { isWebhookSecret, verifyWebhook } from '../../../local/webhooks/verify.ts';

// The example of the specification's reference implementations.
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const other = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const body = Buffer.from('{"test": 2432232314}');
const headers = {
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': '1614265330',
  'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const then = 1_614_265_330_000;
/** The library compares timestamps with the clock. */
const at = (now: number) => jest.useFakeTimers({ now });
afterEach(() => void jest.useRealTimers());

describe('verifying a webhook', () => {
  beforeEach(() => void at(then));

  it('accepts the example of Standard Webhooks', () => {
    expect(verifyWebhook({ headers, body }, secret)).toEqual({ kind: 'verified' });
  });

  it('accepts any of several signatures', () => {
    const several = { ...headers, 'webhook-signature': `v1,AAAA v2,xyz ${headers['webhook-signature']}` };

    expect(verifyWebhook({ headers: several, body }, secret)).toEqual({ kind: 'verified' });
  });

  it.each([
    ['another body', { headers, body: Buffer.from('{"test": 2432232315}') }, then, 'No matching signature'],
    ['another id', { headers: { ...headers, 'webhook-id': 'msg' }, body }, then, 'No matching signature'],
    [
      'a version that is not v1',
      { headers: { ...headers, 'webhook-signature': headers['webhook-signature'].replace('v1', 'v2') }, body },
      then,
      'No matching signature',
    ],
    ['a missing header', { headers: { ...headers, 'webhook-id': undefined }, body }, then, 'Missing required headers'],
    ['an old timestamp', { headers, body }, then + 301_000, 'too old'],
    ['a timestamp of the future', { headers, body }, then - 301_000, 'too new'],
    [
      'a timestamp that is none',
      { headers: { ...headers, 'webhook-timestamp': 'now' }, body },
      then,
      'Invalid Signature Headers',
    ],
  ])('fails for %s', (_, webhook, now, reason) => {
    at(now);

    expect(verifyWebhook(webhook, secret)).toEqual({ kind: 'refused', reason: expect.stringContaining(reason) });
  });

  it.each([
    ['old', then + 300_000],
    ['of the future', then - 300_000],
  ])('accepts a timestamp that is 300 s %s', (_case, now) => {
    at(now);

    expect(verifyWebhook({ headers, body }, secret)).toEqual({ kind: 'verified' });
  });

  it.each(['v1', 'v1,', ',', ' ', 'v1,g0hM'])('fails for the signature %j', (signature) => {
    const damaged = { ...headers, 'webhook-signature': signature };

    expect(verifyWebhook({ headers: damaged, body }, secret)).toHaveProperty('kind', 'refused');
  });

  it('knows a secret by its form', () => {
    const padded = [`${secret}AA==`, `${secret}AAA=`];
    const wrong = ['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_short', `${secret}A`, `${secret}AA=`, `${secret}====`];

    expect([secret, ...padded].map(isWebhookSecret)).toEqual([true, true, true]);
    for (const one of [secret, ...padded]) expect(() => verifyWebhook({ headers, body }, one)).not.toThrow();
    expect(wrong.map(isWebhookSecret)).toEqual(wrong.map(() => false));
  });
});

describe('the webhook listener', () => {
  it('answers what is genuine, refuses the rest with 401, and prints both', async () => {
    const server = await bindServer(0);
    const lines: string[] = [];
    listen({ server, secrets: () => [secret], status: 204, print: (line) => lines.push(line) });
    const text = JSON.stringify({ type: 'shop.parcel.sent.v1', subject: 'par_1' });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const key = Buffer.from(secret.slice(6), 'base64');
    const signature = createHmac('sha256', key).update(`evt_1.${timestamp}.${text}`).digest('base64');
    const post = (signed: string) =>
      fetch(`${originOf(server)}/webhooks`, {
        method: 'POST',
        headers: { 'webhook-id': 'evt_1', 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signed}` },
        body: text,
      });
    const statuses = [(await post(signature)).status, (await post('AAAA')).status];
    server.close();

    expect(statuses).toEqual([204, 401]);
    expect(lines[0]).toMatch(/shop\.parcel\.sent\.v1 par_1 \(evt_1\): verified$/);
    expect(lines[1]).toMatch(/REFUSED: No matching signature found$/);
  });

  it.each([
    ['the new secret, when both sign', [secret, other], `${headers['webhook-signature']} v1,AAAA`, 1],
    ['the secret before, when it alone signed', [other, secret], headers['webhook-signature'], 2],
  ])('says that a delivery is verified by %s', (_case, secrets, signatures, place) => {
    at(then);
    const webhook = { headers: { ...headers, 'webhook-signature': signatures }, body };

    const { line, genuine } = describeDelivery(webhook, secrets, then);

    expect(line).toMatch(new RegExp(`: verified by secret ${place} of 2$`));
    expect(genuine).toBe(true);
  });

  it('refuses what none of its secrets signed', () => {
    at(then);

    const { line, genuine } = describeDelivery({ headers, body }, [other, other], then);

    expect(line).toMatch(/: REFUSED: No matching signature found$/);
    expect(genuine).toBe(false);
  });

  it('lets no control character reach the terminal', () => {
    const event = JSON.stringify({ type: 'a\u001b[2J\nb', subject: '\u009b1m' });
    const { line } = describeDelivery({ headers: {}, body: Buffer.from(event) }, [], then);

    expect(line).toMatch(/ a\?\[2J\?b \?1m \(no webhook-id\): /);
  });
});
