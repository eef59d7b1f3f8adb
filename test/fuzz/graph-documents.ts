import fc from 'fast-check';
import {
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationTypeNode,
} from 'graphql';
import { keyText } from './keys.ts';

/** What is sent to `/graphql`. */
export interface GraphAsked {
  readonly query: unknown;
  readonly variables?: unknown;
}

/** Fields of fields that a document asks for; limits refuse deeper ones, of which some are sent too. */
const depths = [1, 2, 3, 12];

/** What a document begins with, by how many of a hundred are to. */
export type Operations = Readonly<Partial<Record<'query' | 'mutation' | 'subscription', number>>>;

/** Documents of the schema, with values that fit their types and values that do not, whole and damaged. */
export function documents(
  schema: GraphQLSchema,
  ids: readonly string[],
  operations: Operations,
): fc.Arbitrary<GraphAsked> {
  const whole = fc.oneof(
    ...Object.entries(operations).map(([word, weight]) => ({ weight, arbitrary: wholeDocument(schema, ids, word) })),
  );
  return fc.oneof(
    { weight: 6, arbitrary: whole },
    { weight: 2, arbitrary: fc.tuple(whole, fc.nat(400), fc.string({ maxLength: 6, unit: 'binary' })).map(spliced) },
    { weight: 1, arbitrary: withVariables(ids) },
    {
      weight: 1,
      arbitrary: fc.record({ query: fc.jsonValue({ maxDepth: 2 }), variables: fc.jsonValue({ maxDepth: 3 }) }),
    },
  );
}

function wholeDocument(schema: GraphQLSchema, ids: readonly string[], word: string): fc.Arbitrary<{ query: string }> {
  const root = schema.getRootType(word as OperationTypeNode);
  if (root == null) throw new Error(`The graph has no ${word}`);
  const few = { minLength: 1, maxLength: word === 'subscription' ? 1 : 3 };
  return fc
    .oneof(...depths.map((depth) => fc.array(fieldOf(schema, root, ids, depth), few)))
    .map((fields) => ({ query: `${word} { ${fields.map((one, index) => `f${index}: ${one}`).join(' ')} }` }));
}

const spliced = ([{ query }, at, text]: [{ readonly query: string }, number, string]): GraphAsked => ({
  query: `${query.slice(0, at)}${text}${query.slice(at)}`,
});

/** Representations and inputs by variables: of JSON, whatever their type says. */
const withVariables = (ids: readonly string[]): fc.Arbitrary<GraphAsked> =>
  fc.oneof(
    fc
      .array(fc.oneof(fc.record({ __typename: fc.constant('Order'), id: anyId(ids) }), fc.jsonValue({ maxDepth: 1 })), {
        maxLength: 120,
      })
      .map((of) => ({
        query:
          'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Order { id reference items { sku } } } }',
        variables: { of },
      })),
    fc.jsonValue({ maxDepth: 3 }).map((input) => ({
      query:
        'mutation ($input: NewOrder!) { createOrder(input: $input, idempotencyKey: "k") { order { id reference } } }',
      variables: { input },
    })),
  );

function fieldOf(
  schema: GraphQLSchema,
  parent: GraphQLOutputType,
  ids: readonly string[],
  depth: number,
): fc.Arbitrary<string> {
  if (!isObjectType(parent)) return fc.constant('__typename');
  const fields = Object.values(parent.getFields()).filter(
    ({ type }) => depth > 0 || !isCompositeType(getNamedType(type)),
  );
  const each = fields.map((field) =>
    fc
      .tuple(
        fc.record(Object.fromEntries(field.args.map((one) => [one.name, literalOf(one.type, one.name, ids)])), {
          requiredKeys: field.args.filter(({ type }) => isNonNullType(type)).map(({ name }) => name),
        }),
        selectionOf(schema, field.type, ids, depth - 1),
      )
      .map(([args, selection]) => {
        const given = Object.entries(args).map(([name, value]) => `${name}: ${value}`);
        return `${field.name}${given.length === 0 ? '' : `(${given.join(', ')})`}${selection}`;
      }),
  );
  return fc.oneof(fc.constant('__typename'), ...each);
}

function selectionOf(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  ids: readonly string[],
  depth: number,
): fc.Arbitrary<string> {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return fc.constant('');
  if (!isObjectType(named)) return fc.constant(' { ... on Order { id reference } }');
  const fields = fc.array(fieldOf(schema, named, ids, Math.max(0, depth)), { minLength: 1, maxLength: 4 });
  return fields.map((all) => ` { ${[...new Set(all)].map((one, index) => `a${index}: ${one}`).join(' ')} }`);
}

/** A literal of the type, now and then of another. */
function literalOf(type: GraphQLInputType, name: string, ids: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 9, arbitrary: fitting(type, name, ids) }, { weight: 1, arbitrary: hostile });
}

const hostile = fc.constantFrom(
  'null',
  '-1',
  '1e400',
  '9007199254740993',
  '""',
  '[]',
  '{}',
  '"\\u0000"',
  'pending',
  '$none',
);

function fitting(type: GraphQLInputType, name: string, ids: readonly string[]): fc.Arbitrary<string> {
  if (isNonNullType(type)) return fitting(type.ofType, name, ids);
  if (isListType(type)) {
    return fc
      .array(literalOf(type.ofType, name, ids), { minLength: 1, maxLength: 3 })
      .map((all) => `[${all.join(', ')}]`);
  }
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map((value) => value.name));
  if (isInputObjectType(type)) {
    const members = Object.values(type.getFields());
    return fc.record(Object.fromEntries(members.map((one) => [one.name, literalOf(one.type, one.name, ids)]))).map(
      (values) =>
        `{ ${Object.entries(values)
          .map(([member, value]) => `${member}: ${value}`)
          .join(', ')} }`,
    );
  }
  return scalar(type.name, name, ids);
}

function scalar(type: string, name: string, ids: readonly string[]): fc.Arbitrary<string> {
  if (type === 'ID') return anyId(ids).map((id) => JSON.stringify(id));
  if (type === '_Any') return anyId(ids).map((id) => `{ __typename: "Order", id: ${JSON.stringify(id)} }`);
  if (type === 'Int' || type === 'SafeInt') return fc.integer({ min: 0, max: 101 }).map(String);
  return textFor(name).map((text) => JSON.stringify(text));
}

// Made once: what shrinks a text is derived as its arbitrary is made, which takes longer than to draw one.
export const sku = fc.stringMatching(/^[A-Z0-9-]{1,12}$/);
const anyText = fc.string({ maxLength: 12, unit: 'grapheme' });
const idOfAnOrder = fc.stringMatching(/^ord_[0-9a-z]{0,30}$/);
const bytes = fc.string({ maxLength: 40, unit: 'binary' });

const textFor = (name: string): fc.Arbitrary<string> => {
  if (name === 'idempotencyKey') return keyText;
  if (name === 'currency') return fc.constantFrom('EUR', 'USD', 'JPY', 'eur', 'XXX1');
  return name === 'sku' ? sku : anyText;
};

/** Of another tenant's orders most often: none of them may be seen. */
export const anyId = (ids: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...ids) },
    { weight: 1, arbitrary: idOfAnOrder },
    { weight: 1, arbitrary: bytes },
  );
