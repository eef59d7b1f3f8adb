import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { verifyWebhook, WebhookVerificationError } from '../index.ts';

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const other = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const body = '{"type":"parcels.parcel.registered.v1","data":{"note":"ä"}}';
const atMs = 1_700_000_000_000;
const now = () => atMs;

const signatureOf = (by: string, signed: string) =>
  `v1,${createHmac('sha256', Buffer.from(by.slice(6), 'base64'))
    .update(signed)
    .digest('base64')}`;

function signed({ by = [secret], offSeconds = 0, text = body }: { by?: string[]; offSeconds?: number; text?: string }) {
  const timestamp = String(atMs / 1000 + offSeconds);
  return {
    'webhook-id': 'evt_1',
    'webhook-timestamp': timestamp,
    'webhook-signature': by.map((one) => signatureOf(one, `evt_1.${timestamp}.${text}`)).join(' '),
  };
}

describe('a webhook', () => {
  it.each([
    ['text', body],
    ['bytes', new Uint8Array(Buffer.from(body))],
  ])('gives its event when it is verified, of %s', async (_case, one) => {
    expect(await verifyWebhook({ headers: signed({}), body: one }, secret, { now })).toEqual(JSON.parse(body));
  });

  it('may have headers of a fetch handler', async () => {
    const headers = new Headers(signed({}));

    await expect(verifyWebhook({ headers, body }, secret, { now })).resolves.toMatchObject({ data: { note: 'ä' } });
  });

  it.each([
    ['two signatures', [other, secret], [secret]],
    ['two secrets', [secret], [other, secret]],
  ])('is verified by any of %s', async (_case, by, secrets) => {
    await expect(verifyWebhook({ headers: signed({ by }), body }, secrets, { now })).resolves.toBeDefined();
  });

  it.each([300, -300])('may be %i s off', async (offSeconds) => {
    await expect(verifyWebhook({ headers: signed({ offSeconds }), body }, secret, { now })).resolves.toBeDefined();
  });

  it.each([
    ['late', signed({ offSeconds: -301 }), /^The webhook is of another time/],
    ['early', signed({ offSeconds: 301 }), /^The webhook is of another time/],
    ['without a time', { ...signed({}), 'webhook-timestamp': 'now' }, /^The webhook is of another time/],
    ['of another secret', signed({ by: [other] }), /^The webhook is signed by none of the secrets/],
    ['of another body', signed({ text: `${body} ` }), /^The webhook is signed by none/],
    ['of another id', { ...signed({}), 'webhook-id': 'evt_2' }, /^The webhook is signed by none/],
    ['of another version', { ...signed({}), 'webhook-signature': 'v2,AAAA' }, /^The webhook is signed by none/],
    ['of what is no base64', { ...signed({}), 'webhook-signature': 'v1,?' }, /^The webhook is signed by none/],
    ['without a signature', { ...signed({}), 'webhook-signature': undefined }, /^The webhook has no webhook-signature/],
    ['without an id', { ...signed({}), 'webhook-id': '' }, /^The webhook has no webhook-id/],
    ['twice', { ...signed({}), 'webhook-id': ['a', 'b'] }, /^The webhook has no webhook-id/],
  ])('fails when it is %s', async (_case, headers, message) => {
    const verified = verifyWebhook({ headers, body }, secret, { now });

    await expect(verified).rejects.toThrow(WebhookVerificationError);
    await expect(verified).rejects.toThrow(message);
  });

  it('fails when it is signed and no JSON', async () => {
    const headers = signed({ text: '<event>' });

    await expect(verifyWebhook({ headers, body: '<event>' }, secret, { now })).rejects.toThrow(/its body is not JSON/);
  });

  it.each(['', 'secret', 'whsec_', 'whsec_?'])('is not verified by the secret %p, which is none', async (none) => {
    await expect(verifyWebhook({ headers: signed({}), body }, none, { now })).rejects.toThrow(TypeError);
  });
});
