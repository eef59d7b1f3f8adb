import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { capturePayment } from '../../../../functions/generated/consumers/capturePayment.ts';
import { deliverWebhook } from '../../../../functions/generated/consumers/deliverWebhook.ts';
import { fanOutWebhooks } from '../../../../functions/generated/consumers/fanOutWebhooks.ts';
import { type EventType, eventValidators } from '../../../../functions/generated/events.ts';
import { loadConsumers, loadContract } from '../../../../packages/penstock/contract/index.ts';
import { asObject } from '../../../../packages/penstock/contract/json.ts';
import { target } from '../../../../packages/penstock/contract/node.ts';
import { wants } from '../../../../packages/penstock/runtime/webhooks/endpoints/endpoint.ts';
import { examples, order, placed, requested } from '../../../../packages/penstock/test/contract/events/examples.ts';
import { contractFile } from '../contract.ts';
import { eventsFolder } from './folder.ts';

const generated = join(eventsFolder, '../../functions/generated');

describe('the validators of events', () => {
  it('accept each type with what it says', () => {
    const outcomes = Object.entries(fanOutWebhooks.events).map(([type, validate]) => [
      validate(examples[type]),
      eventValidators[type as EventType](examples[type]),
    ]);
    expect(outcomes).toEqual(Array(5).fill([true, true]));
    expect(eventValidators['webhooks.delivery.requested.v1'](requested)).toBe(true);
  });

  it.each([
    ['in the envelope', { ...placed, partition: '1' }],
    ['in the data', { ...placed, data: { order, channel: 'web' } }],
    ['deep in the data', { ...placed, data: { order: { ...order, items: [{ ...order.items[0], colour: 'red' }] } } }],
  ])('of consumers take a member that nobody knows %s; the one of the publisher fails', (_, event) => {
    const type = 'orders.order.placed.v1';
    expect(capturePayment.events[type]?.(event)).toBe(true);
    expect(fanOutWebhooks.events[type]?.(event)).toBe(true);
    expect(eventValidators[type](event)).toBe(false);
    const delivery = { ...requested, priority: 1, data: { ...requested.data, event } };
    expect(deliverWebhook.events['webhooks.delivery.requested.v1']?.(delivery)).toBe(true);
    expect(eventValidators['webhooks.delivery.requested.v1'](delivery)).toBe(false);
  });

  it('of consumers fail on what they know and is wrong, with every finding', () => {
    const validate = capturePayment.events['orders.order.placed.v1'];
    const { tenant: _, ...event } = { ...placed, partition: '1', data: { order: { ...order, total: -1 } } };
    expect(validate?.(event)).toBe(false);
    expect(validate?.errors?.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`).sort()).toEqual([
      ' required',
      '/data/order/total minimum',
    ]);
  });

  it('do without a trace', () => {
    const { traceparent: _, ...untraced } = placed;
    expect(eventValidators['orders.order.placed.v1'](untraced)).toBe(true);
  });

  it.each([
    ['no object', 'placed', [['', 'type']]],
    ['nothing', {}, Array.from({ length: 10 }, () => ['', 'required'])],
    ['another version of CloudEvents', { ...placed, specversion: '0.3' }, [['/specversion', 'const']]],
    ['another type', { ...placed, type: 'orders.order.placed.v2' }, [['/type', 'const']]],
    ["another context's source", { ...placed, source: '/penstock/webhooks' }, [['/source', 'const']]],
    ['data in another form', { ...placed, datacontenttype: 'text/xml' }, [['/datacontenttype', 'const']]],
    ['an id with a full stop', { ...placed, id: `${order.id}.1` }, [['/id', 'pattern']]],
    ['an id that is no header', { ...placed, id: `${order.id}\n` }, [['/id', 'pattern']]],
    ['a time that is none', { ...placed, time: 'yesterday' }, [['/time', 'format']]],
    ['no tenant', { ...placed, tenant: '' }, [['/tenant', 'minLength']]],
    ['an attribute that nobody knows', { ...placed, partition: '1' }, [['', 'additionalProperties']]],
    ['data of another type', { ...placed, data: { order, charge: 'ch_1' } }, [['/data', 'additionalProperties']]],
    [
      'every mistake in an order',
      { ...placed, data: { order: { ...order, status: 'lost', total: -1 } } },
      [
        ['/data/order/status', 'enum'],
        ['/data/order/total', 'minimum'],
      ],
    ],
  ])('fail on %s with every finding', (_, event, expected) => {
    const validate = eventValidators['orders.order.placed.v1'];
    expect(validate(event)).toBe(false);
    const errors = validate.errors?.map(({ instancePath, keyword }) => [instancePath, keyword]) ?? [];
    expect(errors.sort()).toEqual(expected.sort());
  });

  it('let a delivery carry any event on the bus, and fail on one that is none', () => {
    const validate = deliverWebhook.events['webhooks.delivery.requested.v1'];
    const withEvent = (event: object) => ({ ...requested, data: { ...requested.data, event } });
    expect(validate?.(withEvent({ ...placed, data: { anything: { at: ['all'] } } }))).toBe(true);
    expect(validate?.(withEvent({ ...placed, type: 'orders.order.lost.v1' }))).toBe(false);
    expect(validate?.(withEvent({ ...placed, data: 'text' }))).toBe(false);
    expect(validate?.(withEvent({ ...placed, id: `${order.id}.1` }))).toBe(false);
  });

  it('are in a bundle only where they are used, and what they share once', async () => {
    const consumers = loadConsumers(join(eventsFolder, 'consumers.yaml'));
    const { outputFiles } = await build({
      entryPoints: consumers.map(({ name }) => join(generated, `consumers/${name}.ts`)),
      bundle: true,
      minify: true,
      write: false,
      outdir: 'out',
    });
    const [capture = '', fanOut = '', deliver = ''] = outputFiles.map(({ text }) => text);
    const count = (text: string, part: string) => text.split(part).length - 1;
    expect(capture).not.toContain('orders.order.paid.v1');
    expect(deliver).not.toContain('AED');
    expect(count(fanOut, '"AED"')).toBe(1);
    expect(capture.length).toBeLessThan(40_000);
    expect(fanOut.length).toBeLessThan(80_000);
  });
});

describe('the webhooks of the API', () => {
  const valuesOf = (name: string): readonly string[] => {
    const schema = target(loadContract(contractFile).document, `#/components/schemas/${name}`);
    return asObject(schema?.value).enum as string[];
  };
  const types = Object.keys(fanOutWebhooks.events);

  it('tell of exactly the events that are fanned out', () => {
    expect(valuesOf('WebhookEventType').toSorted()).toEqual(types.toSorted());
  });

  it('may be asked for by each type, and by patterns that are of some', () => {
    const filters = valuesOf('WebhookEventFilter');
    const patterns = filters.filter((filter) => filter.endsWith('*'));

    expect(filters.filter((filter) => !patterns.includes(filter)).toSorted()).toEqual(types.toSorted());
    expect(patterns).toContain('*');
    for (const filter of patterns) expect(types.filter((type) => wants({ events: [filter] }, type))).not.toEqual([]);
  });
});
