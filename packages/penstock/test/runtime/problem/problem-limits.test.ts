import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { responseSchema } from '../../../contract/response-schema.ts';
import { operation } from '../../../runtime/http/operation.ts';
import { MAX_RESPONSE_BYTES, responseBytes } from '../../../runtime/http/response-size.ts';
import type { OperationContract } from '../../../runtime/operation-contract.ts';
import { type ProblemCode, problemCodes } from '../../../runtime/problem/codes.ts';
import { Problem, type ProblemOptions } from '../../../runtime/problem/problem.ts';
import {
  type EventOptions,
  gatewayEvent,
  lambdaContext,
  recordingRuntime,
} from '../../../testkit/operation-runtime.ts';
import { contract as sample } from '../../../testkit/sample/contract.ts';
import { contract } from '../contract.ts';

async function problem(
  code: ProblemCode,
  detail: string,
  options: ProblemOptions = {},
  { over = {}, event = {} }: { over?: Partial<OperationContract>; event?: EventOptions } = {},
) {
  const { runtime, lines, metrics } = recordingRuntime();
  const handler = operation(
    contract(over),
    () => Promise.reject(new Problem(code, detail, options)),
    () => runtime,
  );
  const response = await handler(gatewayEvent(event), lambdaContext());
  return { response, lines, metrics, document: JSON.parse(response.body) };
}

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
const schema = responseSchema(sample, 'createParcel', 422);
const fits = ajv.compile(schema ?? false);

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 8 }).map((text) => `${text}\ud83c\udf81`.repeat(700)),
  fc.constantFrom('\ud800', '\u0000\r\n', '\u202e\ufffe', ''),
);
const finding = fc.oneof(
  fc.record({ pointer: anyText, detail: anyText }),
  fc.record({ parameter: anyText, detail: anyText }),
);

describe('a problem', () => {
  it('leaves within the contract and its own status, whatever it was made with', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(problemCodes) as ProblemCode[])),
        anyText,
        fc.array(finding, { maxLength: 3 }),
        fc.dictionary(anyText, anyText, { maxKeys: 3 }),
        anyText,
        async (code, detail, errors, headers, requestId) => {
          const { response, document, lines } = await problem(
            code,
            detail,
            { errors, headers },
            { event: { requestId } },
          );

          expect(response.statusCode).toBe(problemCodes[code].status);
          expect(fits(document) || ajv.errorsText(fits.errors)).toBe(true);
          expect(response.body.isWellFormed()).toBe(true);
          expect(response.body).not.toMatch(/\\ud[89a-f]/);
          for (const value of Object.values(response.headers ?? {})) {
            expect(value).toMatch(/^([\x21-\x7e]([\t\x20-\x7e]*[\x21-\x7e])?)?$/);
          }
          expect(lines).toHaveLength(1);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('leaves without a header that HTTP cannot carry, and the log says so', async () => {
    const { response, lines, metrics } = await problem('not-found', 'None.', {
      headers: { 'Retry-After': '1\r\nSet-Cookie: a=b', Allow: 'GET' },
    });

    expect(response.statusCode).toBe(404);
    expect(response.headers).toMatchObject({ Allow: 'GET' });
    expect(response.headers).not.toHaveProperty('Retry-After');
    expect(lines).toMatchObject([
      {
        level: 'error',
        message: 'problem mended',
        fields: {
          status: 404,
          problem: 'not-found',
          answerFault:
            'doThing, problem not-found: the header Retry-After has U+000D as its character 2; visible ASCII, spaces and tabs are all it can have',
        },
      },
    ]);
    expect(metrics).toMatchObject([{ status: 404 }]);
  });

  it.each([
    ['404', false],
    ['4XX', false],
    ['default', false],
    ['409', true],
    ['5XX', true],
  ])('with the status 404 leaves where %s is declared; that it is undeclared is said: %s', async (declared, said) => {
    const { response, lines } = await problem('not-found', 'None.', {}, { over: { problems: [declared] } });

    expect(response.statusCode).toBe(404);
    expect(lines[0]?.fields.answerFault).toBe(
      said ? `doThing, problem not-found: the contract declares no problem 404, only ${declared}` : undefined,
    );
  });

  it('leaves without its findings where these are more than a response may hold', async () => {
    const errors = Array.from({ length: 1000 }, () => ({
      pointer: `#/${'\u0001'.repeat(510)}`,
      detail: '\u0001'.repeat(512),
    }));
    const { response, document, lines } = await problem('validation', 'Much is wrong.', { errors });

    expect(response.statusCode).toBe(422);
    expect(document).not.toHaveProperty('errors');
    expect(responseBytes(response)).toBeLessThan(MAX_RESPONSE_BYTES);
    expect(lines[0]?.fields.answerFault).toContain('its findings are longer than a response may be');
  });

  it('is an instance of the request, or of the invocation where the caller chose an id that no URN can hold', async () => {
    expect((await problem('not-found', 'None.', {}, { event: { requestId: 'r-1' } })).document.instance).toBe(
      'urn:uuid:r-1',
    );
    expect((await problem('not-found', 'None.', {}, { event: { requestId: 'r 1' } })).document.instance).toMatch(
      /^urn:uuid:[0-9a-f-]{36}$/,
    );
  });

  it('holds 1,000 findings and not one more', async () => {
    const errors = Array.from({ length: 1001 }, (_, at) => ({ pointer: `#/${at}`, detail: 'is wrong' }));
    const { document } = await problem('validation', 'Much is wrong.', { errors });

    expect(document.errors).toHaveLength(1000);
    expect(document.errors.at(-1)).toEqual({ pointer: '#/999', detail: 'is wrong' });
  });

  it('keeps 1,024 characters of its detail', async () => {
    expect((await problem('not-found', 'x'.repeat(1024))).document.detail).toHaveLength(1024);
    expect((await problem('not-found', 'x'.repeat(1025))).document.detail).toHaveLength(1024);
  });
});
