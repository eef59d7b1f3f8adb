import { Writable } from 'node:stream';
import type { StreamHandler, StreamHost } from 'penstock/runtime/http/stream/stream-host';
import { type EventOptions, gatewayEvent, lambdaContext, recordingRuntime } from 'penstock/testkit/operation-runtime';
import type { OrderRepository } from '../../../../functions/orders/application/order-repository.ts';
import type { NewOrder, Order, OrderPatch, OrderStatus } from '../../../../functions/orders/domain/order.ts';
import type { OrderRecord } from '../../../../functions/orders/domain/record.ts';
import { clerk } from '../support.ts';

export interface Wanted {
  readonly limit?: number;
  readonly cursor?: string;
  readonly status?: OrderStatus;
}

export interface Receipt {
  readonly order: Order;
  readonly replayed: boolean;
}

export interface Listed {
  readonly orders: readonly Order[];
  readonly next: string | null;
}

/** The operations of orders by one transport, asked and answered in the words of the domain. */
export interface Entrance {
  create(draft: NewOrder, key: string): Promise<Receipt>;
  get(id: string): Promise<Order>;
  update(id: string, version: number, patch: OrderPatch): Promise<Order>;
  cancel(id: string, key: string): Promise<Receipt>;
  list(wanted: Wanted): Promise<Listed>;
  watch(id: string, after?: number): Promise<readonly Order[]>;
}

export const servicesOf = (orders: OrderRepository) => {
  const { runtime } = recordingRuntime();
  return {
    orders: () => orders,
    runtime: () => runtime,
    settings: () => ({ introspection: false, trustedOnly: false }),
    ordersById: () => () => Promise.resolve<OrderRecord[]>([]),
  };
};
export type Services = ReturnType<typeof servicesOf>;

// biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape.
export type Json = any;

interface GatewayAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  readonly multiValueHeaders?: Readonly<Record<string, unknown>> | undefined;
  readonly body: string;
  readonly isBase64Encoded?: boolean | undefined;
}
type Handler = (
  event: ReturnType<typeof gatewayEvent>,
  context: ReturnType<typeof lambdaContext>,
) => Promise<GatewayAnswer>;

/** Calls a handler as a clerk of `acme`; fails where it is not answered well. */
export async function answered(handler: Handler, options: EventOptions) {
  const answer = await handler(gatewayEvent({ caller: clerk(), ...options }), lambdaContext());
  const { statusCode, headers, multiValueHeaders, isBase64Encoded = false } = answer;
  const body = Buffer.from(answer.body, isBase64Encoded ? 'base64' : 'utf8').toString();
  if (statusCode >= 300) throw new Error(`It was answered ${statusCode} ${body}`);
  const names = Object.keys({ ...headers, ...multiValueHeaders }).map((name) => name.toLowerCase());
  return { json: JSON.parse(body) as Json, replayed: names.includes('idempotent-replayed') };
}

export const host: StreamHost = { streamify: (handler) => handler, begin: (stream) => stream };

/** All that a streamed handler sends to a clerk of `acme`. */
export async function streamed(handler: StreamHandler, options: EventOptions): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  await handler(gatewayEvent({ caller: clerk(), ...options }), stream, lambdaContext(41_000));
  return Buffer.concat(chunks);
}

/** The data of server-sent events. */
export const dataIn = (events: Buffer): readonly Json[] =>
  [...events.toString().matchAll(/^data: (\{.*)$/gm)].map(([, data = '']) => JSON.parse(data));

/** Without the members that nobody gave. */
export const given = (members: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
