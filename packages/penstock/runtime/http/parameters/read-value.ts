import { uncarried } from '../../characters.ts';
import { detailOf } from '../../core/findings.ts';
import type {
  ArrayShape,
  ItemShape,
  ObjectShape,
  ParameterContract,
  ScalarShape,
  Validator,
} from '../../operation-contract.ts';
import type { ParameterValue } from '../request-context.ts';
import { readScalar } from './scalar.ts';
import type { Written } from './written.ts';

export type Reading = { readonly value: ParameterValue } | { readonly detail: string } | undefined;

type Shape = ScalarShape | ArrayShape | ObjectShape;
type Contract = Pick<ParameterContract, 'type' | 'required' | 'default' | 'allowEmptyValue' | 'validate'>;

/** The value that was sent, its default, or what is wrong with it; undefined where there is none. */
export function readValue(contract: Contract, written: Written): Reading {
  const { type } = contract;
  const shapes = typeof type === 'object' && 'oneOf' in type ? inOrder(type.oneOf, written) : [type];
  let failed: Reading;
  for (const shape of shapes) {
    const reading = readAs(shape, contract, written);
    if (reading !== undefined && 'value' in reading) return reading;
    failed = reading ?? failed;
  }
  if (failed !== undefined) return failed;
  if (contract.required) return { detail: 'is required' };
  return contract.default === undefined ? undefined : { value: contract.default as ParameterValue };
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

function readAs(shape: Shape, { allowEmptyValue, validate }: Contract, written: Written): Reading {
  try {
    const value = isScalar(shape) ? scalar(shape, written, allowEmptyValue) : composed(shape, written);
    if (value === undefined) return undefined;
    return validate(value) ? { value } : { detail: detailsOf(validate) };
  } catch (error) {
    if (error instanceof RangeError) return { detail: error.message };
    throw error;
  }
}

function detailsOf({ errors }: Validator<unknown>): string {
  const details = (errors ?? []).map((error) => `${placeOf(error.instancePath)}${detailOf(error)}`);
  return details.join(' and ') || 'is not valid';
}

/** `/0` is the first item, `/size` a member. */
const placeOf = (pointer: string): string => (pointer === '' ? '' : `at ${pointer.slice(1)} `);

function scalar(shape: ScalarShape, written: Written, mayBeEmpty = false): ParameterValue | undefined {
  const text = written.text();
  if (text === undefined) return undefined;
  if (text === '' && mayBeEmpty && shape !== 'string' && shape !== 'null')
    return shape === 'boolean' ? true : undefined;
  return readScalar(shape, carried(text));
}

function composed(shape: ArrayShape | ObjectShape, written: Written): ParameterValue | undefined {
  if ('array' in shape) return written.parts()?.map((text, index) => at(String(index), shape.array, text));
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

function carried(text: string): string {
  const detail = uncarried(text);
  if (detail !== undefined) throw new RangeError(detail);
  return text;
}

const shown = (name: string): string => name.toWellFormed().slice(0, 64);
