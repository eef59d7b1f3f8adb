import type { Draft } from '../finding.ts';
import { asObject } from '../json.ts';
import { child, type Node } from '../node.ts';
import { at, type Rule } from './rule.ts';
import { topSchemas, withSubschemas } from './schemas.ts';

/**
 * The fewest and the most characters of a text of a format that has such.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-4 and https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
const lengths: Readonly<Record<string, readonly [number, number]>> = {
  uuid: [36, 36],
  date: [10, 10],
  'date-time': [20, Number.POSITIVE_INFINITY],
};

/** No text of a format is longer or shorter than its schema takes. */
export const formatLengths: Rule = function* (outline) {
  for (const schema of topSchemas(outline).flatMap((top) => [...withSubschemas(top)])) yield* outOfBounds(schema);
};

function* outOfBounds(schema: Node): Iterable<Draft> {
  const { type, format, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = asObject(schema.value);
  const bounds = typeof format === 'string' && Object.hasOwn(lengths, format) ? lengths[format] : undefined;
  if (type !== 'string' || bounds === undefined) return;
  const [least, most] = bounds;
  const [wrong, received] =
    Number(maxLength) < least ? ['maxLength', maxLength] : Number(minLength) > most ? ['minLength', minLength] : [];
  if (wrong === undefined) return;
  const message = `expected bounds that a text of format ${format} is within, received ${wrong} ${String(received)}`;
  yield at('contradiction', child(schema, wrong), message, 'Correct one of the two: no value fits both.');
}
