import type { Draft } from '../finding.ts';
import { asArray, asObject, show } from '../json.ts';
import { child, type Node } from '../node.ts';
import { at, type Rule } from './rule.ts';
import { topSchemas, withSubschemas } from './schemas.ts';

const keywords = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'const', 'default', 'multipleOf'];

/** Whole numbers are those that JSON carries between programs without loss (RFC 8259, 6): up to 2^53 - 1. */
export const wholeNumbers: Rule = function* (outline) {
  for (const schema of topSchemas(outline).flatMap((top) => [...withSubschemas(top)])) {
    for (const keyword of keywords) yield* lossy(keyword, child(schema, keyword));
    const listed = child(schema, 'enum');
    for (const index of asArray(asObject(schema.value).enum).keys()) yield* lossy('enum', child(listed, index));
  }
};

function* lossy(keyword: string, { value, pointer }: Node): Iterable<Draft> {
  if (typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER) return;
  const message = `expected ${keyword} within 2^53 - 1 (${Number.MAX_SAFE_INTEGER}), received about ${show(value)}`;
  yield at('whole-number', { value, pointer }, message, 'Lower it, or carry such numbers as strings.');
}
