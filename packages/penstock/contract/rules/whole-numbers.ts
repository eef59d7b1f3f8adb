import { asObject, show } from '../json.ts';
import { child } from '../node.ts';
import { at, type Rule } from './rule.ts';
import { topSchemas, withSubschemas } from './schemas.ts';

const keywords = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'const', 'multipleOf'];

/** Whole numbers are those that JSON carries between programs without loss (RFC 8259, 6): up to 2^53 - 1. */
export const wholeNumbers: Rule = function* (outline) {
  for (const schema of topSchemas(outline).flatMap((top) => [...withSubschemas(top)])) {
    for (const keyword of keywords) {
      const value = asObject(schema.value)[keyword];
      if (typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER) continue;
      const message = `expected ${keyword} within 2^53 - 1 (${Number.MAX_SAFE_INTEGER}), received about ${show(value)}`;
      yield at('whole-number', child(schema, keyword), message, 'Lower it, or carry such numbers as strings.');
    }
  }
};
