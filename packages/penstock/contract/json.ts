import { asArray } from 'penstock-rules/json';

export { asArray, asObject, isObject, type JsonObject, show } from 'penstock-rules/json';

export function asStrings(value: unknown): readonly string[] {
  return asArray(value).filter((item) => typeof item === 'string');
}
