import type { ArrayShape, ItemShape, ObjectShape, ParameterValue, ScalarShape } from '../../operation-contract.ts';
import { attempt, carried, orDefault, type Reading, scalarOf, type ValueContract } from './plain-value.ts';
import { readScalar } from './scalar.ts';
import type { Written } from './written.ts';

type Shape = ScalarShape | ArrayShape | ObjectShape;

/** The value that was sent, its default, or what is wrong with it; undefined where there is none. */
export function readValue(contract: ValueContract, written: Written): Reading {
  const { type } = contract;
  const shapes = typeof type === 'object' && 'oneOf' in type ? inOrder(type.oneOf, written) : [type];
  let failed: Reading;
  for (const shape of shapes) {
    const reading = readAs(shape, contract, written);
    if (reading !== undefined && 'value' in reading) return reading;
    failed = reading ?? failed;
  }
  return orDefault(contract, failed);
}

/** What is written as a list is read as one first: as a text it would be one with delimiters in it. */
function inOrder(shapes: readonly Shape[], written: Written): readonly Shape[] {
  const [scalars, others] = [shapes.filter(isScalar), shapes.filter((shape) => !isScalar(shape))];
  return isList(written) ? [...others, ...scalars] : [...scalars, ...others];
}

const isScalar = (shape: Shape): shape is ScalarShape => typeof shape === 'string';

function isList(written: Written): boolean {
  try {
    return (written.parts() ?? []).length > 1;
  } catch {
    return false;
  }
}

const readAs = (shape: Shape, contract: ValueContract, written: Written): Reading =>
  attempt(contract, () =>
    isScalar(shape) ? scalarOf(shape, written.text(), contract.allowEmptyValue) : composed(shape, written),
  );

function composed(shape: ArrayShape | ObjectShape, written: Written): ParameterValue | undefined {
  if ('array' in shape) {
    const all = written.parts()?.map((text, index) => at(String(index), shape.array, text));
    const [only] = all ?? [];
    // A list in JSON is one text; sent otherwise, each of its items is one.
    return shape.array === 'json' && all?.length === 1 && Array.isArray(only) ? only : all;
  }
  const entries = written.entries();
  if (entries === undefined) return undefined;
  const names = entries.map(([name]) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new RangeError(`names ${shown(repeated)} more than once`);
  return Object.fromEntries(
    entries.map(([name, text]) => {
      const member = Object.hasOwn(shape.members, name) ? shape.members[name] : shape.others;
      if (member === undefined) throw new RangeError(`has no member ${shown(name)}`);
      return [carried(name), at(shown(name), member, text)];
    }),
  );
}

function at(place: string, shape: ItemShape, text: string): ParameterValue {
  try {
    return readScalar(shape, carried(text));
  } catch (error) {
    throw new RangeError(`at ${place} ${(error as RangeError).message}`);
  }
}

const shown = (name: string): string => name.toWellFormed().slice(0, 64);
