import { asArray, asObject } from 'penstock-rules/json';

/** A text of a template, `*` for what is known at the deployment alone: the account is, where a stage names none. */
export function writtenOut(value: unknown): string {
  if (typeof value === 'string') return value;
  const [separator = '', parts] = asArray(asObject(value)['Fn::Join']);
  return asArray(parts)
    .map((part) => (typeof part === 'string' ? part : '*'))
    .join(String(separator));
}
