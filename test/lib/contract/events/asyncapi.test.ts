import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describeEvents, loadContract, loadEvents } from '../../../../packages/penstock/contract/index.ts';
import { asObject, isObject } from '../../../../packages/penstock/contract/json.ts';
import { segmentsOf, target } from '../../../../packages/penstock/contract/node.ts';
import { mistakesIn } from '../../../../packages/penstock/test/contract/events/asyncapi-structure.ts';
import { examples } from '../../../../packages/penstock/test/contract/events/examples.ts';
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

  it('is an AsyncAPI 3.0.0 document', () => {
    expect(mistakesIn(document)).toEqual([]);
  });

  it.each<[string, string, unknown, string]>([
    ['another version', '/asyncapi', '2.6.0', '/asyncapi must be equal to constant'],
    ['no title', '/info/title', undefined, "/info must have required property 'title'"],
    ['a member of another version', '/channels/payments/subscribe', {}, '/channels/payments must NOT have additional'],
    ['an operation without an action', '/operations/capturePayment/action', undefined, "required property 'action'"],
    ['an operation on no channel', '/operations/capturePayment/channel/$ref', '#/channels/lost', 'has no channel'],
    [
      "another channel's message",
      '/operations/capturePayment/messages/0/$ref',
      '#/channels/webhook-fan-out/messages/orders.order.placed.v1',
      'has a message that its channel has not',
    ],
    ['a message without a payload', '/components/messages/orders.order.paid.v1/payload', undefined, "'payload'"],
    [
      'a correlation id that is nowhere',
      '/components/messages/orders.order.paid.v1/correlationId/location',
      'correlationid',
      'must match pattern',
    ],
  ])('is none with %s', (_case, pointer, value, mistake) => {
    const broken = structuredClone(document);
    const [member = '', ...path] = segmentsOf(pointer).reverse();
    const parent = path.reduceRight<Record<string, unknown>>((node, key) => node[key] as typeof node, broken);
    if (value === undefined) delete parent[member];
    else parent[member] = value;

    expect(mistakesIn(broken).join('\n')).toContain(mistake);
  });

  it('has a payload for each message that reads as JSON Schema draft 7, AsyncAPI’s own, and takes its events', () => {
    const ajv = new Ajv({ allErrors: true }).addKeyword('components');
    addFormats.default(ajv);
    const { messages, ...components } = asObject(document.components);
    const outcomes = contracts.events.map(({ type }) => {
      const { payload } = asObject(asObject(messages)[type]);
      const validate = ajv.compile({ ...asObject(payload), components });
      return [type, validate(examples[type]), validate({ ...examples[type], tenant: '' }), validate.errors?.length];
    });

    expect(outcomes).toEqual(contracts.events.map(({ type }) => [type, true, false, 1]));
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
      'webhook-retry',
    ]);
  });

  it('says who sends and who receives', () => {
    const actions = Object.entries(asObject(document.operations)).map(([name, operation]) => [
      name,
      asObject(operation).action,
      asObject(asObject(operation).channel).$ref,
    ]);
    expect(actions).toContainEqual(['sendOrdersOrderPlacedV1', 'send', '#/channels/orders.order.placed.v1']);
    const direct = 'sendWebhooksDeliveryRequestedV1To';
    expect(actions).toContainEqual([`${direct}WebhookDelivery`, 'send', '#/channels/webhook-delivery']);
    expect(actions).toContainEqual([`${direct}WebhookRetry`, 'send', '#/channels/webhook-retry']);
    expect(actions.filter(([, action]) => action === 'receive')).toEqual([
      ['capturePayment', 'receive', '#/channels/payments'],
      ['fanOutWebhooks', 'receive', '#/channels/webhook-fan-out'],
      ['deliverWebhook', 'receive', '#/channels/webhook-delivery'],
      ['retryWebhook', 'receive', '#/channels/webhook-retry'],
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
