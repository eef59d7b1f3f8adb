// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type * as Graph from 'penstock/runtime/graph/resolvers';
import type { cancelOrder } from '../operations/cancelOrder.ts';
import type { createOrder } from '../operations/createOrder.ts';
import type { getOrder } from '../operations/getOrder.ts';
import type { listOrders } from '../operations/listOrders.ts';
import type { updateOrder } from '../operations/updateOrder.ts';

export interface QueryOrderArgs {
  readonly id: string;
}

export interface QueryOrdersArgs {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly status?: OrderStatus | null | undefined;
}

export interface MutationCreateOrderArgs {
  readonly input: NewOrder;
  readonly idempotencyKey?: string | null | undefined;
}

export interface MutationUpdateOrderArgs {
  readonly id: string;
  readonly expectedVersion: number;
  readonly input: OrderPatch;
}

export interface MutationCancelOrderArgs {
  readonly id: string;
  readonly idempotencyKey?: string | null | undefined;
}

export interface Order {
  readonly id: string;
  readonly status: OrderStatus;
  readonly currency: string;
  readonly total: number;
  readonly items: Graph.Lazy<readonly Item[]>;
  readonly reference?: string | null | undefined;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export type OrderStatus =
  | 'pending'
  | 'paid'
  | 'payment_failed'
  | 'cancelled';

export interface Item {
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

export interface OrderConnection {
  readonly nodes: Graph.Lazy<readonly Order[]>;
  readonly pageInfo: Graph.Lazy<PageInfo>;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor?: string | null | undefined;
}

export interface OrderReceipt {
  readonly order: Graph.Lazy<Order>;
  readonly replayed: boolean;
}

export interface NewOrder {
  readonly currency: string;
  readonly items: readonly NewItem[];
  readonly reference?: string | null | undefined;
}

export interface NewItem {
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

export interface OrderPatch {
  readonly items?: readonly NewItem[] | null | undefined;
  readonly reference?: string | null | undefined;
}

/** What the app writes. */
export interface Resolvers {
  readonly Query: {
    readonly order: Graph.UseCaseResolver<typeof getOrder, QueryOrderArgs, Order | null | undefined>;
    readonly orders: Graph.UseCaseResolver<typeof listOrders, QueryOrdersArgs, OrderConnection | null | undefined>;
  };
  readonly Mutation: {
    readonly createOrder: Graph.UseCaseResolver<typeof createOrder, MutationCreateOrderArgs, OrderReceipt | null | undefined>;
    readonly updateOrder: Graph.UseCaseResolver<typeof updateOrder, MutationUpdateOrderArgs, Order | null | undefined>;
    readonly cancelOrder: Graph.UseCaseResolver<typeof cancelOrder, MutationCancelOrderArgs, OrderReceipt | null | undefined>;
  };
}
