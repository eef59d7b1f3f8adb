import { describe, expect, it } from '@jest/globals';
import { type Edit, editedGraph, graphFindings, graphText } from './graph.ts';

interface Case {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly rule: string;
  readonly path: string;
  /** The line of the finding holds this. */
  readonly line: string;
  readonly message: string;
  readonly fix: string;
}

const createParcel = 'createParcel(input: NewParcel!, idempotencyKey: String): ParcelReceipt';
const write = '@requiresScopes(scopes: [["parcels:write"]])';
const parcel = 'parcel(id: ID! @parameter(name: "parcelId")): Parcel';

const cases: readonly Case[] = [
  {
    name: 'a text that is no GraphQL',
    edits: [{ from: 'type Query {', to: 'type Query (' }],
    rule: 'graph',
    path: '',
    line: 'type Query (',
    message: 'Syntax Error',
    fix: 'Correct the GraphQL here',
  },
  {
    name: 'a type that is not there',
    edits: [{ from: 'pageInfo: PageInfo!', to: 'pageInfo: Page!' }],
    rule: 'graph',
    path: '',
    line: 'pageInfo: Page!',
    message: 'Unknown type "Page"',
    fix: 'no valid schema',
  },
  {
    name: "a directive of the kit's, defined once more",
    edits: [{ from: 'type Query {', to: 'directive @cost(weight: Int) on OBJECT\ntype Query {' }],
    rule: 'graph',
    path: '',
    line: 'directive @cost',
    message: 'There can be only one directive named "@cost"',
    fix: 'no valid schema',
  },
  {
    name: 'a timeout that the gateway does not wait for',
    edits: [{ from: 'timeout: 5', to: 'timeout: 29' }],
    rule: 'timeout',
    path: 'schema @penstock',
    line: 'timeout: 29',
    message: 'expected a timeout of at most 28 s, received 29',
    fix: 'Lower it',
  },
  {
    name: 'more requests than its concurrency has room for',
    edits: [{ from: 'concurrency: 100', to: 'concurrency: 10' }],
    rule: 'concurrency',
    path: 'schema @penstock',
    line: 'concurrency: 10',
    message: 'the graph: expected concurrency of at least 50 (100/s for 500 ms each), received 10',
    fix: 'Raise concurrency',
  },
  {
    name: 'a number that no policy takes',
    edits: [{ from: 'availability: 99.95', to: 'availability: 101' }],
    rule: 'policy',
    path: 'schema @penstock',
    line: 'availability: 101',
    message: '101',
    fix: '',
  },
  {
    name: 'a field without a use case',
    edits: [{ from: '    @useCase(operationId: "createParcel")\n', to: '' }],
    rule: 'graph-use-case',
    path: 'Mutation.createParcel',
    line: createParcel,
    message: 'expected @useCase on a field of Mutation, received none',
    fix: 'Name the operation',
  },
  {
    name: 'a use case of no operation',
    edits: [{ from: '@useCase(operationId: "getParcel")', to: '@useCase(operationId: "getParcels")' }],
    rule: 'graph-use-case',
    path: 'Query.parcel',
    line: '@useCase(operationId: "getParcels")',
    message: 'received "getParcels"',
    fix: 'Correct the operationId',
  },
  {
    name: 'a query that changes something',
    edits: [
      {
        from: 'type Mutation {',
        to: `extend type Query {\n  discard(parcelId: ID!): Parcel @useCase(operationId: "deleteLabel") ${write}\n}\ntype Mutation {`,
      },
    ],
    rule: 'graph-use-case',
    path: 'Query.discard',
    line: 'discard(parcelId: ID!)',
    message: 'expected a GET, received deleteLabel, a DELETE',
    fix: 'Move the field to Mutation',
  },
  {
    name: 'a use case on a field of something else',
    edits: [{ from: '  total: SafeInt!', to: '  total: SafeInt! @useCase(operationId: "getParcel")' }],
    rule: 'graph-use-case',
    path: 'Parcel.total',
    line: 'total: SafeInt! @useCase',
    message: 'on a field of Query or Mutation only',
    fix: 'Remove it',
  },
  {
    name: 'a subscription, which nothing serves',
    edits: [{ from: 'type Mutation {', to: 'type Subscription {\n  parcels: Parcel\n}\ntype Mutation {' }],
    rule: 'graph-subscription',
    path: 'Subscription',
    line: 'type Subscription {',
    message: 'expected no subscription',
    fix: 'Remove it',
  },
  {
    name: 'an unguarded mutation',
    edits: [{ from: `"createParcel")\n    ${write}`, to: '"createParcel")' }],
    rule: 'graph-scopes',
    path: 'Mutation.createParcel',
    line: createParcel,
    message: 'expected the scopes of createParcel on the field that serves it, received none',
    fix: 'Write @requiresScopes(scopes: [["parcels:write"]])',
  },
  {
    name: 'a scope that the contract does not know',
    edits: [
      {
        from: `"createParcel")\n    ${write}`,
        to: '"createParcel")\n    @requiresScopes(scopes: [["parcels:write", "parcels:wrote"]])',
      },
    ],
    rule: 'graph-scopes',
    path: 'Mutation.createParcel',
    line: 'parcels:wrote',
    message: 'expected a scope of parcels:read, parcels:write, received "parcels:wrote"',
    fix: 'Declare it in openapi.yaml',
  },
  {
    name: "a way around the operation's scope",
    edits: [
      {
        from: `"createParcel")\n    ${write}`,
        to: '"createParcel")\n    @requiresScopes(scopes: [["parcels:write"], ["parcels:read"]])',
      },
    ],
    rule: 'graph-scopes',
    path: 'Mutation.createParcel',
    line: '[["parcels:write"], ["parcels:read"]]',
    message: 'expected parcels:write of createParcel in every list',
    fix: 'Write @requiresScopes',
  },
  {
    name: 'a list of no scopes',
    edits: [
      { from: '  reference: String\n  version', to: '  reference: String @requiresScopes(scopes: [[]])\n  version' },
    ],
    rule: 'graph-scopes',
    path: 'Parcel.reference',
    line: '@requiresScopes(scopes: [[]])',
    message: 'nobody, or anybody, would have them',
    fix: 'Name at least one scope',
  },
  {
    name: 'a guarded field that can not be refused alone',
    edits: [{ from: createParcel, to: `${createParcel}!` }],
    rule: 'graph-nullable',
    path: 'Mutation.createParcel',
    line: `${createParcel}!`,
    message: 'expected a guarded field that can be null, received ParcelReceipt!',
    fix: 'Write ParcelReceipt.',
  },
  {
    name: 'a mutation without the key of its operation',
    edits: [{ from: 'input: NewParcel!, idempotencyKey: String', to: 'input: NewParcel!' }],
    rule: 'graph-idempotency',
    path: 'Mutation.createParcel(idempotencyKey:)',
    line: 'createParcel(input: NewParcel!)',
    message: 'expected the argument idempotencyKey on a field of createParcel, which takes a key, received none',
    fix: 'Add idempotencyKey: String',
  },
  {
    name: 'a key that the header could not stand for',
    edits: [{ from: 'input: NewParcel!, idempotencyKey: String', to: 'input: NewParcel!, idempotencyKey: String!' }],
    rule: 'graph-idempotency',
    path: 'Mutation.createParcel(idempotencyKey:)',
    line: 'idempotencyKey: String!',
    message: 'expected idempotencyKey: String, received String!',
    fix: 'can be null',
  },
  {
    name: 'a key that nothing takes',
    edits: [{ from: 'expectedVersion: SafeInt!', to: 'expectedVersion: SafeInt!, idempotencyKey: String' }],
    rule: 'graph-idempotency',
    path: 'Mutation.updateParcel(idempotencyKey:)',
    line: 'expectedVersion: SafeInt!, idempotencyKey: String',
    message: 'expected no idempotencyKey on a field of updateParcel',
    fix: 'Remove the argument',
  },
  {
    name: 'an operation that can not be told what it is about',
    edits: [{ from: parcel, to: 'parcel(id: ID!): Parcel' }],
    rule: 'graph-arguments',
    path: 'Query.parcel',
    line: 'parcel(id: ID!): Parcel',
    message: 'expected an argument for parcelId, which getParcel requires, received none',
    fix: 'Add the argument parcelId',
  },
  {
    name: 'a parameter that the operation does not have',
    edits: [{ from: '@parameter(name: "cursor")', to: '@parameter(name: "curser")' }],
    rule: 'graph-arguments',
    path: 'Query.parcels(after:)',
    line: '@parameter(name: "curser")',
    message: 'expected a parameter of listParcels (limit, cursor, status), received "curser"',
    fix: 'Correct the name',
  },
  {
    name: 'two arguments for one parameter',
    edits: [{ from: 'status: ParcelStatus\n', to: 'status: ParcelStatus\n    limit: Int\n' }],
    rule: 'graph-arguments',
    path: 'Query.parcels(limit:)',
    line: '    limit: Int',
    message: 'expected one argument for limit, received first and limit',
    fix: 'Remove one of the two',
  },
  {
    name: 'a required parameter that may be left out',
    edits: [{ from: parcel, to: parcel.replace('ID!', 'ID') }],
    rule: 'graph-arguments',
    path: 'Query.parcel(id:)',
    line: 'parcel(id: ID @parameter',
    message: 'expected a value for parcelId, which getParcel requires, received ID',
    fix: 'Write ID!',
  },
  {
    name: 'a parameter of another type',
    edits: [{ from: 'after: String @parameter', to: 'after: Int @parameter' }],
    rule: 'graph-arguments',
    path: 'Query.parcels(after:)',
    line: 'after: Int',
    message: 'expected string, received Int',
    fix: 'Give it a type that fits cursor',
  },
  {
    name: 'a value that the contract does not have',
    edits: [{ from: '  label_failed\n', to: '  label_lost\n' }],
    rule: 'graph-arguments',
    path: 'Query.parcels(status:)',
    line: 'status: ParcelStatus',
    message: 'received ParcelStatus.label_lost',
    fix: 'Give it a type that fits status',
  },
  {
    name: 'a body that is not taken',
    edits: [{ from: 'cancelParcel(id: ID!', to: 'cancelParcel(input: ParcelPatch, id: ID!' }],
    rule: 'graph-arguments',
    path: 'Mutation.cancelParcel(input:)',
    line: 'cancelParcel(input: ParcelPatch',
    message: 'expected only members of the body in ParcelPatch, received items',
    fix: 'Give the input type the members of the body',
  },
  {
    name: 'no body where one is needed',
    edits: [{ from: 'createParcel(input: NewParcel!', to: 'createParcel(content: NewParcel!' }],
    rule: 'graph-arguments',
    path: 'Mutation.createParcel(input:)',
    line: 'createParcel(content: NewParcel!',
    message: 'expected the argument input, the body of createParcel, received none',
    fix: 'Add input',
  },
  {
    name: 'a body that may be null',
    edits: [{ from: 'createParcel(input: NewParcel!', to: 'createParcel(input: NewParcel' }],
    rule: 'graph-arguments',
    path: 'Mutation.createParcel(input:)',
    line: 'createParcel(input: NewParcel,',
    message: 'expected NewParcel!, received NewParcel',
    fix: 'needs its body',
  },
  {
    name: 'a member of the body that is not there',
    edits: [
      {
        from: 'input NewParcel {\n  currency: String!',
        to: 'input NewParcel {\n  currency: String!\n  colour: String',
      },
    ],
    rule: 'graph-arguments',
    path: 'Mutation.createParcel(input:)',
    line: createParcel,
    message: 'expected only members of the body in NewParcel, received colour',
    fix: 'Give the input type the members of the body',
  },
  {
    name: 'a member that the body needs and the input may leave out',
    edits: [{ from: 'input NewParcel {\n  currency: String!', to: 'input NewParcel {\n  currency: String' }],
    rule: 'graph-arguments',
    path: 'Mutation.createParcel(input:)',
    line: createParcel,
    message: 'expected the member currency, non-null, in NewParcel, which the body requires',
    fix: 'Give the input type the members of the body',
  },
  {
    name: 'a list without a size',
    edits: [{ from: 'items: [Item!]! @listSize(assumedSize: 10)', to: 'items: [Item!]!' }],
    rule: 'graph-list-size',
    path: 'Parcel.items',
    line: '  items: [Item!]!',
    message: 'expected @listSize on a list of objects, received none',
    fix: 'Write @listSize(assumedSize',
  },
  {
    name: 'a size that says nothing',
    edits: [{ from: '@listSize(assumedSize: 10)', to: '@listSize' }],
    rule: 'graph-list-size',
    path: 'Parcel.items',
    line: 'items: [Item!]! @listSize',
    message: 'expected assumedSize or slicingArguments in @listSize, received neither',
    fix: 'Name the argument',
  },
  {
    name: 'a size of an argument that counts nothing',
    edits: [{ from: 'slicingArguments: ["first"]', to: 'slicingArguments: ["after"]' }],
    rule: 'graph-list-size',
    path: 'Query.parcels',
    line: 'slicingArguments: ["after"]',
    message: 'expected an argument of type Int, received "after" among slicingArguments',
    fix: 'Name an argument',
  },
  {
    name: 'a size of a list that is not there',
    edits: [{ from: 'sizedFields: ["nodes"]', to: 'sizedFields: ["nodes", "edges"]' }],
    rule: 'graph-list-size',
    path: 'Query.parcels',
    line: 'sizedFields: ["nodes", "edges"]',
    message: 'expected a list of ParcelConnection, received "edges" among sizedFields',
    fix: 'Name a field that is a list',
  },
  {
    name: 'a weight that is no number',
    edits: [{ from: '@cost(weight: "10")', to: '@cost(weight: "ten")' }],
    rule: 'graph-cost',
    path: '@cost(weight:)',
    line: '@cost(weight: "ten")',
    message: 'expected a weight of 0 or more, received "ten"',
    fix: 'Write it as in',
  },
  {
    name: 'a deprecation without a sunset date',
    edits: [
      {
        from: '  reference: String\n  version',
        to: '  reference: String @deprecated(reason: "Use notes.")\n  version',
      },
    ],
    rule: 'graph-sunset',
    path: 'Parcel.reference',
    line: '@deprecated(reason',
    message: 'expected @sunset on what is deprecated, received nothing',
    fix: 'Add @sunset(date:',
  },
  {
    name: 'a sunset of what is not deprecated',
    edits: [{ from: '  label_failed\n', to: '  label_failed @sunset(date: "2027-06-30")\n' }],
    rule: 'graph-sunset',
    path: 'ParcelStatus.label_failed',
    line: '@sunset(date: "2027-06-30")',
    message: 'on what is deprecated only',
    fix: 'Add @deprecated',
  },
  {
    name: 'a sunset on no day of the calendar',
    edits: [
      {
        from: '  reference: String\n  version',
        to: '  reference: String @deprecated @sunset(date: "2027-06-31")\n  version',
      },
    ],
    rule: 'graph-sunset',
    path: 'Parcel.reference',
    line: '@sunset(date: "2027-06-31")',
    message: 'expected a date of the calendar as YYYY-MM-DD, received "2027-06-31"',
    fix: 'Write the last day',
  },
  {
    name: 'a mutation whose answer may be kept',
    edits: [{ from: createParcel, to: `${createParcel} @cacheControl(maxAge: 60)` }],
    rule: 'graph-cache',
    path: 'Mutation.createParcel',
    line: '@cacheControl(maxAge: 60)',
    message: 'received it on a mutation',
    fix: 'Remove it',
  },
  {
    name: 'an age that says nothing',
    edits: [{ from: parcel, to: `${parcel} @cacheControl` }],
    rule: 'graph-cache',
    path: 'Query.parcel',
    line: '@cacheControl',
    message: 'expected maxAge or inheritMaxAge: true in @cacheControl, received neither',
    fix: 'Write the seconds',
  },
  {
    name: 'a type whose name is taken',
    edits: [{ from: 'type Mutation {', to: 'scalar Resolvers\ntype Mutation {' }],
    rule: 'graph-name',
    path: 'Resolvers',
    line: 'scalar Resolvers',
    message: 'expected a free name, received "Resolvers"',
    fix: 'Rename the type',
  },
];

describe('the rules of a graph', () => {
  it('find nothing in the sample', () => {
    expect(graphFindings(graphText)).toEqual([]);
  });

  it.each(cases)('find $name', ({ edits, rule, path, line, message, fix }) => {
    const text = editedGraph(...edits);
    const findings = graphFindings(text);
    const at = text.split('\n').findIndex((candidate) => candidate.includes(line)) + 1;
    expect(findings).toContainEqual({
      file: 'broken.graphql',
      line: at,
      column: expect.any(Number),
      path,
      rule,
      message: expect.stringContaining(message),
      fix: expect.stringContaining(fix),
    });
    expect(new Set(findings.map((finding) => finding.rule))).toEqual(new Set([rule]));
  });

  it('report every mistake at once, by line', () => {
    const findings = graphFindings(
      editedGraph(
        { from: 'timeout: 5', to: 'timeout: 60' },
        { from: `"createParcel")\n    ${write}`, to: '"createParcel")' },
        { from: '@listSize(assumedSize: 10)', to: '' },
      ),
    );
    expect(findings.map(({ rule }) => rule)).toEqual(['timeout', 'graph-scopes', 'graph-list-size']);
  });
});
