import { asObject } from '../json.ts';
import type { SynthesizedStack } from '../rule.ts';
import { referencedWithin } from './resources.ts';

/** The names by which a stack imports values of others, however deep in a value. */
export function importsWithin(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(importsWithin);
  return Object.entries(asObject(value)).flatMap(([key, member]) =>
    key === 'Fn::ImportValue' && typeof member === 'string' ? [member] : importsWithin(member),
  );
}

/** The logical ids of what a stack exports under any of these names. */
export const exportedAs = ({ template }: SynthesizedStack, names: readonly string[]): readonly string[] =>
  Object.values(asObject(template.Outputs))
    .map(asObject)
    .filter(({ Export }) => names.includes(String(asObject(Export).Name)))
    .flatMap(({ Value }) => referencedWithin(Value));
