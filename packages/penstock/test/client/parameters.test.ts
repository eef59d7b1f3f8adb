import { describe, expect, it } from '@jest/globals';
import { type ParameterStyle, type Styled, styled } from 'penstock-client';
import { composedParameters } from '../../runtime/http/parameters/composed-parameters.ts';
import type { OperationContract, ParameterContract, Validator } from '../../runtime/operation-contract.ts';
import { gatewayEvent } from '../../testkit/operation-runtime.ts';

const anything = ((_: unknown): _ is unknown => true) as Validator<unknown>;
const list = { array: 'integer' } as const;
const map = { members: { R: 'integer', G: 'string' } } as const;

/** What a function reads of a parameter that a client has written. */
function readBack(
  style: ParameterStyle,
  place: 'path' | 'query' | 'header',
  explode: boolean,
  value: unknown,
): unknown {
  const options: Styled = { explode, in: place };
  const text = styled('color', style, options)(value);
  const parameter: ParameterContract = {
    name: 'color',
    in: place,
    required: true,
    type: Array.isArray(value) ? list : map,
    style: style as NonNullable<ParameterContract['style']>,
    explode,
    validate: anything,
  };
  const contract: OperationContract = {
    operationId: 'find',
    method: 'GET',
    path: place === 'path' ? '/v1/{color}' : '/v1/{other}',
    security: [],
    idempotency: 'none',
    deadline: 1000,
    attempts: 1,
    attemptTimeout: 1000,
    parameters: [
      parameter,
      ...(place === 'path'
        ? []
        : [{ ...parameter, name: 'other', in: 'path', type: 'string', style: 'simple' } as const]),
    ],
    answers: {},
    problems: [],
  };
  const query = Object.fromEntries(
    [...Map.groupBy(new URLSearchParams(text), ([name]) => name)].map(([name, pairs]) => [
      name,
      pairs.map(([, one]) => one),
    ]),
  );
  const event = gatewayEvent({
    path: place === 'path' ? `/v1/${text}` : '/v1/x',
    pathParameters: place === 'path' ? { color: decodeURIComponent(text) } : { other: 'x' },
    ...(place === 'query' && { query }),
    ...(place === 'header' && { headers: { color: text } }),
  });
  const { path, query: asked, headers } = composedParameters(contract, event);
  return { path, query: asked, header: headers }[place].color;
}

describe('what a client writes, a function reads', () => {
  it.each<[ParameterStyle, 'path' | 'query' | 'header', boolean, unknown]>([
    ['form', 'query', true, [1, 2]],
    ['form', 'query', false, [1, 2]],
    ['form', 'query', true, { R: 1, G: 'a' }],
    ['form', 'query', false, { R: 1, G: 'a' }],
    ['spaceDelimited', 'query', false, [1, 2]],
    ['pipeDelimited', 'query', false, [1, 2]],
    ['pipeDelimited', 'query', false, { R: 1, G: 'a' }],
    ['deepObject', 'query', true, { R: 1, G: 'a' }],
    ['simple', 'path', false, [1, 2]],
    ['simple', 'path', true, { R: 1, G: 'a' }],
    ['label', 'path', true, [1, 2]],
    ['label', 'path', false, { R: 1, G: 'a' }],
    ['matrix', 'path', true, [1, 2]],
    ['matrix', 'path', true, { R: 1, G: 'a' }],
    ['simple', 'header', false, [1, 2]],
    ['simple', 'header', true, { R: 1, G: 'a' }],
  ])('%s in %s, exploded: %s, of %j', (style, place, explode, value) => {
    expect(readBack(style, place, explode, value)).toEqual(value);
  });
});
