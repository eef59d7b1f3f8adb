import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { startSmallCloud } from '../fixtures/cloud.ts';

async function answerOf(handler: string, edit = {}) {
  const small = await startSmallCloud({ handlers: { Open: handler }, ...edit });
  try {
    const response = await small.fetch('/open');
    return { status: response.status, headers: response.headers, text: await response.text() };
  } finally {
    await small.close();
  }
}

describe('the integration', () => {
  it.each([
    ['throws', "exports.handler = async () => { throw new Error('secret'); };"],
    ['ends its process', 'exports.handler = async () => process.exit(3);'],
    [
      'throws outside of the handler',
      'exports.handler = () => new Promise(() => setTimeout(() => { throw new Error(1); }));',
    ],
    ['answers nothing', 'exports.handler = async () => {};'],
    ['answers without a status', "exports.handler = async () => ({ body: 'x' });"],
    ['answers with a body that is no string', 'exports.handler = async () => ({ statusCode: 200, body: {} });'],
    ['answers with what is no JSON', 'exports.handler = async () => ({ statusCode: 200, body: 1n });'],
    [
      'answers with a header that HTTP cannot carry',
      "exports.handler = async () => ({ statusCode: 200, headers: { a: 'b\\r\\nc: d' } });",
    ],
    [
      'answers with a header that has a letter outside of ASCII',
      "exports.handler = async () => ({ statusCode: 200, headers: { a: 'caf\\u00e9' } });",
    ],
  ])('fails with 502 and no internals when the function %s', async (_, handler) => {
    const answer = await answerOf(handler);

    expect(answer.status).toBe(502);
    expect(answer.text).toBe('{"message":"Internal server error"}');
  });

  it('fails with 504 when the function takes longer than the integration allows', async () => {
    const answer = await answerOf('exports.handler = () => new Promise((resolve) => setTimeout(resolve, 1800));');

    expect(answer.status).toBe(504);
    expect(answer.text).toBe('{"message":"Endpoint request timed out"}');
  });

  it('fails with 504 when no process is free and one takes longer to load than the integration allows', async () => {
    const small = await startSmallCloud({
      handlers: {
        Open: `const { existsSync, writeFileSync } = require('node:fs');
          const wait = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
          if (existsSync('loaded-before')) for (let waits = 0; waits < 80; waits++) wait();
          writeFileSync('loaded-before', '');
          exports.handler = async () => process.exit(1);`,
      },
    });
    const crashed = await small.fetch('/open');
    const cold = await small.fetch('/open');
    await small.close();

    expect([crashed.status, cold.status]).toEqual([502, 504]);
  });

  const limit = 6_291_556 - JSON.stringify({ statusCode: 200, body: '' }).length;

  it.each([
    ['of just as many bytes as Lambda takes goes out', limit, 200],
    ['of one more is an error of the function', limit + 1, 502],
    ['whose quotes are escaped counts with them', limit / 2, 502, '"'],
  ])('an answer %s', async (_, length, status, character = 'x') => {
    const answer = await answerOf(
      `exports.handler = async () => ({ statusCode: 200, body: '${character}'.repeat(${Math.ceil(length)} + ${character === '"' ? 1 : 0}) });`,
    );

    expect(answer.status).toBe(status);
  });

  it('fails with the gateway response of INTEGRATION_FAILURE when the bulkhead is full', async () => {
    const small = await startSmallCloud({
      handlers: {
        Open: 'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 300, { statusCode: 200 }));',
      },
      edit: ({ Resources }) => {
        Object.assign(Resources.Open?.Properties ?? {}, { ReservedConcurrentExecutions: 2 });
      },
    });
    const responses = await Promise.all(Array.from({ length: 5 }, () => small.fetch('/open')));
    await small.close();

    expect(responses.map(({ status }) => status).sort()).toEqual([200, 200, 503, 503, 503]);
  });

  it('passes on every value of a header, the list before the single value', async () => {
    const { headers, status, text } = await answerOf(`exports.handler = async () => ({
      statusCode: 201, headers: { 'X-A': '1', 'x-b': 2 }, multiValueHeaders: { 'X-a': ['3', '4'] }, body: 'ok',
    });`);

    expect(status).toBe(201);
    expect(headers.get('x-a')).toBe('3, 4');
    expect(headers.get('x-b')).toBe('2');
    expect(text).toBe('ok');
  });

  it('renames the headers that API Gateway keeps for itself', async () => {
    const { headers } = await answerOf(
      "exports.handler = async () => ({ statusCode: 401, headers: { 'WWW-Authenticate': 'Bearer', 'Transfer-Encoding': 'x' } });",
    );

    expect(headers.get('www-authenticate')).toBeNull();
    expect(headers.get('x-amzn-remapped-www-authenticate')).toBe('Bearer');
  });

  it('sends no body with 304', async () => {
    const answer = await answerOf('exports.handler = async () => ({ statusCode: 304, headers: { ETag: \'"1"\' } });');

    expect(answer.status).toBe(304);
    expect(answer.text).toBe('');
  });

  it('fails bytes that are no HTTP with 400, and goes on', async () => {
    const small = await startSmallCloud();
    const raw = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(small.cloud.url).port), '127.0.0.1', () =>
        socket.write('no http at all\r\n\r\n'),
      );
      let said = '';
      socket.on('data', (chunk) => {
        said += chunk;
      });
      socket.on('close', () => resolve(said));
    });
    const next = await small.fetch('/open');
    await small.close();

    expect(raw).toMatch(/^HTTP\/1\.1 400 /);
    expect(raw).toContain('{"message":"Bad Request"}');
    expect(next.status).toBe(200);
  });

  it.each([
    ['a body over the 10 MB of the gateway', 'x'.repeat(10 * 1024 * 1024 + 1), 413],
    ['a body whose event is over the 6 MB of Lambda', 'x'.repeat(6 * 1024 * 1024), 413],
    ['a body of 4 MB that takes 8 as JSON', '"'.repeat(4 * 1024 * 1024), 413],
    ['a body of 2 MB', 'x'.repeat(2 * 1024 * 1024), 200],
  ])('answers %s', async (_, body, status) => {
    const small = await startSmallCloud({
      handlers: { Guarded: 'exports.handler = async () => ({ statusCode: 200 });' },
    });
    const headers = { authorization: 'Bearer acme', 'idempotency-key': 'k' };
    const response = await small.fetch('/things/1', { method: 'POST', headers, body });
    await small.close();

    expect(response.status).toBe(status);
  });
});
