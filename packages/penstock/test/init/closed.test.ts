import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { asObject, type JsonObject } from '../../contract/json.ts';
import { parseContract } from '../../contract/load.ts';
import { target } from '../../contract/node.ts';
import { complete } from '../../init/complete.ts';
import { closed, digit, documentOf, text } from '../contract/accepted/document.ts';

const named = { type: 'object', properties: { name: { type: 'string', maxLength: 9 } } };
const refer = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function completed(schemas: object, body: object = refer('Whole')) {
  const { left, after } = complete('a.yaml', stringify(documentOf({ body, schemas })));
  expect(left).toEqual([]);
  const { document } = parseContract('a.yaml', after);
  return (name: string) => asObject(target(document, `#/components/schemas/${name}`)?.value);
}

it.each([
  ['that says its type', { type: 'object' }],
  ['whose parts alone say it', {}],
])('closes a body that is composed as a whole, not its parts, one %s', (_, more) => {
  const inPlace = { type: 'object', properties: { own: { type: 'string', maxLength: 9 } } };
  const schema = completed({ Base: named, Whole: { ...more, allOf: [refer('Base'), inPlace] } });
  expect(schema('Whole')).toEqual({ ...more, allOf: [refer('Base'), inPlace], unevaluatedProperties: false });
  expect(schema('Base')).toEqual(named);
});

it('closes the outermost of wholes within wholes', () => {
  const schema = completed({
    Base: named,
    Middle: { allOf: [refer('Base')] },
    Whole: { allOf: [refer('Middle')] },
  });
  expect(schema('Whole').unevaluatedProperties).toBe(false);
  expect([schema('Middle'), schema('Base')]).toEqual([{ allOf: [refer('Base')] }, named]);
});

it('closes what stands alone where it does, and leaves it open where it is a part of an answer', () => {
  const schemas = { Base: named };
  const { after } = complete(
    'a.yaml',
    stringify(documentOf({ body: refer('Base'), answer: { allOf: [refer('Base')] }, schemas })),
  );
  const { document, operations } = parseContract('a.yaml', after);
  expect(target(document, '#/components/schemas/Base')?.value).toEqual(named);
  expect(operations[0]?.requestBody?.contents[0]?.schema).toEqual({ ...refer('Base'), unevaluatedProperties: false });
});

it('closes a member of a request where it stands alone, and leaves it open as a part of another', () => {
  const whole = { allOf: [refer('Base')], properties: { base: refer('Base') } };
  const schema = completed({ Base: named, Whole: whole });
  expect(schema('Base')).toEqual(named);
  expect(schema('Whole')).toEqual({
    allOf: [refer('Base')],
    properties: { base: { ...refer('Base'), unevaluatedProperties: false } },
    unevaluatedProperties: false,
  });
});

describe('parts that are closed, of which one requires what another refuses', () => {
  const key = closed({ key: text(9) }, ['key']);
  const own = closed({ own: text(9) }, ['own']);
  const { additionalProperties: _, ...openKey } = key as JsonObject;
  const { additionalProperties: __, ...openOwn } = own as JsonObject;

  it('are closed as a whole', () => {
    const schema = completed({ Key: key, Whole: { allOf: [refer('Key'), own] } });
    expect(schema('Key')).toEqual(openKey);
    expect(schema('Whole')).toEqual({ allOf: [refer('Key'), openOwn], unevaluatedProperties: false });
  });

  it('are closed alone where they stand alone, in answers too', () => {
    const schemas = { Key: key, Whole: { allOf: [refer('Key'), own] } };
    const parts = { body: refer('Whole'), answer: refer('Key'), schemas };
    const { operations } = parseContract('a.yaml', complete('a.yaml', stringify(documentOf(parts))).after);
    const answer = operations[0]?.responses.find(({ status }) => status === '200');
    expect(answer?.contents[0]?.schema).toEqual({ ...refer('Key'), unevaluatedProperties: false });
  });
});

it('closes what says its type and has alternatives as a whole', () => {
  const schemas = { Key: named, Other: { ...named, properties: { size: digit } } };
  const schema = completed({ ...schemas, Whole: { type: 'object', oneOf: [refer('Key'), refer('Other')] } });
  expect(schema('Whole').additionalProperties).toBeUndefined();
  expect(schema('Whole').unevaluatedProperties).toBe(false);
  expect(schema('Key')).toEqual({ ...named, additionalProperties: false });
});

it('leaves the alternatives of a part open, and closes the whole', () => {
  const choice = {
    oneOf: [
      { ...named, required: ['name'] },
      { type: 'object', properties: { size: digit }, required: ['size'] },
    ],
  };
  const base = { type: 'object', properties: { base: digit } };
  const schema = completed({ Whole: { allOf: [base, choice] } });
  expect(schema('Whole')).toEqual({ allOf: [base, choice], unevaluatedProperties: false });
  expect(completed({ Whole: { ...base, ...choice } })('Whole')).toEqual({
    ...base,
    ...choice,
    unevaluatedProperties: false,
  });
});

it('reads references by name', () => {
  const anchored = { $anchor: 'base', ...named, additionalProperties: false };
  expect(completed({ Whole: anchored }, { $ref: '#base' })('Whole')).toEqual(anchored);
});
