import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import { kitScalars } from '../graph/directives.ts';
import type { GraphContract } from '../graph/model.ts';
import type { Contract } from '../model.ts';
import { banner } from './banner.ts';
import { operationsOf } from './graph-operations.ts';
import { memberName, pascalCase, quoted } from './literal.ts';

/** The types of a graph as its resolvers see them: the file's own, the arguments of fields, and `Resolvers`. */
export function resolversModule(contract: Contract, graph: GraphContract): string {
  const schema = buildSchema(graph.sdl, { assumeValid: true });
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  return [
    banner(contract),
    `import type * as Graph from 'penstock/runtime/graph/resolvers';\n`,
    ...operationsOf(graph).map((name) => `import type { ${name} } from '../operations/${name}.ts';\n`),
    ...types.flatMap((type) => [...typeOf(schema, type), ...argumentsOf(type)]).map((source) => `\n${source}`),
    `\n${resolversOf(schema, types, graph)}`,
  ].join('');
}

const scalars: Readonly<Record<string, string>> = {
  ID: 'string',
  String: 'string',
  Int: 'number',
  Float: 'number',
  Boolean: 'boolean',
  ...Object.fromEntries(Object.entries(kitScalars).map(([name, { type }]) => [name, type])),
};

function typeOf(schema: GraphQLSchema, type: GraphQLNamedType): readonly string[] {
  if (isEnumType(type)) return [enumType(type)];
  if (isUnionType(type)) return [`export type ${type.name} = ${namesOf(type.getTypes())};\n`];
  if (isInterfaceType(type)) return [`export type ${type.name} = ${namesOf(schema.getPossibleTypes(type))};\n`];
  if (isInputObjectType(type)) return [block(type.name, Object.values(type.getFields()).map(inputMember))];
  if (!isObjectType(type) || isRoot(schema, type)) return [];
  // By its name an abstract type finds which one it has.
  const tag = isOneOfSeveral(schema, type) ? [`readonly __typename: ${quoted(type.name)};`] : [];
  return [block(type.name, [...tag, ...Object.values(type.getFields()).filter(isData).map(outputMember)])];
}

const block = (name: string, members: readonly string[]): string =>
  `export interface ${name} {\n${members.map((line) => `  ${line}\n`).join('')}}\n`;

const namesOf = (types: readonly GraphQLObjectType[]): string => types.map(({ name }) => name).join(' | ') || 'never';

const enumType = (type: GraphQLEnumType): string =>
  `export type ${type.name} =${type
    .getValues()
    .map(({ name }) => `\n  | ${quoted(name)}`)
    .join('')};\n`;

const isRoot = (schema: GraphQLSchema, type: GraphQLNamedType): boolean =>
  type === schema.getQueryType() || type === schema.getMutationType();

const isOneOfSeveral = (schema: GraphQLSchema, type: GraphQLObjectType): boolean =>
  Object.values(schema.getTypeMap()).some((one) => isAbstractType(one) && schema.isSubType(one, type));

/** What takes arguments is resolved, and everything else a member of the data. */
const isData = ({ args }: GraphQLField<unknown, unknown>): boolean => args.length === 0;

function outputMember({ name, type }: GraphQLField<unknown, unknown>): string {
  const source = outputType(type);
  return isNonNullType(type) ? `readonly ${name}: ${source};` : `readonly ${name}?: ${source};`;
}

/** Objects may be promised, or made when they are asked for. */
function outputType(type: GraphQLOutputType): string {
  const source = valueType(type);
  return isCompositeType(named(type)) ? `Graph.Lazy<${source}>` : source;
}

const named = (type: GraphQLOutputType): GraphQLNamedType =>
  isNonNullType(type) || isListType(type) ? named(type.ofType) : type;

function inputMember({ name, type, default: byDefault }: GraphQLInputField | GraphQLArgument): string {
  const sure = isNonNullType(type) || byDefault !== undefined;
  return `readonly ${name}${sure ? '' : '?'}: ${valueType(type)};`;
}

function valueType(type: GraphQLOutputType | GraphQLInputType): string {
  if (!isNonNullType(type)) return `${presentType(type)} | null | undefined`;
  return presentType(type.ofType);
}

function presentType(type: GraphQLOutputType | GraphQLInputType): string {
  if (isNonNullType(type)) return presentType(type.ofType);
  if (isListType(type)) {
    const item = valueType(type.ofType);
    return `readonly ${item.includes(' ') ? `(${item})` : item}[]`;
  }
  return isScalarType(type) ? (scalars[type.name] ?? 'unknown') : type.name;
}

/** `QueryParcelsArgs`: the arguments of a field. */
const argumentsName = (type: GraphQLNamedType, { name }: { readonly name: string }): string =>
  `${type.name}${pascalCase(name)}Args`;

function argumentsOf(type: GraphQLNamedType): readonly string[] {
  if (!isObjectType(type)) return [];
  return Object.values(type.getFields())
    .filter((field) => !isData(field))
    .map((field) => block(argumentsName(type, field), field.args.map(inputMember)));
}

function resolversOf(schema: GraphQLSchema, types: readonly GraphQLNamedType[], graph: GraphContract): string {
  const members = types.flatMap((type) => {
    if (isScalarType(type)) return scalars[type.name] === undefined ? [`readonly ${type.name}: Graph.Scalar;`] : [];
    if (!isObjectType(type)) return [];
    const fields = Object.values(type.getFields()).filter((field) => isRoot(schema, type) || !isData(field));
    if (fields.length === 0) return [];
    const lines = fields.map(
      (field) => `    readonly ${memberName(field.name)}: ${resolverType(type, field, graph)};\n`,
    );
    return [`readonly ${type.name}: {\n${lines.join('')}  };`];
  });
  return `/** What the app writes. */\n${block('Resolvers', members)}`;
}

function resolverType(
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  { fields }: GraphContract,
): string {
  const taken = isData(field) ? 'Record<string, never>' : argumentsName(type, field);
  const served = fields.find(({ coordinate }) => coordinate === `${type.name}.${field.name}`);
  const result = valueType(field.type);
  return served === undefined
    ? `Graph.FieldResolver<${type.name}, ${taken}, ${result}>`
    : `Graph.UseCaseResolver<typeof ${served.operationId}, ${taken}, ${result}>`;
}
