import {
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** An operation of a client. */
export interface UsedDocument {
  readonly name: string;
  readonly body: string;
}

/**
 * Which documents use what of a schema, by coordinate: `Parcel`, `Parcel.id`, `Query.parcel.id` (an argument),
 * `@include`. What a variable may carry counts as used, and so does every type that may be where an abstract one is.
 */
export type Usage = ReadonlyMap<string, ReadonlySet<string>>;

/** A document that is not valid in the schema uses what of it is. */
export function usageOf(schema: GraphQLSchema, documents: readonly UsedDocument[]): Usage {
  const usage = new Map<string, Set<string>>();
  for (const { name, body } of documents) {
    for (const coordinate of coordinatesIn(schema, body)) {
      usage.set(coordinate, (usage.get(coordinate) ?? new Set()).add(name));
    }
  }
  return usage;
}

function coordinatesIn(schema: GraphQLSchema, body: string): ReadonlySet<string> {
  const used = new Set<string>();
  const info = new TypeInfo(schema);
  const addType = (type: GraphQLNamedType | undefined): void => {
    for (const one of type === undefined ? [] : [type, ...possible(schema, type)]) used.add(one.name);
  };
  const addInput = (type: GraphQLInputType | undefined): void => {
    const named = type && getNamedType(type);
    if (named === undefined || used.has(named.name)) return;
    used.add(named.name);
    if (isInputObjectType(named)) for (const field of Object.values(named.getFields())) addInput(field.type);
  };
  const visitor = {
    Field: () => {
      const parent = info.getParentType();
      const field = info.getFieldDef();
      if (!parent || !field) return;
      addType(parent);
      addType(getNamedType(field.type));
      for (const one of [parent, ...possible(schema, parent)]) used.add(`${one.name}.${field.name}`);
    },
    Argument: () => {
      const [parent, field, argument] = [info.getParentType(), info.getFieldDef(), info.getArgument()];
      if (!argument) return;
      addInput(argument.type);
      if (info.getDirective() || !parent || !field) return;
      for (const one of [parent, ...possible(schema, parent)]) used.add(`${one.name}.${field.name}.${argument.name}`);
    },
    VariableDefinition: () => addInput(info.getInputType() ?? undefined),
    Directive: ({ name }: { readonly name: { readonly value: string } }) => void used.add(`@${name.value}`),
    InlineFragment: () => addType(getNamedType(info.getType() ?? undefined)),
    FragmentDefinition: () => addType(getNamedType(info.getType() ?? undefined)),
  };
  visit(parse(body), visitWithTypeInfo(info, visitor));
  return used;
}

const possible = (schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLNamedType[] =>
  isAbstractType(type) ? schema.getPossibleTypes(type) : [];
