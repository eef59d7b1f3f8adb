import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Reply, RequestContext } from '../../../local/apigateway/request-context.ts';
import { integrateStream } from '../../../local/apigateway/stream-integration.ts';
import type { TakeChunk } from '../../../local/lambda/messages.ts';
import type { InvocationResult, InvokeRequest } from '../../../local/lambda/service.ts';
import { type SmallCloud, startSmallCloud } from '../fixtures/cloud.ts';
import { eventually } from '../fixtures/eventually.ts';
import { streamed } from '../fixtures/streamed.ts';

const head =
  "stream = awslambda.HttpResponseStream.from(stream, { statusCode: 200, headers: { 'Content-Type': 'text/x' } });";

/** What the function does, by the query. The next request of another kind releases the one that waits. */
const handler = `
const waiting = [];
const next = () => new Promise((resolve) => setTimeout(resolve, 100));
const kinds = {
  whole: (stream) => { ${head} stream.write('a'); stream.end('b'); },
  metadata: (stream) => {
    stream.write(JSON.stringify({ statusCode: 201, headers: { 'X-A': '1' }, multiValueHeaders: { 'X-B': ['2', '3'] }, cookies: ['c=1', 'd=2'] }));
    stream.write(Buffer.alloc(4)); stream.write(Buffer.alloc(4)); stream.end(Buffer.from([0, 255, 0]));
  },
  parts: async (stream) => { ${head} for (const part of ['one', 'two', 'three']) { stream.write(part); await next(); } stream.end(); },
  'fails early': async () => { throw new Error('early'); },
  'fails midway': async (stream) => { ${head} stream.write('some'); await next(); throw new Error('late'); },
  'has no metadata': (stream) => { stream.end('just text'); },
  'has metadata too late': (stream) => { stream.write(JSON.stringify({ statusCode: 200, headers: { a: 'x'.repeat(16384) } })); stream.end(Buffer.alloc(8)); },
  'has metadata that are no JSON': (stream) => { stream.write('{'); stream.end(Buffer.alloc(8)); },
  'has a status that is none': (stream) => { stream.write('{"statusCode":99}'); stream.end(Buffer.alloc(8)); },
  'takes too long to begin': async () => new Promise((resolve) => setTimeout(resolve, 1800)),
  'takes too long midway': async (stream) => { ${head} stream.write('some'); await new Promise((resolve) => setTimeout(resolve, 1800)); stream.end(); },
  'ends its process midway': async (stream) => { ${head} stream.write('some'); await next(); process.exit(1); },
  'runs on': async (stream) => { ${head} for (let n = 0; n < 8; n++) { stream.write(String(n)); await next(); } stream.end(); console.log('ran to its end'); },
};
exports.handler = awslambda.streamifyResponse(async (event, stream) => kinds[event.queryStringParameters.kind](stream));`;

let small: SmallCloud;
beforeAll(async () => {
  small = await startSmallCloud({ handlers: { Open: handler }, edit: streamed });
});
afterAll(() => small.close());

const ask = (kind: string, init?: RequestInit) => small.fetch(`/open?kind=${encodeURIComponent(kind)}`, init);

