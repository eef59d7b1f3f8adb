import type { Draft } from '../finding.ts';
import { asObject, asStrings, isObject, type JsonObject } from '../json.ts';
import { child, members, type Node } from '../node.ts';
import { conjuncts, partlyOf } from './conjunction.ts';
import { at, type Rule } from './rule.ts';
import { topSchemas, withSubschemas } from './schemas.ts';

const pairs = [
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['minimum', 'maximum'],
] as const;

/** No lower bound is above its upper bound, and no closed object needs what it refuses: nothing would fit. */
export const contradiction: Rule = (outline) => contradictions(outline.root, topSchemas(outline));

export function* contradictions(root: JsonObject, tops: readonly Node[]): Iterable<Draft> {
  for (const schema of tops.flatMap((top) => [...withSubschemas(top)])) {
    yield* refusedYetRequired(schema);
    yield* refusedByAPart(root, schema);
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

/**
 * A part is closed by itself, whatever the others describe (JSON Schema 2020-12, 10.3.2.3): where it refuses what another
 * requires, no object fits both.
 */
function* refusedByAPart(root: JsonObject, schema: Node): Iterable<Draft> {
  const { allOf, $ref } = asObject(schema.value);
  if (allOf === undefined && $ref === undefined) return;
  const parts = conjuncts(root, [schema]);
  const isOfObjects = parts.some(({ value }) => [asObject(value).type].flat().join() === 'object');
  if (parts.length === 1 || !isOfObjects) return;
  for (const part of parts) {
    const takes = takenBy(root, part);
    if (takes === undefined) continue;
    const others = parts.filter((one) => one !== part);
    const required = new Set(others.flatMap(({ value }) => asStrings(asObject(value).required)));
    const absent = [...required].filter((name) => !takes(name));
    if (absent.length === 0) continue;
    const message = `expected parts that take what the others require, received ${absent.join(', ')}, which the closed part ${part.pointer} refuses`;
    const fix =
      'Write `unevaluatedProperties: false` beside allOf, in place of `additionalProperties: false` in its parts.';
    yield at('contradiction', schema, message, fix);
  }
}

/** The names that a closed schema takes; undefined for one that is open. */
function takenBy(root: JsonObject, { value, pointer }: Node): ((name: string) => boolean) | undefined {
  const { additionalProperties, unevaluatedProperties } = asObject(value);
  if (additionalProperties === false) return namedBy([{ value, pointer }]);
  if (unevaluatedProperties !== false) return undefined;
  const evaluated = evaluatedWith(root, { value, pointer });
  const isOpen = evaluated.some(({ value: own }) => {
    const { additionalProperties: others, unevaluatedProperties: further } = asObject(own);
    return [others, further].some((one) => one === true || isObject(one));
  });
  return isOpen ? undefined : namedBy(evaluated);
}

/** A schema and all that is asked of the same value with it, in some case or in each. */
function evaluatedWith(root: JsonObject, schema: Node, seen = new Set<string>()): readonly Node[] {
  return conjuncts(root, [schema], seen).flatMap((part) => [
    part,
    ...[...partlyOf(part), child(part, 'if')].flatMap((inner) => evaluatedWith(root, inner, seen)),
  ]);
}

function namedBy(schemas: readonly Node[]): (name: string) => boolean {
  const names = new Set(schemas.flatMap((schema) => Object.keys(asObject(child(schema, 'properties').value))));
  // Whether a pattern takes a name is not asked: it may.
  const hasPatterns = schemas.some((schema) => members(child(schema, 'patternProperties')).length > 0);
  return (name) => hasPatterns || names.has(name);
}
