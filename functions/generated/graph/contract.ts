// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { GraphContract } from 'penstock/runtime/graph/contract';
import { cancelOrder } from '../operations/cancelOrder.ts';
import { createOrder } from '../operations/createOrder.ts';
import { getOrder } from '../operations/getOrder.ts';
import { listOrders } from '../operations/listOrders.ts';
import { updateOrder } from '../operations/updateOrder.ts';
import type { Resolvers } from './resolvers.ts';
import { trustedDocuments } from './documents.ts';
import { schema } from './schema.ts';

export const graph: GraphContract<Resolvers> = {
  operationId: 'graph',
  path: '/graphql',
  authenticated: true,
  deadline: 4800,
  attempts: 3,
  attemptTimeout: 1533,
  schema: schema,
  fields: {
    'Query.order': { operation: getOrder, parameters: { id: 'orderId' } },
    'Query.orders': { operation: listOrders, parameters: { first: 'limit', after: 'cursor', status: 'status' } },
    'Mutation.createOrder': { operation: createOrder, parameters: {}, body: 'input', key: 'idempotencyKey' },
    'Mutation.updateOrder': { operation: updateOrder, parameters: { id: 'orderId' }, body: 'input' },
    'Mutation.cancelOrder': { operation: cancelOrder, parameters: { id: 'orderId' }, key: 'idempotencyKey' },
  },
  subgraph: {
    sdl: '"What a field, an argument or a type adds to the cost of an operation."\ndirective @cost(weight: String!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR\n\n"How long a list may be: the value of an argument, or what is assumed."\ndirective @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION\n\n"Seconds for which a caller may keep what it got, or that its parent\'s hold for it. Nobody but the caller may."\ndirective @cacheControl(maxAge: Int, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION\n\n"A date and time with its offset (RFC 3339)."\nscalar DateTime @specifiedBy(url: "https://scalars.graphql.org/andimarek/date-time.html")\n\n"An integer that a JSON number carries exactly, from -(2^53 - 1) to 2^53 - 1."\nscalar SafeInt\n\nextend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requiresScopes"])\n\ntype Query {\n  "An order as it is now."\n  order(id: ID!): Order @requiresScopes(scopes: [["orders:read"]])\n  "Orders, newest first. An order just placed may be missing for a moment."\n  orders(\n    first: Int! = 20\n    "The endCursor of the page before."\n    after: String\n    "Only orders in this status."\n    status: OrderStatus\n  ): OrderConnection @requiresScopes(scopes: [["orders:read"]]) @listSize(slicingArguments: ["first"], sizedFields: ["nodes"])\n}\n\ntype Mutation {\n  "Places an order, once for a key. The key may come as the header Idempotency-Key instead."\n  createOrder(input: NewOrder!, idempotencyKey: String): OrderReceipt @requiresScopes(scopes: [["orders:write"]]) @cost(weight: "10")\n  "Changes a pending order, on the version that the caller saw."\n  updateOrder(id: ID!, expectedVersion: SafeInt!, input: OrderPatch!): Order @requiresScopes(scopes: [["orders:write"]]) @cost(weight: "10")\n  "Cancels an order that is pending or whose payment failed, once for a key."\n  cancelOrder(id: ID!, idempotencyKey: String): OrderReceipt @requiresScopes(scopes: [["orders:write"]]) @cost(weight: "10")\n}\n\ntype Subscription {\n  "The order as it is, then each change of it, until it is paid or cancelled."\n  orderEvents(id: ID!): Order @requiresScopes(scopes: [["orders:read"]])\n}\n\ntype Order @key(fields: "id") {\n  id: ID!\n  status: OrderStatus!\n  "An ISO 4217 code."\n  currency: String!\n  "The sum of quantity times unitPrice, in minor units."\n  total: SafeInt!\n  items: [Item!]! @listSize(assumedSize: 10)\n  "The caller\'s own name for the order."\n  reference: String\n  version: SafeInt!\n  createdAt: DateTime!\n  updatedAt: DateTime!\n}\n\nenum OrderStatus {\n  pending\n  paid\n  payment_failed\n  cancelled\n}\n\ntype Item {\n  sku: String!\n  quantity: Int!\n  "In minor units of the currency."\n  unitPrice: Int!\n}\n\ntype OrderConnection {\n  nodes: [Order!]!\n  pageInfo: PageInfo!\n}\n\ntype PageInfo {\n  hasNextPage: Boolean!\n  "What to ask for the next page with; null on the last."\n  endCursor: String\n}\n\n"What became of a request that a key names."\ntype OrderReceipt {\n  "As the request left it, whatever has become of it since."\n  order: Order!\n  "An earlier request with the same key did it."\n  replayed: Boolean!\n}\n\ninput NewOrder {\n  currency: String!\n  items: [NewItem!]!\n  reference: String\n}\n\ninput NewItem {\n  sku: String!\n  quantity: Int!\n  unitPrice: Int!\n}\n\n"What is left out stays; a reference of null is removed."\ninput OrderPatch {\n  items: [NewItem!]\n  reference: String\n}',
    entities: { Order: { key: ['id'], field: 'Query.order' } },
  },
  sunsets: {},
  trusted: trustedDocuments,
  plans: { free: {}, pro: {} },
};
