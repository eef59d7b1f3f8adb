import { uncarried } from '../../characters.ts';
import { detailOf } from '../../core/findings.ts';
import type { ParameterContract, ParameterValue, ScalarShape, Validator } from '../../operation-contract.ts';
import { readScalar } from './scalar.ts';

export type Reading = { readonly value: ParameterValue } | { readonly detail: string } | undefined;

export type ValueContract = Pick<ParameterContract, 'type' | 'required' | 'default' | 'allowEmptyValue' | 'validate'>;

/** The value of one text, its default, or what is wrong with it; undefined where there is none. */
export const readPlain = (contract: ValueContract, text: () => string | undefined): Reading =>
  orDefault(
    contract,
    // A plain parameter is of one shape.
    attempt(contract, () => scalarOf(contract.type as ScalarShape, text(), contract.allowEmptyValue)),
  );

/** What was read, else the default; where there is none, nothing unless the parameter is required. */
export function orDefault({ required, default: byDefault }: ValueContract, reading: Reading): Reading {
  if (reading !== undefined) return reading;
  if (required) return { detail: 'is required' };
  return byDefault === undefined ? undefined : { value: byDefault as ParameterValue };
}

/** What a reader makes of a parameter: it throws a RangeError that says what is wrong. */
export function attempt({ validate }: ValueContract, take: () => ParameterValue | undefined): Reading {
  try {
    const value = take();
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

export function scalarOf(shape: ScalarShape, text: string | undefined, mayBeEmpty = false): ParameterValue | undefined {
  if (text === undefined) return undefined;
  if (text === '' && mayBeEmpty && shape !== 'string' && shape !== 'null')
    return shape === 'boolean' ? true : undefined;
  return readScalar(shape, carried(text));
}

/** @throws RangeError for what some service behind the API cannot carry */
export function carried(text: string): string {
  const detail = uncarried(text);
  if (detail !== undefined) throw new RangeError(detail);
  return text;
}

/** The one text of a name. @throws RangeError where there is more than one */
export function onlyText(texts: readonly string[] | undefined): string | undefined {
  if (texts !== undefined && texts.length > 1) throw new RangeError('may be sent only once');
  return texts?.[0];
}
