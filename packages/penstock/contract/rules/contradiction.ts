import type { Draft } from '../finding.ts';
import { asObject, asStrings } from '../json.ts';
import { child, type Node } from '../node.ts';
import { at, type Rule } from './rule.ts';
import { topSchemas, withSubschemas } from './schemas.ts';

const pairs = [
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['minimum', 'maximum'],
] as const;

/** No lower bound is above its upper bound, and no closed object needs what it refuses: nothing would fit. */
export const contradiction: Rule = (outline) => contradictions(topSchemas(outline));

export function* contradictions(tops: readonly Node[]): Iterable<Draft> {
  for (const schema of tops.flatMap((top) => [...withSubschemas(top)])) {
    yield* refusedYetRequired(schema);
    for (const [lower, upper] of pairs) {
      const { [lower]: low, [upper]: high } = asObject(schema.value);
      if (typeof low !== 'number' || typeof high !== 'number' || low <= high) continue;
      const message = `expected ${lower} to be at most ${upper}, received ${low} over ${high}`;
      yield at('contradiction', child(schema, lower), message, 'Correct one of the two: no value fits both.');
    }
  }
}

function* refusedYetRequired(schema: Node): Iterable<Draft> {
  const { additionalProperties, required, properties, patternProperties } = asObject(schema.value);
  if (additionalProperties !== false || patternProperties !== undefined) return;
  const absent = asStrings(required).filter((name) => !Object.hasOwn(asObject(properties), name));
  if (absent.length === 0) return;
  const message = `expected required members that the closed object describes, received ${absent.join(', ')}`;
  yield at('contradiction', child(schema, 'required'), message, 'Describe it under properties, or do not require it.');
}
