import { describe, expect, it } from '@jest/globals';
import { gatewayEvent, lambdaContext, recordingRuntime } from 'penstock/testkit/operation-runtime';
import { recordingStreamHost } from 'penstock/testkit/streamed-runtime';
import { graphStreams } from '../../../functions/orders/entry/graph/graphStreams.ts';
import { inMemoryOrders } from './stores.ts';
import { cancellation, clerk, placement } from './support.ts';

const never = new AbortController().signal;
const { host, run } = recordingStreamHost();

/** What is sent of the events of an order that is cancelled at version 2. */
async function sent(headers: Readonly<Record<string, string>> = {}, tenant = 'acme') {
  const orders = inMemoryOrders();
  const placed = placement();
  await orders.place(placed, never);
  await orders.cancel(cancellation(placed), never);
  const { runtime, lines } = recordingRuntime();
  const settings = () => ({ introspection: false, trustedOnly: false });
  const handler = graphStreams({ orders: () => orders, runtime: () => runtime, settings }, { host });
  const query = 'subscription Watch($id: ID!) { orderEvents(id: $id) { status version } }';
  const event = gatewayEvent({
    method: 'POST',
    path: '/graphql/stream',
    headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query, variables: { id: placed.id } }),
    caller: clerk(tenant),
  });
  return { ...(await run(handler, event, lambdaContext(41_000))), lines };
}

const complete = 'event: complete\ndata:\n\n';

describe('the events of an order, by the graph', () => {
  it('are its versions with the version as the id, and a completion once there is no more to come', async () => {
    const { status, headers, text } = await sent();

    expect([status, headers['Content-Type']]).toEqual([200, 'text/event-stream']);
    expect(text.split('\n\n').slice(0, -1)).toEqual([
      'retry: 2000',
      'id: 2\nevent: next\ndata: {"data":{"orderEvents":{"status":"cancelled","version":2}},"extensions":{"cost":{"requested":3}}}',
      complete.trim(),
    ]);
  });

  it('are complete for a client that has seen the last version', async () => {
    expect((await sent({ 'Last-Event-ID': '2' })).text).toBe(`retry: 2000\n\n${complete}`);
  });

  it('are an error of the field for another tenant', async () => {
    const { status, text } = await sent({}, 'globex');

    expect(status).toBe(200);
    expect(text).toMatch(
      /^retry: 2000\n\nevent: next\ndata: \{"errors":\[\{.*"code":"not-found".*\n\nevent: complete\n/,
    );
    expect(text).not.toContain('cancelled');
  });

  it('are an error of the field after what is no version', async () => {
    expect((await sent({ 'Last-Event-ID': 'x' })).text).toContain('"code":"invalid-parameter"');
  });
});
