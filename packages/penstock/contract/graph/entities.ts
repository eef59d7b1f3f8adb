import { getNamedType, isListType, isNonNullType, isObjectType } from 'graphql';
import { importedNames, subgraphOf } from './federation/subgraph-sdl.ts';
import { type GraphOutline, type OutlinedField, valuesOf } from './outline.ts';

/** A type with keys that others may ask for it by, and the query that takes such a key. */
export interface OutlinedEntity {
  readonly type: string;
  /** The `fields` of each of its resolvable keys. */
  readonly keys: readonly string[];
  /** The fields of its one key; undefined where it has more, or one with fields of fields. */
  readonly key: readonly string[] | undefined;
  readonly field: OutlinedField | undefined;
}

/** The entities of a graph that links federation, in the order of the file. */
export function outlineEntities(outline: GraphOutline): readonly OutlinedEntity[] {
  const names = importedNames(outline.document);
  if (names === undefined) return [];
  const directive = names.get('key') ?? 'federation__key';
  return subgraphOf(outline.text).entities.map((type) => {
    const keys = keysOf(outline, type, directive);
    const key = keys.length === 1 ? plainFields(keys[0] ?? '') : undefined;
    return { type, keys, key, field: key && outline.fields.find((field) => finds(field, type, key)) };
  });
}

function keysOf({ schema }: GraphOutline, name: string, directive: string): readonly string[] {
  const type = schema.getType(name);
  if (!isObjectType(type)) return [];
  const nodes = [type.astNode, ...type.extensionASTNodes].flatMap((node) => node?.directives ?? []);
  // The directive is repeatable: each use is read by itself.
  return nodes
    .filter((one) => one.name.value === directive)
    .map((one) => valuesOf(schema, directive, { directives: [one] }))
    .flatMap((values) => (values === undefined || values.resolvable === false ? [] : [String(values.fields)]));
}

function plainFields(fields: string): readonly string[] | undefined {
  const names = fields.split(/[\s,]+/).filter((name) => name !== '');
  return names.every((name) => /^\w+$/.test(name)) ? names : undefined;
}

/** A query for one of that type, whose arguments are the key. */
function finds({ root, field, operation }: OutlinedField, type: string, key: readonly string[]): boolean {
  const answer = isNonNullType(field.type) ? field.type.ofType : field.type;
  const taken = field.args.map(({ name }) => name);
  return (
    root === 'query' &&
    operation !== undefined &&
    !isListType(answer) &&
    getNamedType(answer).name === type &&
    key.every((name) => taken.includes(name)) &&
    field.args.every((argument) => key.includes(argument.name) || !isNonNullType(argument.type))
  );
}
