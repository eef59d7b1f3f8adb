import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../../runtime/http/answer.ts';
import { operation } from '../../../runtime/http/operation.ts';
import type { AnswerContract } from '../../../runtime/operation-contract.ts';
import { gatewayEvent, lambdaContext, recordingRuntime } from '../../../testkit/operation-runtime.ts';
import { contract, validator } from '../contract.ts';
import { run } from '../run-operation.ts';

const several: AnswerContract = {
  mediaType: 'application/json',
  headers: {},
  others: [
    { mediaType: 'text/csv', write: 'text' },
    { mediaType: 'image/*', write: 'bytes' },
  ],
};
const produces = ['application/json', 'text/csv', 'image/*'];

async function answered(answers: Record<string, AnswerContract>, answer: Answer) {
  const { runtime, lines } = recordingRuntime();
  const handler = operation(
    contract({ answers }),
    async () => answer,
    () => runtime,
  );
  const { statusCode: status, headers = {}, ...rest } = await handler(gatewayEvent(), lambdaContext());
  return { status, type: headers['Content-Type'], ...rest, error: String(lines.find(({ error }) => error)?.error) };
}

describe('the media type that is answered', () => {
  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['text/*', 'text/csv'],
    ['image/png', 'image/*'],
    ['application/json;q=0.2, text/csv;q=0.9', 'text/csv'],
    ['application/json;q=0.5, text/csv;q=0.5', 'application/json'],
    ['application/json;q=0, */*;q=0.1', 'text/csv'],
    ['text/*;q=0.9, text/csv;q=0.1, application/json;q=0.5', 'application/json'],
    ['TEXT/CSV; Q=1', 'text/csv'],
    ['nonsense', 'application/json'],
  ])('is what the caller would rather have: %s', async (accept, wanted) => {
    const headers: Record<string, string> = accept === undefined ? {} : { Accept: accept };
    expect((await run({ contract: { produces }, event: { headers } })).seen?.accepted).toBe(wanted);
  });

  it.each(['audio/ogg', 'application/json;q=0, text/csv;q=0, image/*;q=0'])(
    'fails where there is none: %s',
    async (accept) => {
      const { code, status, json, seen } = await run({
        contract: { produces },
        event: { headers: { Accept: accept } },
      });
      expect([code, status, json.detail, seen]).toEqual([
        'not-acceptable',
        406,
        'Accept one of application/json, text/csv, image/*.',
        undefined,
      ]);
    },
  );

  it('is not asked where there is no choice', async () => {
    const { status, seen } = await run({ event: { headers: { Accept: 'audio/ogg' } } });
    expect([status, seen?.accepted]).toEqual([200, undefined]);
  });
});

describe('a body that leaves', () => {
  it('as text is the text', async () => {
    const answer = { status: 200, mediaType: 'text/csv', body: 'a,"b"\r\n' };
    expect(await answered({ '200': several }, answer)).toMatchObject({
      status: 200,
      type: 'text/csv',
      body: 'a,"b"\r\n',
    });
  });

  it('as bytes is base64, which the gateway undoes', async () => {
    const answer = { status: 200, mediaType: 'image/png', body: new Uint8Array([0, 255]) };
    const sent = await answered({ '200': several }, answer);
    expect(sent).toMatchObject({ status: 200, type: 'image/png', body: 'AP8=', isBase64Encoded: true });
  });

  it.each([
    [
      'a type nobody declared',
      { status: 200, mediaType: 'audio/ogg', body: '' },
      'answered 200 as audio/ogg; the contract declares',
    ],
    ['text that is none', { status: 200, mediaType: 'text/csv', body: 1 }, 'with a body that is no text'],
    ['bytes that are none', { status: 200, mediaType: 'image/png', body: 'x' }, 'with a body that is no Uint8Array'],
  ])('fails as %s', async (_, answer, message) => {
    const { status, error } = await answered({ '200': several }, answer);
    expect([status, error]).toEqual([500, expect.stringContaining(message)]);
  });

  it('fails without a type where the contract has a range', async () => {
    const { error } = await answered(
      { '200': { mediaType: 'image/*', write: 'bytes', headers: {} } },
      { status: 200, body: new Uint8Array(1) },
    );
    expect(error).toContain('as no media type; the contract declares image/*');
  });

  it('is checked as the text that it is', async () => {
    const validate = validator((value) => (value as { body: unknown }).body === 'yes');
    const answers = { '200': { mediaType: 'text/plain', write: 'text', headers: {}, validate } } as const;
    expect((await answered(answers, { status: 200, body: 'yes' })).status).toBe(200);
    expect((await answered(answers, { status: 200, body: 'no' })).error).toContain('does not fit its schema');
  });

  it('may be declared by default', async () => {
    const answers = { default: { mediaType: 'application/json', headers: {} } };
    expect((await answered(answers, { status: 201, body: {} })).status).toBe(201);
  });
});
