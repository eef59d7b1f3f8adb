import { afterAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { closed, digit, documentOf, text } from './document.ts';
import { Workbench } from './workbench.ts';

const workbench = new Workbench();
afterAll(() => workbench.remove());

const yaml = (value: object): string => stringify(value, { aliasDuplicateObjects: false });

async function bodyOf(files: Readonly<Record<string, object>>) {
  const written = Object.entries(files).map(([name, value]) => [name, yaml(value)]);
  const { contract, operations } = await workbench.make(Object.fromEntries(written));
  return { contract, body: operations[0]?.validators.body, answer: operations[0]?.answers.status200 };
}

describe('a contract in files of any layout', () => {
  it('takes whole files and their parts in nested folders as schemas', async () => {
    const { body } = await bodyOf({
      'openapi.yaml': documentOf({
        body: { $ref: 'schemas/thing.yaml' },
        schemas: { Other: closed({ a: digit }, ['a']) },
      }),
      'schemas/thing.yaml': closed(
        {
          size: { $ref: './parts/all.yaml#/Size' },
          again: { $ref: 'thing.yaml' },
          kind: { $ref: '#/$defs/Kind' },
          other: { $ref: '../openapi.yaml#/components/schemas/Other' },
        },
        [],
        { $defs: { Kind: text(3) } },
      ),
      'schemas/parts/all.yaml': { Size: { allOf: [{ $ref: '#/Base' }] }, Base: digit },
    });
    const fitting = { size: 1, again: { size: 2 }, kind: 'abc', other: { a: 1 } };
    expect(body?.(fitting)).toBe(true);
    for (const wrong of [{ size: 'x' }, { again: { size: 'x' } }, { kind: 'abcd' }, { other: {} }]) {
      expect(body?.(wrong)).toBe(false);
    }
  });

  it('takes whole files as path items, parameters and answers', async () => {
    const [path] = Object.values((documentOf({}) as { paths: Record<string, { post: object }> }).paths);
    const { contract } = await bodyOf({
      'openapi.yaml': { ...documentOf({}), paths: { '/things': { $ref: './paths/things.yaml' } } },
      'paths/things.yaml': {
        parameters: [{ $ref: '../parameters/limit.yaml' }],
        post: {
          ...path?.post,
          responses: {
            '200': { $ref: '../answers.yaml#/Ok' },
            '4XX': { $ref: '../openapi.yaml#/components/responses/Problem' },
            '5XX': { $ref: '../openapi.yaml#/components/responses/Problem' },
          },
        },
      },
      'parameters/limit.yaml': { name: 'limit', in: 'query', schema: digit },
      'answers.yaml': { Ok: { description: 'It is done.' } },
    });
    expect(contract.operations[0]?.parameters.map(({ name }) => name)).toEqual(['limit']);
    expect(contract.operations[0]?.responses.map(({ status }) => status)).toEqual(['200', '4XX', '5XX']);
  });
});

describe('what is of requests or of answers alone', () => {
  const Thing = closed(
    {
      id: { ...text(), readOnly: true },
      name: text(),
      secret: { ...text(), writeOnly: true },
      next: { $ref: '#/components/schemas/Thing' },
    },
    ['id', 'name', 'secret'],
  );

  it.each([
    ['in one schema', { Thing }],
    [
      'in parts of a schema',
      {
        Thing: {
          type: 'object',
          allOf: [{ $ref: '#/components/schemas/Named' }],
          properties: { secret: { $ref: '#/components/schemas/Secret' } },
          required: ['id', 'secret'],
          unevaluatedProperties: false,
        },
        Named: {
          type: 'object',
          properties: { id: { ...text(), readOnly: true }, name: text(), next: { $ref: '#/components/schemas/Thing' } },
          required: ['id', 'name'],
        },
        Secret: { ...text(), writeOnly: true },
      },
    ],
  ])('is no part of the other, %s', async (_, schemas) => {
    const thing = { $ref: '#/components/schemas/Thing' };
    const { body, answer } = await bodyOf({ 'openapi.yaml': documentOf({ body: thing, answer: thing, schemas }) });
    const asked = { name: 'x', secret: 's', next: { name: 'y', secret: 't' } };
    const answered = { id: '1', name: 'x', next: { id: '2', name: 'y' } };
    expect(body?.(asked)).toBe(true);
    expect(body?.(answered)).toBe(false);
    expect(answer?.({ headers: {}, body: answered })).toBe(true);
    expect(answer?.({ headers: {}, body: asked })).toBe(false);
  });
});

it('has types that compile', () => {
  expect(workbench.typeErrors()).toEqual({});
});
