import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { compiler } from '../../contract/compiler.ts';
import { literal } from '../../contract/generate/literal.ts';
import { compiled } from '../../contract/generate/validators.ts';
import { joiningErrors } from '../../contract/joined-errors.ts';

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
});

function expectJoined(validate: ValidateFunction): void {
  const copies = jest.spyOn(Array.prototype, 'concat');
  validate(wrong);
  expect(copies).not.toHaveBeenCalled();
  expect(validate.errors).toHaveLength(900);
  expect(validate.errors?.[0]?.instancePath).toBe('/0');
  expect(validate.errors?.at(-1)?.instancePath).toBe('/299/parts/1');
}

describe('the metaschema', () => {
  test('is compiled where schemas are asked it', () => {
    const asked = compiler({ validateSchema: true });
    expect(() => asked.compile({ type: 'nothing' })).toThrow('schema is invalid');
  });

  test('is not compiled for what the checker has let pass', () => {
    const ajv = compiler();
    const validate = jest.spyOn(ajv, 'validate');
    ajv.compile({ type: 'string' });
    expect(validate).not.toHaveBeenCalled();
  });
});

test('a member that every object inherits is written so that the type of its map reaches it', () => {
  const members = Object.fromEntries(['__proto__', 'constructor', 'size'].map((name) => [name, 'string']));
  expect(literal(members)).toBe(
    "{ ['__proto__']: 'string' as const, ['constructor']: 'string' as const, size: 'string' }",
  );
  expect(literal({ valueOf: { oneOf: ['null'] } })).toBe("{ ['valueOf']: { oneOf: ['null'] } as const }");
});