describe('a streamed integration', () => {
  it('answers with the metadata of the function, and then its payload', async () => {
    const response = await ask('whole');

    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/x']);
    expect(await response.text()).toBe('ab');
  });

  it('passes on headers, lists of them, cookies and bytes, without a binary media type', async () => {
    const { status, headers, arrayBuffer } = await ask('metadata').then((response) => ({
      status: response.status,
      headers: response.headers,
      arrayBuffer: () => response.arrayBuffer(),
    }));

    expect([status, headers.get('x-a'), headers.get('x-b')]).toEqual([201, '1', '2, 3']);
    expect(headers.getSetCookie()).toEqual(['c=1', 'd=2']);
    expect(Buffer.from(await arrayBuffer())).toEqual(Buffer.from([0, 255, 0]));
  });

  it('sends each part as it comes', async () => {
    const response = await ask('parts');
    const parts: string[] = [];
    for await (const part of response.body ?? []) parts.push(Buffer.from(part as Uint8Array).toString());

    expect(parts).toEqual(['one', 'two', 'three']);
  });

  it.each([
    ['fails early', 502],
    ['has no metadata', 502],
    ['has metadata too late', 502],
    ['has metadata that are no JSON', 502],
    ['has a status that is none', 502],
    ['takes too long to begin', 504],
  ])('is answered by the gateway where the function %s', async (kind, status) => {
    const response = await ask(kind);

    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ message: expect.any(String) });
  });

  it.each(['fails midway', 'takes too long midway', 'ends its process midway'])(
    'fails with a cut connection where the function %s',
    async (kind) => {
      const response = await ask(kind);
      const read = async () => {
        let text = '';
        for await (const part of response.body ?? []) text += Buffer.from(part as Uint8Array).toString();
        return text;
      };

      expect(response.status).toBe(200);
      await expect(read()).rejects.toThrow('terminated');
    },
  );

  it('lets a function run on whose client has gone, and its concurrency with it', async () => {
    const asked = request(`${small.cloud.url}/open?kind=runs%20on`).end();
    const [response] = await once(asked, 'response');
    await once(response, 'data');
    asked.destroy();
    const ended = () => small.lines.filter((line) => line.includes('ran to its end')).length;
    const before = ended();

    expect([before, await eventually(ended, (count) => count > 0)]).toEqual([0, 1]);
  });

  it('is logged once it has ended', async () => {
    const logged = () => small.lines.filter((line) => line.startsWith('GET /open 200')).length;
    const before = logged();
    const response = await ask('parts');
    const during = logged();
    await response.text();

    expect([during, await eventually(logged, (count) => count > before)]).toEqual([before, before + 1]);
  });
});

/** A function that sends some, and then nothing any more. */
function silent() {
  const context = { trace: 'Root=1-x' } as RequestContext;
  const integration = { kind: 'function', functionArn: 'arn', timeout: 600_000, streams: true } as const;
  const sent = Promise.withResolvers<TakeChunk>();
  const lambda = {
    invoke: ({ started, take }: InvokeRequest) => {
      started?.();
      if (take !== undefined) sent.resolve(take);
      return new Promise<InvocationResult>(() => {});
    },
  };
  const answer = integrateStream({ context, integration, event: {}, lambda });
  return { context, answer, sent: sent.promise };
}

describe('a stream that falls silent', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  const minute = 60_000;

  it('is cut after five minutes without a byte, counted from the last one', async () => {
    const { context, answer, sent } = silent();
    const take = await sent;
    await take(Buffer.from(`{"statusCode":200}${'\0'.repeat(8)}`));
    const { stream } = (await answer) as Reply;
    stream?.resume();
    jest.advanceTimersByTime(4 * minute);
    await take(Buffer.from(': still here'));
    jest.advanceTimersByTime(5 * minute - 1);
    const alive = stream?.destroyed;
    jest.advanceTimersByTime(1);

    expect([alive, stream?.destroyed]).toEqual([false, true]);
    expect(context).toMatchObject({ integrationError: 'Execution timed out', streamedBytes: 12 });
  });

  it('is a 504 where it has no metadata yet', async () => {
    const { answer, sent } = silent();
    await sent;
    jest.advanceTimersByTime(5 * minute);

    expect(await answer).toMatchObject({ type: 'INTEGRATION_TIMEOUT', status: 504 });
  });

  it('slows its function down to what its client takes', async () => {
    const { answer, sent } = silent();
    const take = await sent;
    await take(Buffer.from(`{"statusCode":200}${'\0'.repeat(8)}`));
    const { stream } = (await answer) as Reply;
    let taken = 0;
    const written = Promise.all([1, 2, 3].map(() => take(Buffer.alloc(256 * 1024)).then(() => taken++)));
    await Promise.resolve();
    const before = taken;
    stream?.resume();
    await written;

    expect(before).toBeLessThan(3);
  });
});
