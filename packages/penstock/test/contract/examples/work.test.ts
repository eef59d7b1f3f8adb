import { expect, it } from '@jest/globals';
import { type Judge, judgeOf } from '../../../contract/examples/judge.ts';
import { merged } from '../../../contract/examples/merge.ts';
import { generated } from '../../../contract/examples/value.ts';
import type { JsonObject } from '../../../contract/json.ts';
import { counted } from '../counted.ts';

const reference = { $ref: '#/components/schemas/Shared' };

it('what schemas refer to is written for the compiler once, however many they are', () => {
  const shared = counted<JsonObject>({ type: 'object', properties: { a: { type: 'string' } } });
  const judge = judgeOf({ components: { schemas: { Shared: shared.value } } });
  judge.fits({ type: 'array', items: reference }, []);
  const first = shared.walks();
  for (let maxItems = 1; maxItems < 50; maxItems += 1) {
    expect(judge.fits({ type: 'array', maxItems, items: reference }, [{ a: 'x' }])).toBe(true);
    expect(judge.fits({ type: 'array', maxItems, items: reference }, [{ a: 1 }])).toBe(false);
  }
  expect(shared.walks()).toBe(first);
});

it('a reference to a part of a component is followed to the part', () => {
  const schemas = { 'A b': { type: 'object', properties: { size: { type: 'integer' } } } };
  const part = { $ref: '#/components/schemas/A b/properties/size' };
  const judge = judgeOf({ components: { schemas } });
  expect([judge.fits(part, 1), judge.fits(part, 'x')]).toEqual([true, false]);
});

it('of compositions in one another so many alternatives are kept as are tried', () => {
  const ten = { oneOf: Array.from({ length: 10 }, (_, index) => ({ const: index })) };
  const all = Array.from({ length: 10 }, () => ten).reduce<JsonObject>((one, other) => merged(one, other), {});
  expect(all.oneOf).toHaveLength(24);
});

it('alternatives within alternatives, of which none fits, have an end', () => {
  let asked = 0;
  const judge: Judge = {
    breach: () => 'nothing fits',
    fits: () => {
      asked += 1;
      return false;
    },
  };
  const within = (levels: number): JsonObject =>
    levels === 0
      ? { type: 'string' }
      : {
          anyOf: [1, 2, 3].map((one) => ({
            type: 'object',
            required: ['a'],
            properties: { a: within(levels - 1), one },
          })),
        };
  generated(within(8), { document: {}, judge, declared: false, full: true });
  expect(asked).toBeLessThanOrEqual(1000);
  asked = 0;
  const conditions = (levels: number): JsonObject =>
    levels === 0 ? {} : { if: {}, type: 'object', required: ['a'], properties: { a: conditions(levels - 1) } };
  generated(conditions(10), { document: {}, judge, declared: false, full: true });
  expect(asked).toBeLessThanOrEqual(3000);
});
