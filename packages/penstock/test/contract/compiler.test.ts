import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { compiler } from '../../contract/compiler.ts';
import { literal } from '../../contract/generate/literal.ts';
import { compiled } from '../../contract/generate/validators.ts';
import { joiningErrors } from '../../contract/joined-errors.ts';
import type { JsonObject } from '../../contract/json.ts';
import { selfContained } from '../../contract/schema.ts';

const item = {
  type: 'object',
  required: ['size'],
  properties: { size: { type: 'integer' }, parts: list('#/$defs/item') },
};
const schema = { ...list('#/$defs/item'), $defs: { item } };
const wrong = Array.from({ length: 300 }, () => ({ parts: [{}, {}] }));

function list($ref: string): object {
  return { type: 'array', items: { $ref } };
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('errors of what a schema refers to', () => {
  test('are added without a copy of all before them', () => {
    const validate = compiler().compile(schema);
    expectJoined(validate);
  });

  test('are so in the validators that functions ship', async () => {
    const source = await compiled([{ name: 'list', schema }]);
    expect(source).toContain('joined(vErrors, ');
    expect(source).not.toContain('.concat(');
  });

  test('are not looked for in texts', () => {
    const code = 'const schema1 = {"enum":["\\"vErrors.concat(a.errors)"]};';
    expect(joiningErrors(code)).toBe(code);
  });

  test('are found behind a regular expression that holds a quote', () => {
    const code = 'const formats0 = /^[^"/]+"$/i;a = vErrors.concat(b.errors);c = "vErrors.concat(b.errors)";';
    expect(joiningErrors(code)).toMatch(
      /^const formats0 = \/\^\[\^"\/\]\+"\$\/i;a = joined\(vErrors,b\.errors\);c = "vErrors\.concat/,
    );
  });
});

function expectJoined(validate: ValidateFunction): void {
  const copies = jest.spyOn(Array.prototype, 'concat');
  validate(wrong);
  expect(copies).not.toHaveBeenCalled();
  expect(validate.errors).toHaveLength(900);
  expect(validate.errors?.[0]?.instancePath).toBe('/0');
  expect(validate.errors?.at(-1)?.instancePath).toBe('/299/parts/1');
}

test('the metaschema is not compiled for what a rule has let pass', () => {
  const ajv = compiler();
  const validate = jest.spyOn(ajv, 'validate');
  ajv.compile({ type: 'string' });
  expect(validate).not.toHaveBeenCalled();
});

test('a schema of many keywords is a function, not code at each reference to it', async () => {
  const properties = Object.fromEntries(
    Array.from({ length: 120 }, (_, index) => [`member${index}`, { type: 'string' }]),
  );
  const large = { type: 'object', properties };
  const places = Array.from({ length: 10 }, (_, index) => [`place${index}`, { $ref: '#/$defs/large' }]);
  const source = await compiled([
    { name: 'all', schema: { properties: Object.fromEntries(places), $defs: { large } } },
  ]);
  expect(source.match(/member119" *, keyword/g)).toHaveLength(1);
});

describe('alternatives that are constants', () => {
  const alone = (schema: JsonObject) => selfContained({}, schema);
  const alternatives = [{ const: 'a', type: 'string', title: 'A' }, { const: 'b' }];

  test.each(['oneOf', 'anyOf'])('are an enum: %s', (keyword) => {
    expect(alone({ [keyword]: alternatives, maxLength: 9 })).toEqual({ maxLength: 9, enum: ['a', 'b'] });
  });

  test.each([
    ['where one is more', { oneOf: [...alternatives, { type: 'null' }] }],
    ['where one has another type', { oneOf: [{ const: 'a', type: 'integer' }, { const: 'b' }] }],
    ['where two are one, which nothing fits', { oneOf: [{ const: 'a' }, { const: 'a' }] }],
    ['beside an enum', { oneOf: [{ const: 'a' }, { const: 'b' }], enum: ['a'] }],
    ['where there is one', { oneOf: [{ const: 'a' }] }],
  ])('stay as they are %s', (_, schema) => {
    expect(alone(schema)).toEqual(schema);
  });
});

test('a member that every object inherits is written so that the type of its map reaches it', () => {
  const members = Object.fromEntries(['__proto__', 'constructor', 'size'].map((name) => [name, 'string']));
  expect(literal(members)).toBe(
    "{ ['__proto__']: 'string' as const, ['constructor']: 'string' as const, size: 'string' }",
  );
  expect(literal({ valueOf: { oneOf: ['null'] } })).toBe("{ ['valueOf']: { oneOf: ['null'] } as const }");
});
