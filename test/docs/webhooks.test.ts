import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { waitAfter } from 'penstock/runtime/queue/backoff';
import { retryWebhook } from '../../functions/generated/consumers/retryWebhook.ts';
import {
  OVERLAP_MS,
  REMEMBERED_ROTATIONS,
  SHOWN_FOR_MS,
} from '../../packages/penstock/runtime/webhooks/endpoints/endpoint-secrets.ts';
import { newSecret } from '../../packages/penstock/runtime/webhooks/signing/secret.ts';
import { signedHeaders } from '../../packages/penstock/runtime/webhooks/signing/signature.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/webhooks.md'), 'utf8');
type Headers = Readonly<Record<string, string>>;
type IsGenuine = (headers: Headers, body: string, secret: string, now?: number) => boolean;

describe('the verification in docs/webhooks.md', () => {
  const secret = newSecret();
  const now = Date.now();
  const body = '{"id":"ord_1_1"}';
  const headers = signedHeaders({ id: 'ord_1_1', sentAt: new Date(now), body }, [secret]);
  let isGenuine: IsGenuine;
  beforeAll(async () => {
    const [, source = ''] = /```js\n([\s\S]+?)```/.exec(page) ?? [];
    const module: { readonly isGenuine: IsGenuine } = await import(
      `data:text/javascript,${encodeURIComponent(source)}`
    );
    isGenuine = module.isGenuine;
  });

  it('takes what is sent, beside the signature of another secret too', () => {
    const rotated = { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` };

    expect(isGenuine(headers, body, secret)).toBe(true);
    expect(isGenuine(rotated, body, secret)).toBe(true);
  });

  it.each<[string, Headers, string, number]>([
    ['another body', headers, '{}', now],
    ['another id', { ...headers, 'webhook-id': 'ord_2_1' }, body, now],
    ['an old one', headers, body, now + 301_000],
    ['one without a time', { ...headers, 'webhook-timestamp': 'soon' }, body, now],
    ['one without a signature', { ...headers, 'webhook-signature': '' }, body, now],
    ['a signature of another version', { ...headers, 'webhook-signature': 'v2,AAAA' }, body, now],
    ['nothing at all', {}, '', now],
  ])('refuses %s', (_case, given, text, at) => {
    expect(isGenuine(given, text, secret, at)).toBe(false);
  });
});

describe('what docs/webhooks.md and the contract say of secrets', () => {
  const contract = readFileSync(join(import.meta.dirname, '../../contract/webhooks.yaml'), 'utf8');
  const hours = `${OVERLAP_MS / 3_600_000} hours`;

  it('is how long a replaced one signs', () => {
    expect(page).toContain(`For ${hours} each delivery carries two signatures`);
    expect(contract).toContain(`For ${hours} deliveries carry the signatures of both`);
  });

  it('is that one is shown for an hour', () => {
    expect(SHOWN_FOR_MS).toBe(3_600_000);
    expect(page).toContain('the same request sent again shows it for an hour');
    expect(contract).toContain('It holds the secret for an hour after the\n        creation');
  });

  it('is how many rotations an endpoint remembers', () => {
    expect(contract).toContain(`The key is scoped to the endpoint, which remembers its last ${REMEMBERED_ROTATIONS}`);
  });
});

it('docs/webhooks.md says how long and how often it is tried', () => {
  const { retryWindow, backoff } = retryWebhook;
  const after = (attempt: number) =>
    `after ${waitAfter(backoff, attempt, () => 0)} to ${waitAfter(backoff, attempt, () => 0.999)} s`;

  // The first attempt and the first retry are each the first receive of their queue.
  expect(page).toContain(`${after(1)}, again ${after(1)}, then ${after(2)} and twice as long each time`);
  expect(page).toContain(`up to ${backoff.cap / 60} minutes, for ${retryWindow / 3600} hours`);
});
