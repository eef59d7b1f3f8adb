import { type CallOptions, type Client, createClient, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport, createGrpcWebTransport } from '@connectrpc/connect-node';
import { OrderService } from '../../functions/generated/rpc/orders/v1/orders_pb.ts';

const kinds = {
  'Connect JSON': { transport: createConnectTransport, useBinaryFormat: false, useHttpGet: false },
  'Connect JSON by GET': { transport: createConnectTransport, useBinaryFormat: false, useHttpGet: true },
  'Connect binary': { transport: createConnectTransport, useBinaryFormat: true, useHttpGet: false },
  'Connect binary by GET': { transport: createConnectTransport, useBinaryFormat: true, useHttpGet: true },
  'gRPC-Web JSON': { transport: createGrpcWebTransport, useBinaryFormat: false, useHttpGet: false },
  'gRPC-Web binary': { transport: createGrpcWebTransport, useBinaryFormat: true, useHttpGet: false },
} as const;

export type ClientKind = keyof typeof kinds;
export const clientKinds = Object.keys(kinds) as ClientKind[];

/** A client of the Connect project, with what its users generate from the file: nothing of ours is in between. */
export function orderClient(
  baseUrl: string,
  token: string,
  kind: ClientKind = 'Connect binary',
): Client<typeof OrderService> {
  const { transport, ...format } = kinds[kind];
  const authorized: Interceptor = (next) => (request) => {
    request.header.set('authorization', `Bearer ${token}`);
    return next(request);
  };
  return createClient(OrderService, transport({ baseUrl, httpVersion: '1.1', interceptors: [authorized], ...format }));
}

export const withKey = (key: string, options: CallOptions = {}): CallOptions => ({
  ...options,
  headers: { 'idempotency-key': key },
});
