import { describe, expect, it } from '@jest/globals';
import { graphStreamHandler } from '../../../runtime/graph/stream/stream-handler.ts';
import type { Answer } from '../../../runtime/http/answer.ts';
import { answerPages, type CorsSettings, readableByPages, readCors } from '../../../runtime/http/cors.ts';
import { MAX_RESPONSE_BYTES, responseBytes } from '../../../runtime/http/response-size.ts';
import { streamedOperation } from '../../../runtime/http/stream/streamed-operation.ts';
import { gatewayEvent, lambdaContext, recordingRuntime } from '../../../testkit/operation-runtime.ts';
import { recordingStreamHost } from '../../../testkit/streamed-runtime.ts';
import { contract } from '../contract.ts';
import { generatedGraph } from '../graph/generated-graph.ts';
import { graphOf } from '../graph/parcels-graph.ts';
import { found, runMethod } from '../rpc/run-method.ts';
import { runOperation } from './operation-run.ts';

const shop = 'https://shop.example.com';
const back = 'https://back.example.com';
const evil = 'https://shop.example.com.evil.example';
const two: CorsSettings = { origins: [shop, back], credentials: false };
const every: CorsSettings = { origins: ['*'], credentials: false };
const from = (Origin: string | readonly string[]) => ({ event: { headers: { Origin: Origin as string } } });

const ofPages = (headers: object) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => /^(access-control-|vary$)/i.test(name)));

describe('an answer to a page', () => {
  it.each([shop, back])('of %s can be read there, with the headers that it has', async (origin) => {
    const handle = async (): Promise<Answer> => ({ status: 200, headers: { ETag: '"1"' }, body: {} });
    const answers = { '200': { mediaType: 'application/json', headers: { ETag: true } } };
    const { headers } = await runOperation({ cors: two, handle, contract: { answers }, ...from(origin) });

    expect(ofPages(headers)).toEqual({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Expose-Headers': 'X-Correlation-Id, ETag',
      Vary: 'Origin',
    });
  });

  it.each([evil, 'null', 'HTTPS://shop.example.com', `${shop}:443`, `${shop}/`])(
    'of %s cannot, and says by what it varies',
    async (origin) => {
      const { status, headers } = await runOperation({ cors: two, ...from(origin) });

      expect([status, ofPages(headers)]).toEqual([200, { Vary: 'Origin' }]);
    },
  );

  it('cannot be read where two origins are named', async () => {
    const { headers } = await runOperation({ cors: two, event: { headers: { Origin: [shop, shop] } } });

    expect(ofPages(headers)).toEqual({ Vary: 'Origin' });
  });

  it('to whom sends no origin varies all the same', async () => {
    expect(ofPages((await runOperation({ cors: two })).headers)).toEqual({ Vary: 'Origin' });
  });

  it('can be read by every page where every page may, and varies by nothing', async () => {
    const { headers } = await runOperation({ cors: every, ...from(evil) });

    expect(ofPages(headers)).toEqual({
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': 'X-Correlation-Id',
    });
  });

  it('allows cookies where the contract does, to nobody else', async () => {
    const one: CorsSettings = { origins: [shop], credentials: true };
    const allowed = await runOperation({ cors: one, ...from(shop) });
    const refused = await runOperation({ cors: one, ...from(evil) });

    expect(allowed.headers).toMatchObject({ 'Access-Control-Allow-Credentials': 'true' });
    expect(ofPages(refused.headers)).toEqual({ Vary: 'Origin' });
  });

  it('has nothing of it where the contract lets no page in', async () => {
    expect(ofPages((await runOperation(from(shop))).headers)).toEqual({});
  });

  it('can be read when it is a problem, with its challenge', async () => {
    const { status, headers } = await runOperation({
      cors: two,
      contract: { security: [{ credential: 'token', scopes: ['parcels:read'] }] },
      event: { headers: { Origin: shop }, caller: null },
    });

    expect([status, ofPages(headers)]).toMatchObject([
      401,
      {
        'Access-Control-Allow-Origin': shop,
        'Access-Control-Expose-Headers': expect.stringContaining('WWW-Authenticate'),
      },
    ]);
  });

  it('is as long as what it says to pages makes it', async () => {
    const handle = (length: number) => async (): Promise<Answer> => ({
      status: 200,
      body: { text: 'x'.repeat(length) },
    });
    const small = await runOperation({ handle: handle(0) });
    const bytes = responseBytes({ statusCode: 200, headers: small.headers, body: small.body });
    const most = handle(MAX_RESPONSE_BYTES - bytes);

    expect((await runOperation({ handle: most })).status).toBe(200);
    expect((await runOperation({ cors: two, handle: most, ...from(shop) })).status).toBe(500);
  });

  it('keeps what it varies by', () => {
    const asked = { event: gatewayEvent({ headers: { Origin: shop } }), cors: two };

    expect(readableByPages(asked, { vary: 'Accept' })).toMatchObject({ Vary: 'Accept, Origin' });
    expect(readableByPages(asked, { Vary: 'Accept, origin' }).Vary).toBe('Accept, origin');
    expect(readableByPages(asked, { Vary: '*' }).Vary).toBe('*');
  });

  it('may have headers of several values', () => {
    const asked = { event: gatewayEvent({ headers: { origin: shop } }), cors: two };
    const multiValueHeaders = { vary: ['accept', 'x-a'], 'x-b': ['1', '2'] };

    expect(answerPages(asked, { statusCode: 200, body: '', multiValueHeaders })).toEqual({
      statusCode: 200,
      body: '',
      headers: {
        Vary: 'accept, x-a, Origin',
        'Access-Control-Allow-Origin': shop,
        'Access-Control-Expose-Headers': 'x-b',
      },
      multiValueHeaders: { 'x-b': ['1', '2'] },
    });
  });
});

