import {
  type ASTNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';
import { importedNames } from '../federation/subgraph-sdl.ts';

export type DirectiveValues = Readonly<Record<string, unknown>>;

/** What directives say of something of a graph. */
export interface Directed {
  /** By the directive's own name, whatever the graph imports it as; the first, where there are several. */
  readonly directives: ReadonlyMap<string, DirectiveValues>;
  /** What it costs without `@cost`: 1 where there are fields below it, 0 where there are none. */
  readonly weight: 0 | 1;
}

/** Everything of a graph that directives may be on, by its coordinate: the schema itself is `''`. */
export function directedIn(document: DocumentNode): ReadonlyMap<string, Directed> {
  const found = new Map<string, Directed>();
  const names = new Map([...(importedNames(document) ?? [])].map(([name, as]) => [as, name]));
  const composites = new Set(
    document.definitions.flatMap((one) => (isComposite(one) && 'name' in one ? [nameOf(one)] : [])),
  );
  const add = (coordinate: string, node: Annotated, weight: 0 | 1): void => {
    const known = found.get(coordinate)?.directives ?? new Map();
    const own = (node.directives ?? []).map(
      (one) => [names.get(one.name.value) ?? one.name.value, valuesOf(one)] as const,
    );
    found.set(coordinate, { directives: new Map([...own, ...known]), weight });
  };
  const weightOf = (type: TypeNode): 0 | 1 => (composites.has(namedIn(type)) ? 1 : 0);
  const addMember = (owner: string, member: Member): void => {
    const coordinate = `${owner}.${member.name.value}`;
    add(coordinate, member, 'type' in member ? weightOf(member.type) : 0);
    for (const one of 'arguments' in member ? (member.arguments ?? []) : []) addMember(coordinate, one);
  };
  for (const definition of document.definitions as readonly Annotated[]) {
    if (definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION) add('', definition, 0);
    if (definition.name === undefined) continue;
    const type = definition.name.value;
    add(type, definition, composites.has(type) ? 1 : 0);
    for (const member of [...(definition.fields ?? []), ...(definition.values ?? [])]) addMember(type, member);
  }
  return found;
}

type Member = FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode;

/** What a definition may have of these. */
interface Annotated {
  readonly kind: string;
  readonly name?: { readonly value: string };
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
  readonly fields?: readonly Member[];
  readonly values?: readonly Member[];
}

const isComposite = ({ kind }: ASTNode): boolean =>
  /^(Object|Interface|Union|InputObject)Type(Definition|Extension)$/.test(kind);

const nameOf = (node: ASTNode): string => (node as { readonly name: { readonly value: string } }).name.value;

const namedIn = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedIn(type.type));

const valuesOf = ({ arguments: given = [] }: ConstDirectiveNode): DirectiveValues =>
  Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
