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
    yield* tooShortForFormat(schema);
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

/** The fewest and the most characters of a text of a format that has such. @see https://www.rfc-editor.org/rfc/rfc9562#section-4 and https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
const lengths: Readonly<Record<string, readonly [number, number]>> = {
  uuid: [36, 36],
  date: [10, 10],
  'date-time': [20, Number.POSITIVE_INFINITY],
};

function* tooShortForFormat(schema: Node): Iterable<Draft> {
  const { format, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = asObject(schema.value);
  const [least, most] = (typeof format === 'string' && Object.hasOwn(lengths, format) && lengths[format]) || [
    0,
    Number.POSITIVE_INFINITY,
  ];
  const wrong = Number(maxLength) < least ? 'maxLength' : Number(minLength) > most ? 'minLength' : undefined;
  if (wrong === undefined) return;
  const message = `expected bounds that a text of format ${String(format)} is within, received ${wrong} ${String(wrong === 'maxLength' ? maxLength : minLength)}`;
  yield at('contradiction', child(schema, wrong), message, 'Correct one of the two: no value fits both.');
}
