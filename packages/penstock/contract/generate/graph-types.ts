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
import { type GraphContract, graphStreamsName } from '../graph/model.ts';
import { rootOf } from '../graph/outline.ts';
import type { Contract } from '../model.ts';
import { banner } from './banner.ts';
import { operationsOf } from './graph-operations.ts';
import { memberName, pascalCase, quoted } from './literal.ts';

/** The types of a graph as its resolvers see them: the file's own, the arguments of fields, and `Resolvers`. */
export function resolversModule(contract: Contract, graph: GraphContract): string {
  const schema = buildSchema(graph.sdl, { assumeValid: true });
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !isMachinery(type),
  );
  return [
    banner(contract),
    `import type * as Graph from 'penstock/runtime/graph/resolvers';\n`,
    ...operationsOf(graph.fields).map((name) => `import type { ${name} } from '../operations/${name}.ts';\n`),
    ...types.flatMap((type) => [...typeOf(schema, type), ...argumentsOf(type)]).map((source) => `\n${source}`),
    `\n${resolversOf(schema, types, graph)}`,
  ].join('');
}

/** What federation adds: no type of an app has an underscore in its name. */
const isMachinery = ({ name }: { readonly name: string }): boolean => name.startsWith('_') || name.includes('__');

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

const isRoot = (schema: GraphQLSchema, type: GraphQLNamedType): boolean => rootOf(schema, type) !== undefined;

const isOneOfSeveral = (schema: GraphQLSchema, type: GraphQLObjectType): boolean =>
  Object.values(schema.getTypeMap()).some(
    (one) => isAbstractType(one) && !isMachinery(one) && schema.isSubType(one, type),
  );

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
    .filter((field) => !isData(field) && !isMachinery(field))
    .map((field) => block(argumentsName(type, field), field.args.map(inputMember)));
}

/** Of subscriptions apart: another function resolves them, which resolves no query and no mutation. */
function resolversOf(schema: GraphQLSchema, types: readonly GraphQLNamedType[], graph: GraphContract): string {
  const subscription = schema.getSubscriptionType();
  const resolved = types.flatMap((type) => {
    const source = membersOf(schema, type, graph);
    return source === undefined ? [] : [{ type, source }];
  });
  const blockOf = (name: string, of: (type: GraphQLNamedType) => boolean, more: readonly string[] = []): string =>
    block(name, [...resolved.filter(({ type }) => of(type)).map(({ source }) => source), ...more]);
  const resolvers = `/** What the app writes. */\n${blockOf('Resolvers', (type) => type !== subscription, entitiesOf(graph))}`;
  if (subscription == null) return resolvers;
  const ofStreams = blockOf('StreamResolvers', (type) => type === subscription || !isRoot(schema, type));
  return `${resolvers}\n/** What the app writes of the function ${graphStreamsName}. */\n${ofStreams}`;
}

/** The member of a type among resolvers; undefined where the kit resolves all of it. */
function membersOf(schema: GraphQLSchema, type: GraphQLNamedType, graph: GraphContract): string | undefined {
  if (isScalarType(type)) return scalars[type.name] === undefined ? `readonly ${type.name}: Graph.Scalar;` : undefined;
  if (!isObjectType(type)) return undefined;
  const fields = Object.values(type.getFields()).filter(
    (field) => !isMachinery(field) && (isRoot(schema, type) || !isData(field)),
  );
  if (fields.length === 0) return undefined;
  const lines = fields.map((field) => `    readonly ${memberName(field.name)}: ${resolverType(type, field, graph)};\n`);
  return `readonly ${type.name}: {\n${lines.join('')}  };`;
}

/** How the entities of a subgraph are found by their keys. */
function entitiesOf({ subgraph }: GraphContract): readonly string[] {
  if (subgraph === undefined || subgraph.entities.length === 0) return [];
  const lines = subgraph.entities.map(
    ({ type, field: { coordinate, operationId } }) =>
      `    readonly ${type}: Graph.EntityResolver<typeof ${operationId}, ${coordinate.split('.').map(pascalCase).join('')}Args, ${type}>;\n`,
  );
  return [`readonly entities: {\n${lines.join('')}  };`];
}

function resolverType(
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  { fields }: GraphContract,
): string {
  const taken = isData(field) ? 'Record<string, never>' : argumentsName(type, field);
  const served = fields.find(({ coordinate }) => coordinate === `${type.name}.${field.name}`);
  const result = valueType(field.type);
  if (served === undefined) return `Graph.FieldResolver<${type.name}, ${taken}, ${result}>`;
  const kind = served.root === 'subscription' ? 'StreamResolver' : 'UseCaseResolver';
  return `Graph.${kind}<typeof ${served.operationId}, ${taken}, ${result}>`;
}
