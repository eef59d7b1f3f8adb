import { asArray, asObject } from '../json.ts';

/** A text as far as a template says it: `?` stands for what is known at deployment alone. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join, 'Fn::Sub': sub } = asObject(value);
  if (join !== undefined) {
    const [separator, parts] = asArray(join);
    return asArray(parts).map(textOf).join(String(separator));
  }
  return sub === undefined ? '?' : textOf(Array.isArray(sub) ? sub[0] : sub);
}
