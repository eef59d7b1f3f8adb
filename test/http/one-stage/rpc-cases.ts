import { randomUUID } from 'node:crypto';
import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it } from '@jest/globals';
import { OrderStatus } from '../../../functions/generated/rpc/orders/v1/orders_pb.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { cancel, newOrder, place, placed } from '../../support/orders.ts';
import { clientKinds, orderClient, withKey } from '../../support/rpc-client.ts';

/** What services answer over HTTP, on the stage that the file that asks for them has started. */
export function rpcCases(running: () => { readonly cloud: TestCloud; readonly token: string }): void {
  const client = (kind?: (typeof clientKinds)[number], token = running().token) =>
    orderClient(running().cloud.url, token, kind);
  const failure = (call: Promise<unknown>): Promise<ConnectError> =>
    call.then(
      () => Promise.reject(new Error('It was answered.')),
      (error: unknown) => ConnectError.from(error),
    );

  describe('an order over RPC', () => {
    it.each(clientKinds)('is placed, read, listed, changed and cancelled by %s', async (kind) => {
      const orders = client(kind);
      const { order } = await orders.createOrder(newOrder, withKey(randomUUID()));
      expect(order).toMatchObject({ ...newOrder, status: OrderStatus.PENDING, total: 2500n, version: 1n });
      const orderId = String(order?.id);
      expect((await orders.getOrder({ orderId })).order).toEqual(order);
      expect((await orders.listOrders({ limit: 100 })).orders.map(({ id }) => id)).toContain(orderId);
      const changed = await orders.updateOrder({ orderId, version: 1n, reference: 'PO-2' });
      expect(changed.order).toMatchObject({ reference: 'PO-2', version: 2n });
      const cancelled = await orders.cancelOrder({ orderId }, withKey(randomUUID()));
      expect(cancelled.order).toMatchObject({ status: OrderStatus.CANCELLED, version: 3n });
    });

    it('is the order that REST shows', async () => {
      const { cloud, token } = running();
      const { order } = await client().createOrder(newOrder, withKey(randomUUID()));
      const read = await cloud.call('GET', `/v1/orders/${order?.id}`, { token });
      expect(read.json).toMatchObject({ ...newOrder, id: order?.id, createdAt: order?.createdAt });
    });

    it('is one order for a key that came over REST before, and over REST for one that came over RPC', async () => {
      const { cloud, token } = running();
      const [first, second] = [randomUUID(), randomUUID()];
      const { id } = await placed(cloud, token, { headers: { 'idempotency-key': first } });
      let replayed: string | null = null;
      const options = withKey(first, { onHeader: (headers) => (replayed = headers.get('idempotent-replayed')) });
      expect((await client('Connect JSON').createOrder(newOrder, options)).order?.id).toBe(id);
      expect(replayed).toBe('true');

      const { order } = await client('gRPC-Web binary').createOrder(newOrder, withKey(second));
      const again = await place(cloud, token, { headers: { 'idempotency-key': second } });
      expect(again).toMatchObject({ status: 201, json: { id: order?.id } });
      expect(again.headers['idempotent-replayed']).toBe('true');
    });

    it('is cancelled once for a key, whichever door it comes to', async () => {
      const { cloud, token } = running();
      const { id } = await placed(cloud, token, { body: { ...newOrder, items: newOrder.items } });
      const key = randomUUID();
      const { order } = await client().cancelOrder({ orderId: id }, withKey(key));
      const again = await cloud.call('POST', `/v1/orders/${id}/cancellation`, {
        token,
        headers: { 'idempotency-key': key },
      });
      expect(again).toMatchObject({ status: 200, json: { id, version: Number(order?.version) } });
    });

    it('fails for a key that came with another request over REST', async () => {
      const { cloud, token } = running();
      const key = randomUUID();
      await placed(cloud, token, { headers: { 'idempotency-key': key } });
      const error = await failure(client().createOrder({ ...newOrder, currency: 'USD' }, withKey(key)));
      expect(error.code).toBe(Code.FailedPrecondition);
    });

    it('is nobody else’s', async () => {
      const { cloud } = running();
      const { order } = await client().createOrder(newOrder, withKey(randomUUID()));
      const other = client('Connect binary', await cloud.token('acme'));
      expect((await failure(other.getOrder({ orderId: String(order?.id) }))).code).toBe(Code.NotFound);
      expect((await other.listOrders({})).orders.map(({ id }) => id)).not.toContain(order?.id);
    });

    it('fails without a token, by the gateway, before any function runs', async () => {
      const { cloud } = running();
      const before = cloud.invocations.length;
      expect((await failure(client('Connect JSON', 'none').listOrders({}))).code).toBe(Code.Unauthenticated);
      expect(cloud.invocations.slice(before)).not.toContain('orderService');
    });

    it.each(['Connect JSON', 'Connect binary', 'gRPC-Web binary'] as const)(
      'is watched, each change when it happens, until it can change no more, by %s',
      async (kind) => {
        const { cloud, token } = running();
        const { id } = await placed(cloud, token);
        const versions: (bigint | undefined)[] = [];
        for await (const { order } of client(kind).watchOrder({ orderId: id })) {
          if (versions.push(order?.version) === 1) await cancel(cloud, token, id);
        }
        expect(versions).toEqual([1n, 2n]);
      },
    );

    it('is watched as long as its caller wants, and by nobody else', async () => {
      const { cloud, token } = running();
      const { id: orderId } = await placed(cloud, token);
      const watched = async (orders: ReturnType<typeof client>) => {
        for await (const _ of orders.watchOrder({ orderId, afterVersion: 9n }, { timeoutMs: 1000 }));
      };
      expect((await failure(watched(client()))).code).toBe(Code.DeadlineExceeded);
      expect((await failure(watched(client('Connect JSON', await cloud.token('acme'))))).code).toBe(Code.NotFound);
    });

    it('fails with every finding, where a request breaks the rules of its file', async () => {
      const items = [{ sku: 'abc', quantity: 0, unitPrice: 1 }];
      const error = await failure(client().createOrder({ currency: 'EURO', items }, withKey(randomUUID())));
      expect(error.code).toBe(Code.InvalidArgument);
      expect(error.details.map((detail) => 'type' in detail && detail.type)).toEqual([
        'google.rpc.ErrorInfo',
        'google.rpc.BadRequest',
      ]);
    });
  });
}
