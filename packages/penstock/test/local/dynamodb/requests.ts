import fc, { type Arbitrary } from 'fast-check';
import type { JsonObject } from '../../../local/json.ts';

/** Requests about few items of one table, so that they meet. */
export type Request = readonly [operation: string, input: JsonObject];

export const tableName = 'things';

export const table: JsonObject = {
  TableName: tableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'N' },
    { AttributeName: 'g', AttributeType: 'S' },
    { AttributeName: 'n', AttributeType: 'N' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-g',
      KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a'] },
    },
    {
      IndexName: 'by-g-n',
      KeySchema: [
        { AttributeName: 'g', KeyType: 'HASH' },
        { AttributeName: 'n', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
    {
      IndexName: 'by-n',
      KeySchema: [{ AttributeName: 'n', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
};

const texts = fc.constantFrom('', 'x', 'xy', 'y', 'é', '𝒳', 'X');
const numbers = fc.constantFrom('0', '1', '-1', '2.50', '1e10', '-0.001', '100', '-100', '99999999999999999999.5');
const binaries = fc.constantFrom('', 'AA==', 'AQ==', 'AQI=', '/w==');
const some = <T>(member: Arbitrary<T>) => fc.uniqueArray(member, { minLength: 1, maxLength: 3 });

const ordered: Arbitrary<JsonObject> = fc.oneof(
  texts.map((S) => ({ S })),
  numbers.map((N) => ({ N })),
  binaries.map((B) => ({ B })),
);
const sets: Arbitrary<JsonObject> = fc.oneof(
  some(fc.constantFrom('x', 'y', 'z')).map((SS) => ({ SS })),
  some(fc.constantFrom('1', '2', '-3.5')).map((NS) => ({ NS })),
  some(fc.constantFrom('AA==', 'AQ==')).map((BS) => ({ BS })),
);
const scalars: Arbitrary<JsonObject> = fc.oneof(
  ordered,
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant({ NULL: true }),
);
const lists = fc.array(scalars, { maxLength: 3 }).map((L): JsonObject => ({ L }));
const maps = fc.dictionary(fc.constantFrom('d', 'e'), scalars, { maxKeys: 2 }).map((M): JsonObject => ({ M }));
const values: Arbitrary<JsonObject> = fc.oneof(scalars, sets, lists, maps);

const key = fc.record({
  pk: fc.constantFrom('p', 'q').map((S) => ({ S })),
  sk: fc.constantFrom('1', '2', '-1.5', '10').map((N) => ({ N })),
});
const indexed = fc.record(
  { g: fc.constantFrom('g', 'h').map((S) => ({ S })), n: fc.constantFrom('1', '2', '30').map((N) => ({ N })) },
  { requiredKeys: [] },
);
const item = fc
  .tuple(key, indexed, fc.record({ a: values, b: values, l: lists, m: maps }, { requiredKeys: [] }))
  .map((parts): JsonObject => Object.assign({}, ...parts));

/** An expression with the values that it has placeholders for. */
interface Expression {
  readonly text: string;
  readonly values: readonly JsonObject[];
}

/** Puts expressions together; `?` stands for the next value. */
function join(parts: readonly Expression[], template: (texts: readonly string[]) => string): Expression {
  return { text: template(parts.map(({ text }) => text)), values: parts.flatMap((part) => part.values) };
}

const path = fc.constantFrom('a', 'b', 'g', 'n', 'l', 'm', 'm.d', 'l[0]', 'l[1]', 'pk', 'sk');
const literal = (value: Arbitrary<JsonObject>) => value.map((one): Expression => ({ text: '?', values: [one] }));
const named = path.map((text): Expression => ({ text, values: [] }));
const sized = fc.constantFrom('a', 'l', 'm', 'pk').map((one): Expression => ({ text: `size(${one})`, values: [] }));

const comparison = fc.oneof(
  fc
    .tuple(fc.oneof(named, sized), fc.constantFrom('=', '<>'), literal(values))
    .map(([left, by, right]) => join([left, right], ([a, b]) => `${a} ${by} ${b}`)),
  fc
    .tuple(fc.oneof(named, sized), fc.constantFrom('<', '<=', '>', '>='), literal(ordered))
    .map(([left, by, right]) => join([left, right], ([a, b]) => `${a} ${by} ${b}`)),
  fc
    .tuple(literal(ordered), fc.constantFrom('<', '=', '>='), named)
    .map(([left, by, right]) => join([left, right], ([a, b]) => `${a} ${by} ${b}`)),
  fc.tuple(named, literal(values), literal(values)).map((all) => join(all, ([a, b, c]) => `${a} IN (${b}, ${c})`)),
  // DynamoDB refuses bounds in the wrong order wherever they are, dynoxide where it comes to compare them.
  fc
    .tuple(named, fc.constantFrom(['-1', '1'], ['1', '1'], ['-100', '2.5'], ['2', '1e11']))
    .map(([{ text }, bounds]) => ({ text: `${text} BETWEEN ? AND ?`, values: bounds.map((N) => ({ N })) })),
  fc
    .tuple(
      named,
      literal(
        fc.oneof(
          texts.map((S) => ({ S })),
          binaries.map((B) => ({ B })),
        ),
      ),
    )
    .map((all) => join(all, ([a, b]) => `begins_with(${a}, ${b})`)),
  fc.tuple(named, literal(scalars)).map((all) => join(all, ([a, b]) => `contains(${a}, ${b})`)),
  fc
    .tuple(named, literal(fc.constantFrom('S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'L', 'M').map((S) => ({ S }))))
    .map((all) => join(all, ([a, b]) => `attribute_type(${a}, ${b})`)),
  named.map((one) => join([one], ([a]) => `attribute_exists(${a})`)),
  named.map((one) => join([one], ([a]) => `attribute_not_exists(${a})`)),
);

const { condition } = fc.letrec<{ condition: Expression }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparison,
    comparison,
    fc.tuple(tie('condition'), tie('condition')).map((all) => join(all, ([a, b]) => `${a} AND ${b}`)),
    fc.tuple(tie('condition'), tie('condition')).map((all) => join(all, ([a, b]) => `${a} OR ${b}`)),
    tie('condition').map((one) => join([one], ([a]) => `NOT ${a}`)),
    fc.tuple(tie('condition'), comparison).map((all) => join(all, ([a, b]) => `(${a} OR ${b}) AND pk = pk2`)),
  ),
}));

const operand = fc.oneof(literal(values), named);
const assignment = fc.oneof(
  fc
    .tuple(fc.constantFrom('a', 'm.d', 'm.e', 'l[0]', 'b', 'g', 'n'), operand)
    .map(([to, value]) => join([value], ([a]) => `${to} = ${a}`)),
  fc
    .tuple(fc.constantFrom('a', 'b', 'n'), fc.constantFrom('+', '-'), literal(numbers.map((N) => ({ N }))))
    .map(([to, sign, value]) => join([value], ([a]) => `${to} = ${to} ${sign} ${a}`)),
  literal(numbers.map((N) => ({ N }))).map((value) => ({
    text: 'b = if_not_exists(b, ?) + ?',
    values: [...value.values, { N: '1' }],
  })),
  literal(lists).map((value) => join([value], ([a]) => `l = list_append(l, ${a})`)),
  literal(lists).map((value) => join([value], ([a]) => `a = list_append(${a}, a)`)),
);
/** Paths that an update writes twice are refused by both, in a transaction with other errors. */
function writesTwice({ text }: Expression): boolean {
  const written = [...text.matchAll(/(\S+) =|(?:ADD|DELETE|REMOVE) (\S+)/g)].map(([, set, other]) =>
    (set ?? other)?.replace(/\[.*/, ''),
  );
  return new Set(written).size < written.length;
}

const anyUpdate = fc.oneof(
  assignment.map((one) => join([one], ([a]) => `SET ${a}`)),
  fc.tuple(assignment, assignment).map((all) => join(all, ([a, b]) => `SET ${a}, ${b}`)),
  fc.constantFrom('a', 'g', 'n', 'l', 'm').map((one): Expression => ({ text: `REMOVE ${one}`, values: [] })),
  literal(
    fc.oneof(
      sets,
      numbers.map((N) => ({ N })),
    ),
  ).map((value) => join([value], ([a]) => `ADD a ${a}`)),
  literal(sets).map((value) => join([value], ([a]) => `DELETE a ${a}`)),
  fc.tuple(assignment, literal(sets)).map((all) => join(all, ([a, b]) => `SET ${a} DELETE b ${b} REMOVE g`)),
);

const update = anyUpdate.filter((one) => !writesTwice(one));

/** A request's members for some expressions. */
function expressions(given: Readonly<Record<string, Expression | undefined>>): JsonObject {
  const values: Record<string, JsonObject> = {};
  const members: Record<string, unknown> = {};
  for (const [parameter, expression] of Object.entries(given)) {
    if (expression === undefined) continue;
    const rest = [...expression.values];
    members[parameter] = expression.text.replaceAll('?', () => {
      const name = `:v${Object.keys(values).length}`;
      values[name] = rest.shift() ?? {};
      return name;
    });
  }
  return Object.keys(values).length === 0 ? members : { ...members, ExpressionAttributeValues: values };
}

const maybe = <T>(one: Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 2 });
const asked = { TableName: tableName };
const shown = { ReturnConsumedCapacity: 'INDEXES' };
const failing = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };

const put = fc
  .tuple(item, maybe(condition))
  .map(([Item, ConditionExpression]) => ({ ...asked, Item, ...failing, ...expressions({ ConditionExpression }) }));
const remove = fc
  .tuple(key, maybe(condition))
  .map(([Key, ConditionExpression]) => ({ ...asked, Key, ...failing, ...expressions({ ConditionExpression }) }));
const change = fc.tuple(key, update, maybe(condition)).map(([Key, UpdateExpression, ConditionExpression]) => ({
  ...asked,
  Key,
  ...failing,
  ...expressions({ UpdateExpression, ConditionExpression }),
}));

/** Where the map or the list is not there, DynamoDB refuses, as for SET, and dynoxide does nothing. */
const removal = fc
  .tuple(key, fc.constantFrom(['m', 'm.d'], ['m', 'm.d, m.e'], ['l', 'l[0]'], ['l', 'l[1], l[0]'], ['l', 'l[2], a']))
  .map(([Key, [parent, paths]]) => ({
    ...asked,
    Key,
    UpdateExpression: `REMOVE ${paths}`,
    ConditionExpression: `attribute_exists(${parent})`,
  }));

const sortCondition = fc.oneof(
  fc.constant<Expression | undefined>(undefined),
  fc
    .tuple(fc.constantFrom('=', '<', '<=', '>', '>='), literal(numbers.map((N) => ({ N }))))
    .map(([by, value]) => join([value], ([a]) => `${by} ${a}`)),
  fc.constantFrom<Expression>(
    { text: 'BETWEEN ? AND ?', values: [{ N: '-1' }, { N: '2' }] },
    { text: 'BETWEEN ? AND ?', values: [{ N: '2' }, { N: '2' }] },
  ),
);
const source = fc.constantFrom<readonly [string | undefined, string, readonly JsonObject[], string | undefined]>(
  [undefined, 'pk', [{ S: 'p' }, { S: 'q' }], 'sk'],
  ['by-g', 'g', [{ S: 'g' }, { S: 'h' }], undefined],
  ['by-g-n', 'g', [{ S: 'g' }, { S: 'h' }], 'n'],
  ['by-n', 'n', [{ N: '1' }, { N: '30' }], undefined],
);
const pages = fc.record(
  { Limit: fc.constantFrom(1, 2, 3), ScanIndexForward: fc.boolean(), Select: fc.constant('COUNT') },
  { requiredKeys: [] },
);
const filter = condition.filter(({ text }) => !/\b(pk|sk|g|n|pk2)\b/.test(text));
const query = fc
  .tuple(source, fc.nat(1), sortCondition, maybe(filter), pages)
  .map(([[IndexName, partition, keys, sort], which, by, FilterExpression, more]) => {
    const first = { text: `${partition} = ?`, values: [keys[which] ?? {}] };
    const isBoth = sort !== undefined && by !== undefined;
    const both = isBoth ? join([first, by], ([a, b]) => `${a} AND ${sort} ${b}`) : first;
    const index = IndexName === undefined ? {} : { IndexName };
    return {
      ...asked,
      ...shown,
      ...index,
      ...more,
      ...expressions({ KeyConditionExpression: both, FilterExpression }),
    };
  });

const projection = fc
  .uniqueArray(fc.constantFrom('a', 'm.d', 'l[1]', 'l[0]', 'pk', 'g'), { minLength: 1, maxLength: 4 })
  .map((paths) => paths.join(', '));
const writes = fc.oneof(
  put.map((Put) => ({ Put })),
  remove.map((Delete) => ({ Delete })),
  change.map((Update) => ({ Update })),
  fc.tuple(key, condition).map(([Key, ConditionExpression]) => ({
    ConditionCheck: { ...asked, Key, ...failing, ...expressions({ ConditionExpression }) },
  })),
);

const returned = fc.constantFrom('NONE', 'ALL_OLD');
const returnedByUpdates = fc.constantFrom('NONE', 'ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW');

export const requests: Arbitrary<readonly Request[]> = fc.array(
  fc.oneof<Arbitrary<Request>[]>(
    fc.tuple(put, returned).map(([input, ReturnValues]) => ['PutItem', { ...input, ...shown, ReturnValues }]),
    fc.tuple(remove, returned).map(([input, ReturnValues]) => ['DeleteItem', { ...input, ...shown, ReturnValues }]),
    fc
      .tuple(change, returnedByUpdates)
      .map(([input, ReturnValues]) => ['UpdateItem', { ...input, ...shown, ReturnValues }]),
    fc
      .tuple(removal, returnedByUpdates)
      .map(([input, ReturnValues]) => ['UpdateItem', { ...input, ...shown, ReturnValues }]),
    fc
      .tuple(key, maybe(projection))
      .map(([Key, ProjectionExpression]) => [
        'GetItem',
        { ...asked, ...shown, Key, ...(ProjectionExpression && { ProjectionExpression }) },
      ]),
    query.map((input) => ['Query', input]),
    maybe(filter).map((FilterExpression) => ['Scan', { ...asked, ...shown, ...expressions({ FilterExpression }) }]),
    fc.array(writes, { minLength: 1, maxLength: 3 }).map((TransactItems) => ['TransactWriteItems', { TransactItems }]),
    fc
      .array(item, { minLength: 1, maxLength: 3 })
      .map((items) => [
        'BatchWriteItem',
        { ...shown, RequestItems: { [tableName]: items.map((Item) => ({ PutRequest: { Item } })) } },
      ]),
    fc
      .uniqueArray(key, { minLength: 1, maxLength: 3, selector: (one) => JSON.stringify(one) })
      .map((Keys) => ['BatchGetItem', { ...shown, RequestItems: { [tableName]: { Keys } } }]),
  ),
  { minLength: 1, maxLength: 25, size: 'max' },
);
