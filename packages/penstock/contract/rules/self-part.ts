import type { Draft } from '../finding.ts';
import { isObject, type JsonObject } from '../json.ts';
import { child, items, members, type Node, target } from '../node.ts';
import { reachable } from './reachable.ts';
import { at, type Rule } from './rule.ts';
import { topSchemas } from './schemas.ts';

/** No schema is a part of itself: to validate a value by it would never end (JSON Schema 2020-12 core, 9.4.1). */
export const selfPart: Rule = function* (outline) {
  const search = new Search(outline.root);
  for (const schema of reachable(outline.root, topSchemas(outline))) yield* search.from(schema);
};

class Search {
  readonly #root: JsonObject;
  readonly #done = new Set<string>();

  constructor(root: JsonObject) {
    this.#root = root;
  }

  *from(schema: Node, above: ReadonlySet<string> = new Set()): Iterable<Draft> {
    if (this.#done.has(schema.pointer) || !isObject(schema.value)) return;
    const open = new Set([...above, schema.pointer]);
    for (const part of this.#parts(schema)) {
      if (open.has(part.pointer)) yield refusal(schema);
      else yield* this.from(part, open);
    }
    this.#done.add(schema.pointer);
  }

  /** Everything that the same value is asked. A circle of nothing but references is another rule's finding. */
  #parts(schema: Node): readonly Node[] {
    const { $ref } = schema.value as JsonObject;
    const referred = typeof $ref === 'string' ? target(this.#root, $ref) : undefined;
    return [
      ...(referred === undefined ? [] : [referred]),
      ...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => items(child(schema, keyword))),
      ...['not', 'if', 'then', 'else'].map((keyword) => child(schema, keyword)),
      ...members(child(schema, 'dependentSchemas')).map(([, part]) => part),
    ];
  }
}

const refusal = (schema: Node): Draft =>
  at(
    'reference',
    schema,
    'expected a schema that ends, received one that is a part of itself, about the same value',
    'Refer to it from a property or from items, or leave it out.',
  );
