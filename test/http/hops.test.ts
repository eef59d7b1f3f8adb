import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readAssumptions } from '../../packages/penstock/cost/assumptions.ts';
import { routesOf } from '../../packages/penstock/cost/operations.ts';
import { type PriceName, priceOf, readPrices } from '../../packages/penstock/cost/prices.ts';
import { readStage } from '../../packages/penstock/cost/stage.ts';
import { costOf, summed } from '../../packages/penstock/cost/usage.ts';
import { type Hop, hopLine } from '../../packages/penstock/local/hops.ts';
import { eventually } from '../../packages/penstock/test/local/fixtures/eventually.ts';
import { clientOptions } from '../../packages/penstock/test/local/fixtures/sdk.ts';
import { startCloud, type TestCloud } from '../support/cloud.ts';
import { usageOfCounted } from '../support/counted-usage.ts';
import { placed } from '../support/orders.ts';
import { assemblyOf } from '../support/stages.ts';

const prefix = 'penstock-local';

const named = (hops: readonly Hop[]) =>
  hops.map(({ from, to, what }) => `${from} > ${to}: ${what}`.replaceAll(`${prefix}-`, ''));

describe('an event on its way', () => {
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

  /** An endpoint of a tenant; the token is the tenant's. */
  async function subscribed(tenant: string, events: readonly string[]): Promise<string> {
    const token = await stage.token(tenant);
    const { port } = subscriber.address() as AddressInfo;
    const body = { url: `http://127.0.0.1:${port}/`, events };
    await stage.call('POST', '/v1/webhook-endpoints', { token, headers: { 'idempotency-key': 'hook' }, body });
    return token;
  }

  it('costs what npm run cost says, by the calls that were counted', async () => {
    const token = await subscribed('globex', ['orders.order.placed.v1', 'orders.order.paid.v1']);
    const [calls, invocations] = [stage.engineCalls.length, stage.invocations.length];
    await placed(stage, token);
    const created = stage.invocations.slice(invocations).filter((name) => name.endsWith('-createOrder'));
    const counted = await eventually(
      () => usageOfCounted({ calls: stage.engineCalls.slice(calls), hops, invocations: created }),
      ({ queueRequest, tableWrite }) => queueRequest === 15 && tableWrite === 13,
    );
    hops.splice(0);

    const assumptions = readAssumptions('lib/cost.yaml');
    const [region] = readStage(assemblyOf('local')).regions;
    const route = region && routesOf(region, assumptions).find(({ name }) => name === 'createOrder');
    const usage = summed(route?.usage ?? []).map((line) =>
      // The authorizer's share is an assumption about tokens, and not counted here.
      line.price === 'lambdaRequest' ? { ...line, quantity: line.quantity - 1 / assumptions.callsPerToken } : line,
    );
    const modelled = usage.filter(({ price }) => price in counted);
    expect(Object.fromEntries(modelled.map(({ price, quantity }) => [price, quantity]))).toEqual(counted);
    const prices = readPrices();
    const usd = Object.entries(counted).map(([name, count]) => count * priceOf(prices, name as PriceName, 'eu-west-1'));
    expect(usd.reduce((sum, one) => sum + one, 0)).toBeCloseTo(costOf(modelled, prices), 12);
  });

  it('is printed hop by hop, from the stream up to its webhook', async () => {
    const token = await subscribed('acme', ['orders.order.placed.v1']);
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

  it('is printed as the dead letter of a message that no consumer understands, with its reason', async () => {
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
