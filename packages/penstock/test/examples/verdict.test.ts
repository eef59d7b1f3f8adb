import { describe, expect, it } from '@jest/globals';
import { judgeOf } from '../../contract/examples/judge.ts';
import type { Operation } from '../../contract/model.ts';
import { faultOf } from '../../examples/verdict.ts';

const content = { mediaType: 'application/json', kind: 'json', schema: { type: 'object', required: ['id'] } };
const operation = {
  method: 'GET',
  responses: [
    { status: '200', headers: [], contents: [content] },
    { status: '2XX', headers: [], contents: [] },
    { status: '404', headers: [], contents: [] },
  ],
} as unknown as Operation;
const verdict = (status: number, mediaType: string | null, text: string) =>
  faultOf(operation, judgeOf({}), { status, mediaType, text });

describe('an answer to an example', () => {
  it('is as promised', () => {
    expect(verdict(200, 'application/json; charset=utf-8', '{"id":1}')).toBeUndefined();
    expect(verdict(204, null, '')).toBeUndefined();
  });

  it.each([
    [
      'does not fit its schema',
      200,
      'application/json',
      '{}',
      /does not fit its schema: must have required property 'id'/,
    ],
    [
      'is of another type',
      200,
      'text/html',
      '<p>',
      /^answered 200 as text\/html, which the contract does not declare$/,
    ],
    ['has a body where none is declared', 201, 'application/json', '{}', /^answered 201 with a body/],
    [
      'is a problem, declared or not',
      404,
      'application/problem+json',
      '{"detail":"There is none."}',
      /^answered 404: There is none\.$/,
    ],
    [
      'says where a request is wrong',
      422,
      null,
      '{"detail":"See errors.","errors":[{"pointer":"#/a","detail":"is long"}]}',
      /^answered 422: See errors\. #\/a is long$/,
    ],
    ['is no JSON', 502, null, '<html>', /^answered 502$/],
  ])('fails where it %s', (_, status, mediaType, text, expected) => {
    expect(verdict(status, mediaType, text)).toMatch(expected);
  });
});
