import { findingAt, placeBelow, wholeBody } from '../../core/findings.ts';
import type { FieldContract, ParameterContract, ValueShape } from '../../operation-contract.ts';
import type { ProblemFinding } from '../../problem/problem.ts';
import { amongNamed, claims, type NamedTexts } from '../parameters/named-texts.ts';
import { readValue } from '../parameters/read-value.ts';

/** A form as the object that its schema describes, and what in it could not be read. */
export interface FormReading {
  readonly value: Readonly<Record<string, unknown>>;
  readonly findings: readonly ProblemFinding[];
}

type TextField = Pick<ParameterContract, 'name' | 'type' | 'style' | 'explode'>;

export const isText = (field: FieldContract): field is FieldContract & { readonly type: ValueShape } =>
  field.type !== 'file' && !(typeof field.type === 'object' && 'array' in field.type && field.type.array === 'file');

/** A text that no field takes stays as it is: whether it may be there, the schema says. */
export function readTexts(fields: readonly TextField[], texts: NamedTexts): FormReading {
  const taken = claims(fields, [...texts.keys()]);
  const claimed = new Set([...taken.values()].flat());
  const left = [...texts.keys()].filter((name) => !claimed.has(name));
  const others = left.map(
    (name): TextField => ({
      name,
      type: (texts.get(name) ?? []).length > 1 ? { array: 'string' } : 'string',
    }),
  );
  const value: [string, unknown][] = [];
  const findings: ProblemFinding[] = [];
  for (const field of [...fields, ...others]) {
    const written = amongNamed(field, taken.get(field) ?? [field.name], texts);
    const reading = readValue({ type: field.type, required: false, validate: anything }, written);
    if (reading === undefined) continue;
    if ('value' in reading) value.push([field.name, reading.value]);
    else findings.push(findingAt(placeBelow(wholeBody, field.name), reading.detail));
  }
  return { value: Object.fromEntries(value), findings };
}

/** The schema of the whole is asked once all is read. */
const anything = (_value: unknown): _value is unknown => true;
