import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { composeServices } from '@theguild/federation-composition';
import { buildSchema, execute, type GraphQLSchema, graphql, parse, print } from 'graphql';
import { dynamoDBItemsById } from 'penstock/runtime/items/batch-get';
import { gatewayEvent, lambdaContext, recordingRuntime } from 'penstock/testkit/operation-runtime';
import { graph as contract } from '../../../functions/generated/graph/contract.ts';
import { orderLayout } from '../../../functions/orders/adapters/order-layout.ts';
import { graph } from '../../../functions/orders/entry/graph/graph.ts';
import { type Engine, startEngine } from '../../support/dynamodb.ts';
import { dynamoDBOrders } from './stores.ts';
import { clerk, newId, placement } from './support.ts';

const never = new AbortController().signal;

/** A subgraph of somebody else's, which knows of orders only their ids. */
const shipmentsSdl = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
type Query { shipments: [Shipment!]! }
type Shipment { number: Int! order: Order }
type Order @key(fields: "id", resolvable: false) { id: ID! }
`;

let engine: Engine;
let calls: string[];
let ids: readonly string[];
let handler: ReturnType<typeof graph>;

/** The actions that reach the engine. */
function counted(client: DynamoDBClient): void {
  client.middlewareStack.add(
    (next) => (args) => {
      calls.push(String(Object(args.request).headers['x-amz-target']).split('.')[1] ?? '');
      return next(args);
    },
    { step: 'finalizeRequest', name: 'count' },
  );
}

beforeAll(async () => {
  engine = await startEngine();
  const table = `orders-${randomUUID()}`;
  await engine.createOrdersTable(table);
  const { client } = engine;
  const orders = dynamoDBOrders(client, { table, region: 'eu-west-1' });
  const placed = Array.from({ length: 50 }, () => placement());
  for (const one of placed) await orders.place(one, never);
  ids = placed.map(({ id }) => id);
  const { runtime } = recordingRuntime();
  handler = graph({
    orders: () => orders,
    ordersById: () => dynamoDBItemsById(client, table, orderLayout),
    runtime: () => runtime,
    settings: () => ({ introspection: false, trustedOnly: false }),
  });
  counted(client);
});
afterAll(() => engine.stop());

async function ask(query: string, variables: object = {}, caller = clerk()) {
  calls = [];
  const event = gatewayEvent({
    method: 'POST',
    path: '/graphql',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    caller,
  });
  return JSON.parse((await handler(event, lambdaContext(6000))).body);
}

const entities = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Order { id version } } }';
const orderOf = (id: unknown) => ({ __typename: 'Order', id });

describe('orders, by their keys', () => {
  it('are read by one BatchGetItem, each where its key stands, and null where there is none', async () => {
    const missing = newId();
    const [first = '', second = ''] = ids;
    const { data, errors } = await ask(entities, { of: [first, missing, second, first].map(orderOf) });

    expect(errors).toBeUndefined();
    const found = (id: string) => ({ id, version: 1 });
    expect(data._entities).toEqual([found(first), null, found(second), found(first)]);
    expect(calls).toEqual(['BatchGetItem']);
  });

  it.each([[{}], ['x'.repeat(5000)], ['ord_1#'], [7], [null], [['ord_0']]])(
    'are null for a key that none can have, of which nothing is read: %j',
    async (id) => {
      const { data, errors } = await ask(entities, { of: [orderOf(id)] });

      expect([errors, data._entities, calls]).toEqual([undefined, [null], []]);
    },
  );

  it('are null for another tenant', async () => {
    const { data } = await ask(entities, { of: ids.slice(0, 2).map(orderOf) }, clerk('globex'));

    expect(data._entities).toEqual([null, null]);
  });

  it('are refused to a token without the scope of the query that finds one', async () => {
    const { data, errors } = await ask(entities, { of: [orderOf(ids[0])] }, { ...clerk(), scope: 'orders:write' });

    expect(data._entities).toEqual([null]);
    expect(errors).toMatchObject([{ path: ['_entities', 0], extensions: { code: 'forbidden' } }]);
    expect(calls).toEqual([]);
  });

  it.each([[{ __typename: 'Item' }], [7], [[[]]]])('are refused as %j, which is none of them', async (one) => {
    const { errors } = await ask(entities, { of: [one] });

    expect(errors).toMatchObject([{ path: ['_entities', 0], extensions: { code: 'invalid-parameter' } }]);
  });

  it('and the SDL, to whom the stage shows what the graph has alone', async () => {
    expect((await ask('{ _service { sdl } }')).errors).toMatchObject([{ extensions: { code: 'forbidden' } }]);
  });
});

describe('a federated graph of shipments and orders', () => {
  const sent: string[] = [];
  let gateway: GraphQLSchema;

  beforeAll(() => {
    const { supergraphSdl = '' } = composeServices([
      { name: 'orders', url: 'http://orders.invalid', typeDefs: parse(contract.subgraph?.sdl ?? '') },
      { name: 'shipments', url: 'http://shipments.invalid', typeDefs: parse(shipmentsSdl) },
    ]);
    const plain = shipmentsSdl.replace(/^extend schema.*$/m, '').replace(/@key\([^)]*\)/, '');
    const shipments = () => ids.map((id, index) => ({ number: index, order: { id } }));
    gateway = getStitchedSchemaFromSupergraphSdl({
      supergraphSdl,
      batch: true,
      onSubschemaConfig: (config) => {
        config.executor = async ({ document, variables = {} }) => {
          sent.push(config.name);
          if (config.name === 'ORDERS') return ask(print(document), variables);
          return (await execute({ schema: buildSchema(plain), document, rootValue: { shipments } })) as never;
        };
      },
    });
  });

  it('answers with 50 orders of the other subgraph by one _entities call and one BatchGetItem', async () => {
    const { data, errors } = await graphql({ schema: gateway, source: '{ shipments { order { id total } } }' });

    expect(errors).toBeUndefined();
    expect(data?.shipments).toEqual(ids.map((id) => ({ order: { id, total: 2500 } })));
    expect(sent).toEqual(['SHIPMENTS', 'ORDERS']);
    expect(calls).toEqual(['BatchGetItem']);
  });
});
