import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Hop, hopLine } from '../../packages/penstock/local/hops.ts';
import { eventually } from '../../packages/penstock/test/local/fixtures/eventually.ts';
import { clientOptions } from '../../packages/penstock/test/local/fixtures/sdk.ts';
import { startCloud, type TestCloud } from '../support/cloud.ts';
import { placed } from '../support/orders.ts';

const prefix = 'penstock-local';

const named = (hops: readonly Hop[]) =>
  hops.map(({ from, to, what }) => `${from} > ${to}: ${what}`.replaceAll(`${prefix}-`, ''));

describe('what npm start --verbose prints of an event', () => {
  let stage: TestCloud;
  const hops: Hop[] = [];
  const subscriber = createServer((_, response) => response.writeHead(204).end());
  beforeAll(async () => {
    stage = await startCloud({ events: true });
    stage.cloud.onHop((hop) => hops.push(hop));
    await new Promise<void>((resolve) => subscriber.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await stage.close();
    subscriber.close();
  });

  /** The hops of one event, by the end of its id. */
  const ways = (id: string) => named(hops.filter((hop) => hop.id?.includes(id)));
  const sqs = () => new SQSClient(clientOptions(stage.cloud));
  const send = (queue: string, MessageBody: string) =>
    sqs().send(
      new SendMessageCommand({
        QueueUrl: `https://sqs.${stage.cloud.access.region}.amazonaws.com/000000000000/${prefix}-${queue}`,
        MessageBody,
      }),
    );

  it('is every hop of an order, from the stream up to its webhook', async () => {
    const token = await stage.token('acme');
    const { port } = subscriber.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/`;
    const body = { url, events: ['orders.order.placed.v1'] };
    await stage.call('POST', '/v1/webhook-endpoints', { token, headers: { 'idempotency-key': 'hook' }, body });
    const { id } = await placed(stage, token);
    // A delivery has an id of its own; there is one here.
    const ofDelivery = () => named(hops.filter(({ what }) => what.startsWith('webhooks.delivery.')));
    const told = await eventually(
      () => [...ways(`${id}_1`), ...ofDelivery()],
      ({ length }) => length >= 6,
    );

    const type = 'orders.order.placed.v1';
    expect(told.toSorted()).toEqual(
      [
        `bus penstock-local > queue payments: ${type}`,
        `bus penstock-local > queue webhook-fan-out: ${type}`,
        `queue payments > capturePayment: ${type}`,
        `queue webhook-fan-out > fanOutWebhooks: ${type}`,
        'fanOutWebhooks > queue webhook-delivery: webhooks.delivery.requested.v1',
        'queue webhook-delivery > deliverWebhook: webhooks.delivery.requested.v1',
      ].toSorted(),
    );
    expect(hops.map(hopLine).some((line) => /^stream \S+ > \S+relayEvents: \d+ record/.test(line))).toBe(true);
  });

  it('is the dead letter of a message that no consumer understands, with its reason', async () => {
    await send('payments', '{"type":"strange","id":"stranger"}');
    const told = await eventually(
      () => ways('stranger'),
      ({ length }) => length >= 3,
    );

    expect(told).toEqual([
      'operator > queue payments: strange',
      'queue payments > capturePayment: strange',
      expect.stringMatching(/^capturePayment > queue payments-dlq: strange dead-lettered \([a-z-]+\)$/),
    ]);
  });
});
