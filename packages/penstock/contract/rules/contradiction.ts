import type { Draft } from '../finding.ts';
import { asObject } from '../json.ts';
import { child, type Node } from '../node.ts';
import { at, type Rule } from './rule.ts';
import { topSchemas, withSubschemas } from './schemas.ts';

const pairs = [
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['minimum', 'maximum'],
] as const;

/** No lower bound is above its upper bound: nothing would fit. */
export const contradiction: Rule = (outline) => contradictions(topSchemas(outline));

export function* contradictions(tops: readonly Node[]): Iterable<Draft> {
  for (const schema of tops.flatMap((top) => [...withSubschemas(top)])) {
    for (const [lower, upper] of pairs) {
      const { [lower]: low, [upper]: high } = asObject(schema.value);
      if (typeof low !== 'number' || typeof high !== 'number' || low <= high) continue;
      const message = `expected ${lower} to be at most ${upper}, received ${low} over ${high}`;
      yield at('contradiction', child(schema, lower), message, 'Correct one of the two: no value fits both.');
    }
  }
}
