import { type GraphQLSchema, getNamedType, isInputObjectType, Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { ReadyDocument } from './documents/document-cache.ts';

/** What a document makes use of in the schema. */
export interface Usage {
  /** Schema coordinates, sorted: `Query.parcel`. */
  readonly fields: readonly string[];
  /** Those that are deprecated, arguments and values among them. */
  readonly deprecated: readonly string[];
}

/** Found once a document: it is retained with the document. */
export function usageOf(schema: GraphQLSchema): (document: ReadyDocument) => Usage {
  const known = new WeakMap<ReadyDocument, Usage>();
  return (document) => {
    const found = known.get(document) ?? find(schema, document);
    known.set(document, found);
    return found;
  };
}

function find(schema: GraphQLSchema, { document }: ReadyDocument): Usage {
  const fields = new Set<string>();
  const deprecated = new Set<string>();
  const info = new TypeInfo(schema);
  const note = (coordinate: string, reason: unknown): void => {
    if (reason != null) deprecated.add(coordinate);
  };
  const typeName = (): string => info.getParentType()?.name ?? '';
  visit(
    document,
    visitWithTypeInfo(info, {
      [Kind.FIELD]: () => {
        const field = info.getFieldDef();
        if (field == null || field.name.startsWith('__')) return;
        const coordinate = `${typeName()}.${field.name}`;
        fields.add(coordinate);
        note(coordinate, field.deprecationReason);
      },
      [Kind.ARGUMENT]: () => {
        const argument = info.getArgument();
        const field = info.getFieldDef();
        if (argument == null || field == null) return;
        note(`${typeName()}.${field.name}(${argument.name}:)`, argument.deprecationReason);
      },
      [Kind.OBJECT_FIELD]: ({ name }) => {
        const type = getNamedType(info.getParentInputType());
        if (!isInputObjectType(type)) return;
        note(`${type.name}.${name.value}`, type.getFields()[name.value]?.deprecationReason);
      },
      [Kind.ENUM]: () => {
        const value = info.getEnumValue();
        if (value != null)
          note(`${getNamedType(info.getInputType())?.name ?? ''}.${value.name}`, value.deprecationReason);
      },
    }),
  );
  return { fields: [...fields].sort(), deprecated: [...deprecated].sort() };
}
