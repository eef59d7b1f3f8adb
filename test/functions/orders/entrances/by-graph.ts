import type { Order } from '../../../../functions/orders/domain/order.ts';
import { graph } from '../../../../functions/orders/entry/graph/graph.ts';
import { graphStreams } from '../../../../functions/orders/entry/graph/graphStreams.ts';
import { answered, dataIn, type Entrance, given, host, type Json, type Services, streamed } from './entrance.ts';

const whole = 'id status currency total items { sku quantity unitPrice } reference version createdAt updatedAt';

const documents = {
  create: `mutation ($input: NewOrder!, $key: String) {
    createOrder(input: $input, idempotencyKey: $key) { replayed order { ${whole} } }
  }`,
  get: `query ($id: ID!) { order(id: $id) { ${whole} } }`,
  update: `mutation ($id: ID!, $version: SafeInt!, $input: OrderPatch!) {
    updateOrder(id: $id, expectedVersion: $version, input: $input) { ${whole} }
  }`,
  cancel: `mutation ($id: ID!, $key: String) { cancelOrder(id: $id, idempotencyKey: $key) { replayed order { ${whole} } } }`,
  list: `query ($limit: Int, $cursor: String, $status: OrderStatus) {
    orders(first: $limit, after: $cursor, status: $status) { nodes { ${whole} } pageInfo { endCursor } }
  }`,
  watch: `subscription ($id: ID!) { orderEvents(id: $id) { ${whole} } }`,
};

const asking = (query: string, variables: object) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
  body: JSON.stringify({ query, variables }),
});

/** What an order does not have is null here. */
const orderIn = ({ reference, ...order }: Json): Order => ({ ...order, ...(reference !== null && { reference }) });

/** The fields of the graph. */
export function byGraph(services: Services): Entrance {
  const ask = async (query: string, variables: object): Promise<Json> => {
    const { json } = await answered(graph(services), { path: '/graphql', ...asking(query, variables) });
    if (json.errors !== undefined) throw new Error(JSON.stringify(json.errors));
    return json.data;
  };
  return {
    create: async (input, key) => {
      const { order, replayed } = (await ask(documents.create, { input, key })).createOrder;
      return { order: orderIn(order), replayed };
    },
    get: async (id) => orderIn((await ask(documents.get, { id })).order),
    update: async (id, version, input) => orderIn((await ask(documents.update, { id, version, input })).updateOrder),
    cancel: async (id, key) => {
      const { order, replayed } = (await ask(documents.cancel, { id, key })).cancelOrder;
      return { order: orderIn(order), replayed };
    },
    list: async (wanted) => {
      const { nodes, pageInfo } = (await ask(documents.list, wanted)).orders;
      return { orders: nodes.map(orderIn), next: pageInfo.endCursor };
    },
    watch: async (id, after) => {
      const { headers, ...request } = asking(documents.watch, { id });
      const sent = await streamed(graphStreams(services, { host }), {
        path: '/graphql/stream',
        ...request,
        headers: { ...headers, Accept: 'text/event-stream', ...given({ 'Last-Event-ID': after }) },
      });
      return dataIn(sent).map(({ data }) => orderIn(data.orderEvents));
    },
  };
}