describe('what else a page may call', () => {
  it.each([
    [found, 200],
    [
      () => {
        throw new Error('no');
      },
      500,
    ],
  ])('is a method of a service', async (entry, status) => {
    const answered = await runMethod({ cors: two, entry, ...from(shop) });

    expect([answered.status, answered.headers]).toMatchObject([
      status,
      {
        'access-control-allow-origin': shop,
        'access-control-expose-headers': expect.stringContaining('x-correlation-id'),
        vary: 'Origin',
      },
    ]);
  });

  it('is the graph', async () => {
    const graph = graphOf(await generatedGraph(), { cors: two });
    const answered = await graph.post('{ parcel }', {}, { headers: { Origin: shop } });

    expect(answered).toMatchObject({ status: 400, headers: { 'Access-Control-Allow-Origin': shop, Vary: 'Origin' } });
  });

  it('is a subscription, whose document may be none', async () => {
    const { runtime } = recordingRuntime();
    const { host, run } = recordingStreamHost();
    const generated = { ...(await generatedGraph()), stream: { deadline: 60_000 } };
    const parts = { resolvers: {}, runtime: () => runtime, cors: () => two };
    const given = { ...parts, settings: () => ({ introspection: true, trustedOnly: false }) };
    const handler = graphStreamHandler(generated, given, { host });
    const body = JSON.stringify({ query: '{' });
    const asked = gatewayEvent({ method: 'POST', headers: { Origin: back, 'Content-Type': 'application/json' }, body });
    const { headers } = await run(handler, asked, lambdaContext());

    expect(headers).toMatchObject({ 'Content-Type': 'text/event-stream', 'Access-Control-Allow-Origin': back });
  });

  it('is a stream', async () => {
    const { runtime } = recordingRuntime();
    const { host, run } = recordingStreamHost();
    const watched = contract({
      stream: { deadline: 60_000 },
      answers: { '200': { mediaType: 'text/event-stream', headers: {} } },
    });
    async function* events() {
      yield { data: 1 };
    }
    const handle = async (): Promise<Answer> => ({ status: 200, events: events() });
    const handler = streamedOperation(watched, handle, () => runtime, { host, cors: () => two });
    const { headers } = await run(handler, gatewayEvent({ headers: { Origin: back } }), lambdaContext());

    expect(headers).toMatchObject({ 'Access-Control-Allow-Origin': back, Vary: 'Origin' });
  });
});

describe('the environment of a function', () => {
  it.each([
    [{}, undefined],
    [{ CORS_ORIGINS: `${shop} ${back}` }, two],
    [{ CORS_ORIGINS: '*' }, every],
    [
      { CORS_ORIGINS: shop, CORS_COOKIES: 'allowed' },
      { origins: [shop], credentials: true },
    ],
  ])('%p names the pages', (environment, settings) => {
    expect(readCors(environment)).toEqual(settings);
  });
});
