import type { JsonObject } from '../json.ts';

/** Numbers that fit a schema's bounds, small ones first; none where it has no room. */
export function numbersOf(schema: JsonObject, isWhole: boolean, seed: number): readonly number[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const step = typeof multipleOf === 'number' && multipleOf > 0 ? multipleOf : isWhole ? 1 : 0;
  const low = Math.max(bound(minimum, Number.NEGATIVE_INFINITY), bound(exclusiveMinimum, Number.NEGATIVE_INFINITY));
  const high = Math.min(bound(maximum, Number.POSITIVE_INFINITY), bound(exclusiveMaximum, Number.POSITIVE_INFINITY));
  const fits = (value: number) =>
    value >= low &&
    value <= high &&
    value !== exclusiveMinimum &&
    value !== exclusiveMaximum &&
    (!isWhole || Number.isInteger(value));
  const onStep = (value: number) => (step === 0 ? value : Number((Math.ceil(value / step) * step).toPrecision(15)));
  const from = Number.isFinite(low) ? low : Math.min(1, high);
  const nearby = [1, 10, 0, from, from + 1, from + step, (from + Math.min(high, from + 2)) / 2, high, high - step];
  return nearby
    .map((value) => onStep(value + seed * (step === 0 ? 1 : step)))
    .filter((value) => Number.isFinite(value) && fits(value));
}

const bound = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
