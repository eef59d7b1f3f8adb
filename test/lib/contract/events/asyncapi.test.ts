import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeEvents, loadContract, loadEvents } from '../../../../lib/contract/index.ts';
import { asObject, isObject } from '../../../../lib/contract/json.ts';
import { target } from '../../../../lib/contract/node.ts';
import { contractFile } from '../contract.ts';
import { eventsFolder } from './folder.ts';

const document = asObject(JSON.parse(readFileSync(join(eventsFolder, 'asyncapi.json'), 'utf8')));
const contract = loadContract(contractFile);
const contracts = loadEvents(eventsFolder, contract);

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  return [...(typeof value.$ref === 'string' ? [value.$ref] : []), ...Object.values(value).flatMap(referencesIn)];
}

describe('the document of the events', () => {
  it('is in step with the contract', async () => {
    const [file] = await describeEvents(contract, contracts);
    expect(readFileSync(join(eventsFolder, 'asyncapi.json'), 'utf8')).toBe(file?.content);
  });

  it('refers to nothing that it does not hold', () => {
    const references = referencesIn(document);
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((reference) => target(document, reference) === undefined)).toEqual([]);
  });

  it('has a channel for each event on the bus and for each queue', () => {
    expect(Object.keys(asObject(document.channels))).toEqual([
      'orders.order.cancelled.v1',
      'orders.order.paid.v1',
      'orders.order.payment_failed.v1',
      'orders.order.placed.v1',
      'orders.order.updated.v1',
      'payments',
      'webhook-fan-out',
      'webhook-delivery',
    ]);
  });

  it('says who sends and who receives', () => {
    const actions = Object.entries(asObject(document.operations)).map(([name, operation]) => [
      name,
      asObject(operation).action,
      asObject(asObject(operation).channel).$ref,
    ]);
    expect(actions).toContainEqual(['sendOrdersOrderPlacedV1', 'send', '#/channels/orders.order.placed.v1']);
    expect(actions).toContainEqual(['sendWebhooksDeliveryRequestedV1', 'send', '#/channels/webhook-delivery']);
    expect(actions.filter(([, action]) => action === 'receive')).toEqual([
      ['capturePayment', 'receive', '#/channels/payments'],
      ['fanOutWebhooks', 'receive', '#/channels/webhook-fan-out'],
      ['deliverWebhook', 'receive', '#/channels/webhook-delivery'],
    ]);
  });

  it('describes each queue as it is derived', () => {
    const queue = asObject(asObject(document.channels)['webhook-delivery']);
    expect(queue.bindings).toEqual({
      sqs: {
        queue: {
          name: 'webhook-delivery',
          fifoQueue: false,
          visibilityTimeout: 88,
          messageRetentionPeriod: 345_600,
          redrivePolicy: { deadLetterQueue: { name: 'webhook-delivery-dlq' }, maxReceiveCount: 992 },
        },
        deadLetterQueue: { name: 'webhook-delivery-dlq', fifoQueue: false, messageRetentionPeriod: 1_209_600 },
        bindingVersion: '0.2.0',
      },
    });
  });
});
