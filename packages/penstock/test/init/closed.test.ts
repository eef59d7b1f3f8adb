import { expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { asObject } from '../../contract/json.ts';
import { parseContract } from '../../contract/load.ts';
import { target } from '../../contract/node.ts';
import { complete } from '../../init/complete.ts';
import { documentOf } from '../contract/accepted/document.ts';

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

it('leaves open what is a part of an answer', () => {
  const { after } = complete(
    'a.yaml',
    stringify(documentOf({ body: refer('Base'), answer: { allOf: [refer('Base')] }, schemas: { Base: named } })),
  );
  const base = target(asObject(parseContract('a.yaml', after).document), '#/components/schemas/Base')?.value;
  expect(base).toMatchObject({ additionalProperties: true, maxProperties: 100 });
});
