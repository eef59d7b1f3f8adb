import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { deliverWebhook } from '../../../../functions/generated/consumers/deliverWebhook.ts';
import { fanOutWebhooks } from '../../../../functions/generated/consumers/fanOutWebhooks.ts';
import { eventValidators } from '../../../../functions/generated/events.ts';
import { wants } from '../../../../functions/webhooks/domain/endpoint.ts';
import { loadConsumers, loadContract } from '../../../../lib/contract/index.ts';
import { asObject } from '../../../../lib/contract/json.ts';
import { target } from '../../../../lib/contract/node.ts';
import { contractFile } from '../contract.ts';
import { eventsFolder } from './folder.ts';

const generated = join(eventsFolder, '../../functions/generated');

const order = {
  id: `ord_${'0'.repeat(26)}`,
  status: 'pending',
  currency: 'EUR',
  total: 2500,
  items: [{ sku: 'ABC-1', quantity: 2, unitPrice: 1250 }],
  version: 1,
  createdAt: '2026-11-22T16:00:00.000Z',
  updatedAt: '2026-11-22T16:00:00.000Z',
};

const placed = {
  specversion: '1.0',
  id: `${order.id}_1`,
  source: '/penstock/orders',
  type: 'orders.order.placed.v1',
  subject: order.id,
  time: '2026-11-22T16:00:00.000Z',
  datacontenttype: 'application/json',
  tenant: 'acme',
  correlationid: 'c-1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  data: { order },
};

const requested = {
  ...placed,
  id: `del_${'0'.repeat(26)}`,
  source: '/penstock/webhooks',
  type: 'webhooks.delivery.requested.v1',
  subject: `whe_${'0'.repeat(26)}`,
  data: { endpointId: `whe_${'0'.repeat(26)}`, deliveryId: `del_${'0'.repeat(26)}`, event: placed },
};

describe('the validators of events', () => {
  it('accept each type with what it says', () => {
    const more: Readonly<Record<string, object>> = {
      'orders.order.paid.v1': { charge: 'ch_1' },
      'orders.order.payment_failed.v1': { reason: 'insufficient_funds' },
    };
    const outcomes = Object.entries(fanOutWebhooks.events).map(([type, validate]) =>
      validate({ ...placed, type, data: { order, ...more[type] } }),
    );
    expect(outcomes).toEqual([true, true, true, true, true]);
    expect(eventValidators['webhooks.delivery.requested.v1'](requested)).toBe(true);
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
