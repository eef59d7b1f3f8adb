import { asArray } from 'penstock-rules/json';

export { asArray, asObject, isObject, type JsonObject, show } from 'penstock-rules/json';

export function asStrings(value: unknown): readonly string[] {
  return asArray(value).filter((item) => typeof item === 'string');
}

/** A value as a text, also an object that has none of its own, such as one whose `toString` is null. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
