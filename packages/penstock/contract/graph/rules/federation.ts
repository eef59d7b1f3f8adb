import { type ASTNode, type DefinitionNode, Kind } from 'graphql';
import { show } from '../../json.ts';
import { type OutlinedEntity, outlineEntities } from '../entities.ts';
import { federationDirectives } from '../federation/directives.ts';
import { importedNames } from '../federation/subgraph-sdl.ts';
import { about, type GraphRule } from '../outline.ts';

/** A subgraph imports what there is, and each of its entities is found by the query that takes its key. */
export const federation: GraphRule = function* (outline) {
  const { document } = outline;
  const names = importedNames(document);
  if (names === undefined) return;
  for (const name of [...names.keys()].filter((one) => !Object.hasOwn(federationDirectives, one))) {
    const known = Object.keys(federationDirectives).map((one) => `@${one}`);
    const message = `expected directives of federation (${known.join(', ')}) among what @link imports, received ${show(`@${name}`)}`;
    const at = { coordinate: 'schema @link', node: linkOf(document.definitions) };
    yield about(
      'graph-federation',
      at,
      message,
      'Remove it from the import; @cost and @listSize are there without one.',
    );
  }
  for (const entity of outlineEntities(outline)) {
    const mistake = mistakeOf(entity);
    const node = outline.schema.getType(entity.type)?.astNode ?? undefined;
    if (mistake !== undefined) yield about('graph-federation', { coordinate: entity.type, node }, ...mistake);
  }
};

function mistakeOf({ type, keys, key, field }: OutlinedEntity): readonly [message: string, fix: string] | undefined {
  if (key === undefined) {
    const message = `expected one key of plain fields that ${type} is found by, received ${show(keys)}`;
    return [message, 'Keep one @key, as in @key(fields: "id"); others may say resolvable: false.'];
  }
  if (field !== undefined) return undefined;
  const message = `expected a field of Query that answers with one ${type} and takes its key (${key.join(', ')}), received none`;
  const wanted = `find(${key.map((name) => `${name}: ID!`).join(', ')}): ${type}`;
  return [message, `Add one, such as ${wanted}: by its use case others find it. Or write resolvable: false.`];
}

const linkOf = (definitions: readonly DefinitionNode[]): ASTNode | undefined =>
  definitions
    .flatMap((one) => (one.kind === Kind.SCHEMA_DEFINITION || one.kind === Kind.SCHEMA_EXTENSION ? [one] : []))
    .flatMap(({ directives = [] }) => directives)
    .find(({ name }) => name.value === 'link');
