import { describe, expect, it } from '@jest/globals';
import { Problem } from '../../../runtime/problem/problem.ts';
import { run } from '../run-operation.ts';

const common = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'X-Correlation-Id': 'r-1' };

const answers = {
  '200': { mediaType: 'application/json', headers: {} },
  '201': { mediaType: 'application/json', headers: { ETag: false, 'Idempotent-Replayed': false } },
  '204': { headers: {} },
};

describe('a response', () => {
  it('has the answer, and what every answer has', async () => {
    const { status, headers, body } = await run({
      contract: { answers },
      handle: async () => ({ status: 201, body: { a: 1 }, headers: { ETag: '"1"' } }),
    });

    expect([status, body]).toEqual([201, '{"a":1}']);
    expect(headers).toEqual({ ...common, 'Content-Type': 'application/json', ETag: '"1"' });
  });

  it('says that it is a replay only when it is one', async () => {
    const { headers } = await run({ handle: async () => ({ status: 201, body: {}, replayed: true }) });

    expect(headers['Idempotent-Replayed']).toBe('true');
    expect(
      (await run({ handle: async () => ({ status: 201, body: {}, replayed: false }) })).headers,
    ).not.toHaveProperty('Idempotent-Replayed');
  });

  it('has no body and no type where the answer has none', async () => {
    const { headers, body } = await run({ contract: { answers }, handle: async () => ({ status: 204 }) });

    expect([headers, body]).toEqual([common, '']);
  });

  it('is 503, and says when to come again, where a dependency does not answer', async () => {
    const { status, headers, code } = await run({
      handle: () => Promise.reject(Object.assign(new Error('slow down'), { name: 'ThrottlingException' })),
    });

    expect([status, code, headers['Retry-After']]).toEqual([503, 'service-unavailable', '1']);
  });

  it('of a problem is a problem document', async () => {
    const { status, headers, json } = await run({
      handle: () => Promise.reject(new Problem('service-unavailable', 'Later.', { headers: { 'Retry-After': '1' } })),
    });

    expect(status).toBe(503);
    expect(headers).toEqual({ ...common, 'Content-Type': 'application/problem+json', 'Retry-After': '1' });
    expect(json).toMatchObject({ instance: 'urn:uuid:r-1', correlationId: 'r-1', detail: 'Later.' });
  });

  it.each([
    [
      'headers that are not declared',
      { headers: { A: '1', B: '2' } },
      {},
      'received the header A, B; the contract declares ETag, Idempotent-Replayed',
    ],
    [
      'no header that is declared',
      {},
      { headers: { A: true, B: true } },
      'expected the header A, B, which the contract requires',
    ],
  ])('fails with %s', async (_case, answer, declared, fault) => {
    const { status, lines } = await run({
      contract: { answers: { '201': { ...answers['201'], ...declared } } },
      handle: async () => ({ status: 201, body: {}, ...answer }),
    });

    expect(status).toBe(500);
    expect(lines).toMatchObject([{ error: { message: `doThing answered 201: ${fault}` } }]);
  });

  it('fails with the first three findings of its schema', async () => {
    const errors = ['a', 'b', 'c', 'd'].map((name) => ({
      instancePath: `/${name}`,
      keyword: 'type',
      params: { type: 'string' },
    }));
    const validate = Object.assign(() => false, { errors }) as never;
    const { lines } = await run({ contract: { answers: { '200': { ...answers['200'], validate } } } });

    expect(lines).toMatchObject([
      {
        error: {
          message:
            'doThing answered 200, which does not fit its schema: #/a must be a string; #/b must be a string; #/c must be a string',
        },
      },
    ]);
  });

  it('of a problem leaves, whatever is wrong with it, and the log says what', async () => {
    const problem = new Problem('forbidden', 'No.', { headers: { 'Bad name': '1', Bad: '\n' } });
    const { status, lines } = await run({
      contract: { problems: ['404', '5XX'] },
      handle: () => Promise.reject(problem),
    });

    expect(status).toBe(403);
    expect(lines[0]?.fields.answerFault).toBe(
      'doThing, problem forbidden: the header name "Bad name" is no token of RFC 9110; the header Bad has U+000A as its character 1; visible ASCII, spaces and tabs are all it can have; the contract declares no problem 403, only 404, 5XX',
    );
  });

  it('says since when an operation is deprecated and when it ends', async () => {
    expect((await run({ contract: { deprecated: { sunset: '2027-06-30' } } })).headers).toEqual({
      ...common,
      'Content-Type': 'application/json',
      Deprecation: '@0',
      Sunset: 'Wed, 30 Jun 2027 23:59:59 GMT',
    });
  });

  it('fails without an answer', async () => {
    const { status, lines } = await run({ handle: async () => undefined as never });

    expect(status).toBe(500);
    expect(lines).toMatchObject([{ level: 'error', error: { message: 'doThing gave no answer' } }]);
    expect(lines[0]?.fields).not.toHaveProperty('answerFault');
  });
});
