import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** What the function does, by the query; it may wait for a file of the test's. */
const handler = `
const { existsSync } = require('node:fs');
const next = () => new Promise((resolve) => setTimeout(resolve, 20));
const kinds = {
  whole: (stream) => { ${head} stream.write('a'); stream.end('b'); },
  metadata: (stream) => {
    stream.write(JSON.stringify({ statusCode: 201, headers: { 'X-A': '1' }, multiValueHeaders: { 'X-B': ['2', '3'] }, cookies: ['c=1', 'd=2'] }));
    stream.write(Buffer.alloc(4)); stream.write(Buffer.alloc(4)); stream.end(Buffer.from([0, 255, 0]));
  },
parts: async (stream, gate) => {
    ${head}
    stream.write('one');
    while (!existsSync(gate)) await next();
    stream.end('two');
    console.log('ran to its end');
  },
  'fails early': async () => { throw new Error('early'); },
  'fails midway': async (stream) => { ${head} stream.write('some'); await next(); throw new Error('late'); },
  'has no metadata': (stream) => { stream.end('just text'); },
  'has metadata too late': (stream) => { stream.write(JSON.stringify({ statusCode: 200, headers: { a: 'x'.repeat(16384) } })); stream.end(Buffer.alloc(8)); },
  'has metadata that are no JSON': (stream) => { stream.write('{'); stream.end(Buffer.alloc(8)); },
  'has a status that is none': (stream) => { stream.write('{"statusCode":99}'); stream.end(Buffer.alloc(8)); },
  'takes too long to begin': async () => new Promise((resolve) => setTimeout(resolve, 1800)),
  'takes too long midway': async (stream) => { ${head} stream.write('some'); await new Promise((resolve) => setTimeout(resolve, 1800)); stream.end(); },
  'ends its process midway': async (stream) => { ${head} stream.write('some'); await next(); process.exit(1); },
};
exports.handler = awslambda.streamifyResponse(async ({ queryStringParameters: { kind, gate } }, stream) =>
  kinds[kind](stream, gate));`;

const gates: string[] = [];
let small: SmallCloud;
beforeAll(async () => {
  small = await startSmallCloud({ handlers: { Open: handler }, edit: streamed });
});
afterAll(async () => {
  await small.close();
  for (const file of gates) rmSync(file, { force: true });
});

const ask = (kind: string, more = '') => small.fetch(`/open?kind=${encodeURIComponent(kind)}&${more}`);

/** What a function waits for until the test lets it go on. */
function newGate() {
  const file = join(tmpdir(), `penstock-gate-${randomUUID()}`);
  gates.push(file);
  return { query: `gate=${encodeURIComponent(file)}`, open: () => writeFileSync(file, '') };
}

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
    const gate = newGate();
    const response = await ask('parts', gate.query);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    gate.open();
    const second = await reader?.read();

    expect([first, second].map((part) => Buffer.from(part?.value ?? []).toString())).toEqual(['one', 'two']);
    expect((await reader?.read())?.done).toBe(true);
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

  it('lets a function run on whose client has gone', async () => {
    const gate = newGate();
    const ended = () => small.lines.filter((line) => line.includes('ran to its end')).length;
    const before = ended();
    const asked = request(`${small.cloud.url}/open?kind=parts&${gate.query}`).end();
    const [response] = await once(asked, 'response');
    await once(response, 'data');
    asked.destroy();
    await once(asked, 'close');
    gate.open();

    expect(await eventually(ended, (count) => count > before)).toBe(before + 1);
  });

  it('is logged once it has ended', async () => {
    const gate = newGate();
    const logged = () => small.lines.filter((line) => line.startsWith('GET /open 200')).length;
    const before = logged();
    const response = await ask('parts', gate.query);
    const during = logged();
    gate.open();
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

  it('is a 504 where it has no metadata yet, and what comes then is dropped', async () => {
    const { answer, sent, context } = silent();
    const take = await sent;
    jest.advanceTimersByTime(5 * minute);
    const refused = await answer;
    for (const text of [`{"statusCode":200}${'\0'.repeat(8)}`, 'x'.repeat(1024 * 1024)]) await take(Buffer.from(text));

    expect(refused).toMatchObject({ type: 'INTEGRATION_TIMEOUT', status: 504 });
    expect(context.streamedBytes).toBeUndefined();
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
