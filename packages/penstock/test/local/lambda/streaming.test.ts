import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { paced, pauseOf } from '../../../local/lambda/bandwidth.ts';
import { functionEnvironment } from '../../../local/lambda/environment.ts';
import type { TakeChunk } from '../../../local/lambda/messages.ts';
import { Pool } from '../../../local/lambda/pool.ts';
import { startProcess } from '../../../local/lambda/process.ts';
import { functionNamed } from '../fixtures/function.ts';

const open: Pool[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool.close()));
});

async function functionOf(handler: string) {
  const code = await mkdtemp(join(tmpdir(), 'penstock-fn-'));
  await writeFile(join(code, 'index.cjs'), `exports.handler = ${handler};`);
  const fn = { ...functionNamed('fn'), code, timeout: 2 };
  const env = functionEnvironment(fn, { endpoint: 'http://e', xrayDaemon: '127.0.0.1:1', accessKeyId: 'key' });
  const pool = new Pool(fn, 1, (limit) => startProcess(fn, env, () => {}, limit));
  open.push(pool);
  return (event: unknown = {}, take?: TakeChunk) =>
    pool.invoke({ requestId: 'id', arn: `${fn.arn}:live`, event, trace: 'Root=1-x', ...(take && { take }) });
}

/** What a streamed handler sent, as text with its delimiter as |. */
async function sentBy(body: string, event: unknown = {}) {
  const invoke = await functionOf(`awslambda.streamifyResponse(async (event, stream, context) => { ${body} })`);
  const chunks: Buffer[] = [];
  const outcome = await invoke(event, async (chunk) => void chunks.push(chunk));
  const text = Buffer.concat(chunks).toString();
  return { outcome, text: text.replace('\0'.repeat(8), '|'), count: chunks.length };
}

const from = "stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { a: 'b' } });";
const head = '{"statusCode":201,"headers":{"a":"b"}}|';

describe('a streamed function', () => {
  it('sends its metadata, the delimiter and what it writes, text and bytes', async () => {
    const { outcome, text } = await sentBy(
      `${from} stream.write('one '); stream.write(Buffer.from('two')); stream.end();`,
    );

    expect(text).toBe(`${head}one two`);
    expect(outcome).toEqual({ kind: 'result', payload: null });
  });

  it('sends a chunk as soon as it is written', async () => {
    const invoke = await functionOf(`awslambda.streamifyResponse(async (event, stream) => {
      stream.write('first');
      await new Promise(() => {});
      stream.end('last');
    })`);
    const chunks: string[] = [];
    const first = Promise.withResolvers<void>();
    const outcome = invoke({}, async (chunk) => {
      chunks.push(chunk.toString());
      first.resolve();
    });
    await first.promise;
    const before = [...chunks];
    await open[0]?.close();

    expect(before).toEqual(['first']);
    expect((await outcome).kind).toBe('error');
  });

  it('takes a pipeline', async () => {
    const { text } = await sentBy(
      `${from} await require('node:stream/promises').pipeline(require('node:stream').Readable.from(['a', 'b']), stream);`,
    );

    expect(text).toBe(`${head}ab`);
  });

  // https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/95
  it.each([
    ['only ends', `${from} stream.end();`, ''],
    ['ends with a chunk that it did not write', `${from} stream.end('all');`, 'all'],
    ['writes nothing, and then ends', `${from} stream.write(''); stream.end();`, head],
  ])('sends metadata with its first write alone: one that %s', async (_, body, expected) => {
    expect((await sentBy(body)).text).toBe(expected);
  });

  it('sends what it wrote before it failed, and then the error', async () => {
    const { text, outcome } = await sentBy("stream.write('a'); stream.write('b'); throw new RangeError('no more');");

    expect(text).toBe('ab');
    expect(outcome).toEqual({ kind: 'error', error: { errorType: 'RangeError', errorMessage: 'no more' } });
  });

  it('fails with its timeout where it leaves its stream open', async () => {
    const { text, outcome } = await sentBy("stream.write('a');");

    expect(text).toBe('a');
    expect(outcome).toMatchObject({ kind: 'error', error: { errorType: 'Sandbox.Timedout' } });
  });

  it('waits for whoever takes it: no more than what its stream buffers is written ahead', async () => {
    const invoke = await functionOf(`awslambda.streamifyResponse(async (event, stream) => {
      let written = 0;
      const chunk = Buffer.alloc(1024);
      while (stream.write(chunk)) written++;
      await new Promise((resolve) => stream.once('drain', resolve));
      stream.end(String(written));
    })`);
    const sizes: number[] = [];
    let slow = Promise.resolve();
    const outcome = await invoke({}, async (chunk) => {
      sizes.push(chunk.length);
      slow = slow.then(() => new Promise(setImmediate));
      await slow;
    });

    expect(outcome.kind).toBe('result');
    // The first write leaves alone; the others wait for it and leave as one.
    expect(sizes[0]).toBe(1024);
    expect(sizes.length).toBeLessThanOrEqual(3);
  });

  it('answers an invocation that takes no stream with all of it, at its end', async () => {
    const invoke = await functionOf(
      "awslambda.streamifyResponse(async (event, stream) => { stream.write('a'); stream.end('b'); })",
    );

    expect(await invoke()).toEqual({ kind: 'result', payload: 'ab' });
  });

  it('may set its content type until it writes', async () => {
    const { outcome } = await sentBy("stream.write('a'); stream.setContentType('text/plain');");

    expect(outcome).toMatchObject({ error: { errorMessage: 'Cannot set content-type, too late.' } });
  });

  it('is followed by another invocation in the same process', async () => {
    const invoke = await functionOf(
      'awslambda.streamifyResponse(async (event, stream) => stream.end(String(process.pid)))',
    );
    const pids: string[] = [];
    const take: TakeChunk = async (chunk) => void pids.push(chunk.toString());
    await invoke({}, take);
    await invoke({}, take);

    expect(pids[0]).toBe(pids[1]);
  });
});

describe('the bandwidth of a stream', () => {
  const mega = 1024 * 1024;

  it.each([
    [0, 6 * mega, 0],
    [6 * mega - 1, 2 * mega + 1, 1000],
    [6 * mega, 2 * mega, 1000],
    [100 * mega, mega, 500],
  ])('lets, after %i bytes, %i more go out in %i ms', (sent, size, ms) => {
    expect(pauseOf(sent, size)).toBe(ms);
  });

  it('pauses before a chunk is taken, counting all before it', async () => {
    const order: string[] = [];
    const take = paced(
      async (chunk) => void order.push(`${chunk.length / mega} MB`),
      async (ms) => order.push(`${ms} ms`),
    );
    await take(Buffer.alloc(6 * mega));
    await take(Buffer.alloc(mega));

    expect(order).toEqual(['6 MB', '500 ms', '1 MB']);
  });
});
