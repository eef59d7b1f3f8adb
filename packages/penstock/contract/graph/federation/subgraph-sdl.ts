import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
  valueFromASTUntyped,
} from 'graphql';
import { federationDirectives, linkDirective } from './directives.ts';

/** A federated graph, as a subgraph serves it. */
export interface Subgraph {
  /** What `buildSchema` takes: the graph's own SDL, and what federation adds to it. */
  readonly executable: string;
  /** Types that other subgraphs may ask for by a key, in the SDL's order. */
  readonly entities: readonly string[];
}

const federationUrl = /^https:\/\/specs\.apollo\.dev\/federation\/v2\./;

/**
 * Adds the machinery of a federation 2 subgraph to an SDL that links it: `_service`, `_entities`, their types, and the
 * definitions of the directives that it imports. One that links no federation stays as it is.
 *
 * @throws GraphQLError where the SDL is malformed
 * @see https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec
 */
export function subgraphOf(sdl: string): Subgraph {
  const document = parse(sdl);
  const names = importedNames(document);
  if (names === undefined) return { executable: sdl, entities: [] };
  const defined = new Set(
    document.definitions.flatMap((one) => (one.kind === Kind.DIRECTIVE_DEFINITION ? [one.name.value] : [])),
  );
  const entities = entitiesOf(document, names.get('key') ?? 'federation__key');
  const directives = [
    ...Object.entries(federationDirectives).map(
      ([name, rest]) => [names.get(name) ?? `federation__${name}`, rest] as const,
    ),
    ['link', linkDirective] as const,
  ].filter(([name]) => !defined.has(name));
  const machinery = [
    'scalar federation__FieldSet',
    'scalar federation__Scope',
    'scalar link__Import',
    'enum link__Purpose { SECURITY EXECUTION }',
    ...directives.map(([name, rest]) => `directive @${name}${rest}`),
    'scalar _Any',
    'type _Service { sdl: String! }',
    'extend type Query { _service: _Service! }',
    ...(entities.length === 0
      ? []
      : [
          `union _Entity = ${entities.join(' | ')}`,
          'extend type Query { _entities(representations: [_Any!]!): [_Entity]! }',
        ]),
  ];
  return { executable: `${sdl.trimEnd()}\n\n${machinery.join('\n')}\n`, entities };
}

/** Under which name the SDL knows each directive of federation that it imports; undefined where it links none. */
export function importedNames({ definitions }: DocumentNode): ReadonlyMap<string, string> | undefined {
  const links = definitions
    .flatMap((one) => (one.kind === Kind.SCHEMA_DEFINITION || one.kind === Kind.SCHEMA_EXTENSION ? [one] : []))
    .flatMap(({ directives = [] }) => directives)
    .filter(({ name }) => name.value === 'link')
    .map(argumentsOf)
    .filter(({ url }) => federationUrl.test(String(url)));
  const [link] = links;
  if (link === undefined) return undefined;
  const imports = Array.isArray(link.import) ? link.import : [];
  return new Map(
    imports.map((one: unknown) => {
      const { name, as } = typeof one === 'string' ? { name: one, as: one } : Object(one);
      return [String(name).replace(/^@/, ''), String(as ?? name).replace(/^@/, '')] as const;
    }),
  );
}

const argumentsOf = ({ arguments: given = [] }: ConstDirectiveNode): Record<string, unknown> =>
  Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));

function entitiesOf({ definitions }: DocumentNode, key: string): readonly string[] {
  const keyed = definitions
    .filter(isObject)
    .filter(({ directives = [] }) =>
      directives.some((one) => one.name.value === key && argumentsOf(one).resolvable !== false),
    );
  return [...new Set(keyed.map(({ name }) => name.value))];
}

const isObject = (one: DefinitionNode): one is ObjectTypeDefinitionNode | ObjectTypeExtensionNode =>
  one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.OBJECT_TYPE_EXTENSION;
