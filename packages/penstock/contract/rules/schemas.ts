import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Draft } from '../finding.ts';
import { joiningErrors } from '../joined-errors.ts';
import { isObject, type JsonObject } from '../json.ts';
import { kindOf } from '../media-kind.ts';
import { child, members, type Node, resolve } from '../node.ts';
import type { Outline, OutlinedOperation } from '../outline.ts';
import { schemaNode } from '../parameter-node.ts';
import { subschemas } from '../schema.ts';
import { fromSchemaErrors } from '../schema-errors.ts';
import { at, type Rule } from './rule.ts';

const keywords = new Set(
  `$ref $defs $comment $id $schema $anchor $dynamicRef $dynamicAnchor $vocabulary allOf anyOf oneOf not if then else dependentSchemas dependentRequired
  prefixItems items contains minContains maxContains unevaluatedItems properties patternProperties additionalProperties
  propertyNames unevaluatedProperties type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum
  maxLength minLength pattern maxItems minItems uniqueItems maxProperties minProperties required format title description
  default deprecated readOnly writeOnly examples contentEncoding contentMediaType contentSchema
  example externalDocs xml discriminator`.split(/\s+/),
);

const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false, code: { process: joiningErrors } });

/** Every schema is JSON Schema 2020-12, without a keyword that a validator would silently ignore. */
export const schemas: Rule = function* (outline) {
  for (const { value, pointer } of declaredSchemas(outline.root).filter((node) => typeof node.value === 'boolean')) {
    const message = `expected a schema that is an object, received ${value}`;
    yield at('schema', { value, pointer }, message, 'Describe what fits, with type and bounds.');
  }
  yield* schemaMistakes(topSchemas(outline));
};

/** What is wrong within these schemas. */
export function* schemaMistakes(tops: readonly Node[]): Iterable<Draft> {
  const seen = new Set<string>();
  for (const top of tops) {
    for (const schema of withSubschemas(top)) {
      if (seen.has(schema.pointer)) continue;
      seen.add(schema.pointer);
      yield* unknownKeywords(schema);
      yield* badPattern(schema);
    }
    // What is no object at all is a finding of OpenAPI's own schema.
    if (isObject(top.value)) yield* offMetaschema(top.value, top.pointer);
  }
}

function offMetaschema({ $schema: _, ...schema }: JsonObject, pointer: string): readonly Draft[] {
  // The compiler throws on a dialect it does not know; whichever is named, it is this one that counts.
  return ajv.validateSchema(schema) === false ? fromSchemaErrors('schema', pointer, ajv.errors ?? []) : [];
}

function* unknownKeywords(schema: Node): Iterable<Draft> {
  for (const [name, member] of members(schema)) {
    if (keywords.has(name) || name.startsWith('x-')) continue;
    const message = `expected a keyword of JSON Schema 2020-12, received "${name}"`;
    yield at('schema', member, message, 'Correct the keyword: validators would ignore it.');
  }
}

// ajv reads the metaschema's `format: regex` as an annotation.
function* badPattern(schema: Node): Iterable<Draft> {
  const { value, pointer } = child(schema, 'pattern');
  if (typeof value !== 'string') return;
  try {
    new RegExp(value, 'u');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `expected a regular expression (ECMA-262, flag u), received one where ${reason}`;
    yield at('schema', { value, pointer }, message, 'Correct the pattern.');
  }
}

const declaredSchemas = (root: JsonObject): readonly Node[] =>
  members(child({ value: root, pointer: '' }, 'components', 'schemas')).map(([, node]) => node);

/** The schemas of the components and those that operations write in place, their references not followed. */
export function topSchemas({ root, operations }: Outline): readonly Node[] {
  return [...declaredSchemas(root), ...operations.flatMap((operation) => schemasOf(root, operation))];
}

/** A schema and all inside it, references not followed. */
export function* withSubschemas(schema: Node): Iterable<Node> {
  yield schema;
  for (const inner of subschemas(schema)) yield* withSubschemas(inner);
}

/** The schemas of an operation's parameters, bodies and headers, their references not followed. */
export function schemasOf(root: JsonObject, operation: OutlinedOperation): readonly Node[] {
  const answers = operation.responses.map(([, node]) => node);
  const headers = answers.flatMap((node) => members(child(node, 'headers')).map(([, header]) => resolve(root, header)));
  const bodies = [...answers, ...(operation.requestBody ? [operation.requestBody] : [])].flatMap(contents);
  return [...operation.parameters, ...headers, ...bodies].map(schemaNode).filter(({ value }) => isObject(value));
}

/** The media types of a body that a validator sees: of bytes it sees none. */
export function contents(body: Node): readonly Node[] {
  return members(child(body, 'content'))
    .filter(([type]) => kindOf(type) !== 'bytes')
    .map(([, node]) => node);
}
