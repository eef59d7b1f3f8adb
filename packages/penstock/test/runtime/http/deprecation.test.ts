import { describe, expect, it } from '@jest/globals';
import { operation } from '../../../runtime/http/operation.ts';
import type { DeprecationContract } from '../../../runtime/operation-contract.ts';
import { Problem } from '../../../runtime/problem/problem.ts';
import {
  type EventOptions,
  gatewayEvent,
  lambdaContext,
  recordingRuntime,
} from '../../../testkit/operation-runtime.ts';
import { anyAnswer, contract } from '../contract.ts';

const deprecated: DeprecationContract = {
  sunset: '2027-06-30',
  since: '2027-01-01',
  successor: '/v2/parcels',
  link: 'https://example.com/v2',
};

const lastSecond = Date.parse('2027-06-30T23:59:59Z');

interface Run {
  readonly now?: number;
  readonly afterSunset?: 'refused';
  readonly deprecated?: DeprecationContract;
  readonly event?: EventOptions;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fails?: true;
}

async function run({ now = lastSecond, afterSunset, headers = {}, fails, ...over }: Run = {}) {
  const { runtime, deprecatedUses } = recordingRuntime(() => now);
  let handled = 0;
  const handler = operation(
    contract({
      deprecated: over.deprecated ?? deprecated,
      answers: { '200': { ...anyAnswer, headers: { ...anyAnswer.headers, Link: false } } },
    }),
    async () => {
      handled += 1;
      if (fails) throw new Problem('not-found', 'No.');
      return { status: 200, body: {}, headers };
    },
    () => ({ ...runtime, afterSunset }),
  );
  const answer = await handler(gatewayEvent(over.event), lambdaContext());
  return { ...answer, json: JSON.parse(answer.body), deprecatedUses, handled };
}

describe('a deprecated operation', () => {
  const told = {
    Deprecation: '@1798761600',
    Sunset: 'Wed, 30 Jun 2027 23:59:59 GMT',
    Link: '</dev/v2/parcels>; rel="successor-version", <https://example.com/v2>; rel="deprecation", <https://example.com/v2>; rel="sunset"',
  };

  it('tells since when, until when and what takes its place', async () => {
    expect((await run()).headers).toMatchObject(told);
  });

  it('tells it with a problem too', async () => {
    const { statusCode, headers } = await run({ fails: true });

    expect(statusCode).toBe(404);
    expect(headers).toMatchObject(told);
  });

  it('keeps the links of its answer', async () => {
    const { headers } = await run({ headers: { Link: '</v1/parcels?cursor=a>; rel="next"' } });

    expect(headers?.Link).toBe(`</v1/parcels?cursor=a>; rel="next", ${told.Link}`);
  });

  it('leads to the successor of the thing that was asked for', async () => {
    const { headers } = await run({
      deprecated: { sunset: '2027-06-30', successor: '/v2/parcels/{parcelId}' },
      event: { path: '/v1/parcels/a b', pathParameters: { parcelId: 'a b' } },
    });

    expect(headers?.Link).toBe('</dev/v2/parcels/a%20b>; rel="successor-version"');
  });

  it('has no link to a successor that needs what the request does not have', async () => {
    const { headers } = await run({ deprecated: { sunset: '2027-06-30', successor: '/v2/parcels/{parcelId}' } });

    expect(headers).not.toHaveProperty('Link');
  });

  it('counts who uses it, and by what', async () => {
    const { deprecatedUses } = await run({ event: { headers: { 'User-Agent': `shop/1 ü${'x'.repeat(200)}` } } });

    expect(deprecatedUses).toEqual([
      expect.objectContaining({
        coordinate: 'doThing',
        sunset: '2027-06-30',
        userAgent: expect.stringMatching(/^shop\/1 \?x{120}$/),
      }),
    ]);
  });
});

describe('a stage that refuses what has ended', () => {
  const over = lastSecond + 1;

  it('answers 410 once the last second is over, and says what takes its place', async () => {
    const { statusCode, headers, json, handled, deprecatedUses } = await run({ now: over, afterSunset: 'refused' });

    expect([statusCode, json.type, handled]).toEqual([410, 'urn:penstock:problem:gone', 0]);
    expect(json).toMatchObject({
      detail: 'The last day of doThing was 2027-06-30. /dev/v2/parcels takes its place. See https://example.com/v2',
      retryable: false,
    });
    expect(headers?.Link).toContain('</dev/v2/parcels>; rel="successor-version"');
    expect(deprecatedUses).toHaveLength(1);
  });

  it('says no more than it knows', async () => {
    const { json } = await run({ now: over, afterSunset: 'refused', deprecated: { sunset: '2027-06-30' } });

    expect(json.detail).toBe('The last day of doThing was 2027-06-30.');
  });

  it('answers in the last second', async () => {
    expect(await run({ now: lastSecond, afterSunset: 'refused' })).toMatchObject({ statusCode: 200, handled: 1 });
  });

  it('is none by default', async () => {
    expect(await run({ now: over })).toMatchObject({ statusCode: 200, handled: 1 });
  });
});

describe('the policy of a plan', () => {
  it('is told as the authorizer says it', async () => {
    const caller = { tenant: 'acme', rateLimitPolicy: '"rate";q=50;w=1' };

    expect((await run({ event: { caller } })).headers).toMatchObject({ 'RateLimit-Policy': '"rate";q=50;w=1' });
  });

  it('is not told where nobody knows it', async () => {
    expect((await run()).headers).not.toHaveProperty('RateLimit-Policy');
  });
});
