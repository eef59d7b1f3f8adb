import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { entityOf } from 'penstock/runtime/items/item-layout';
import { orderLayout } from '../../../functions/orders/adapters/order-layout.ts';
import { placed } from '../../../functions/orders/application/decisions.ts';
import { type ListedOrder, orderOf } from '../../../functions/orders/domain/record.ts';
import { asArray, asObject } from '../../../packages/penstock/contract/json.ts';
import { progressed } from '../../../packages/penstock/runtime/webhooks/deliveries/delivery.ts';
import { deliveryItem } from '../../../packages/penstock/runtime/webhooks/deliveries/delivery-item.ts';
import { toListedEndpoint } from '../../../packages/penstock/runtime/webhooks/endpoints/endpoint.ts';
import { created } from '../../../packages/penstock/runtime/webhooks/endpoints/endpoint-decisions.ts';
import { endpointItem } from '../../../packages/penstock/runtime/webhooks/endpoints/endpoint-item.ts';
import { orderItem } from '../../functions/orders/stores.ts';
import { placement } from '../../functions/orders/support.ts';
import { creation, message, success } from '../../functions/webhooks/support.ts';
import { only, stackOf, stacksOf } from '../synthesized.ts';

// The stacks name the attributes that keys, indexes and expiry are made of; the functions write the items.
const data = stackOf(stacksOf('dev'), 'penstock-dev-data');
const table = (name: string) =>
  only(data, 'AWS::DynamoDB::GlobalTable', ({ properties }) => properties.TableName === `penstock-dev-${name}`);
const keysOf = (of: unknown) => asArray(asObject(of).KeySchema).map((key) => String(asObject(key).AttributeName));
const indexesOf = (of: unknown) => asArray(asObject(of).GlobalSecondaryIndexes);

type Item = Readonly<Record<string, AttributeValue>>;
const order = orderItem(placed(placement()));
const endpoint = { ...created(creation()), disabled: { reason: 'gone' as const, at: '2026-11-22T12:00:00.000Z' } };
const { item: delivery } = deliveryItem(progressed(undefined, success(message('whe_1'))));
const items: readonly (readonly [string, string, Item])[] = [
  ['an order', 'orders', order],
  ['an endpoint', 'webhooks', endpointItem(endpoint)],
  ['a delivery', 'webhooks', delivery],
];

describe('a table', () => {
  it.each(items)('has %s under the keys of %s', (_what, name, item) => {
    for (const key of keysOf(table(name))) expect(item[key]).toEqual({ S: expect.any(String) });
  });

  it.each(items.slice(0, 2))('has %s in every index of %s', (_what, name, item) => {
    const keys = indexesOf(table(name)).flatMap(keysOf);

    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(item[key]).toEqual({ S: expect.any(String) });
  });

  it('lets what was delivered expire by the attribute that says when, in seconds', () => {
    const { AttributeName } = asObject(table('webhooks').TimeToLiveSpecification);

    const seconds = Number(delivery[String(AttributeName)]?.N);
    expect(new Date(seconds * 1000).getUTCFullYear()).toBe(2026);
  });

  it('lists of an order what is shown of it, and no more', () => {
    const orders = table('orders');
    const keys = [...keysOf(orders), ...indexesOf(orders).flatMap(keysOf)];

    for (const index of indexesOf(orders)) {
      const held = asArray(asObject(asObject(index).Projection).NonKeyAttributes);
      const shown = Object.keys(order).filter((name) => held.includes(name) || keys.includes(name));
      const listed = Object.fromEntries(shown.map((name) => [name, order[name] ?? { NULL: true }]));
      expect(orderOf(entityOf(orderLayout, listed))).toEqual(orderOf(entityOf(orderLayout, order)));
      expect(held.toSorted()).toEqual([
        'content',
        'createdAt',
        'currency',
        'id',
        'status',
        'updatedAt',
        'version',
      ] satisfies (keyof ListedOrder)[]);
    }
  });

  it('lists of an endpoint what is shown of it, and no secret', () => {
    const webhooks = table('webhooks');
    const [index] = indexesOf(webhooks);
    const held = [
      ...keysOf(webhooks),
      ...keysOf(index),
      ...asArray(asObject(asObject(index).Projection).NonKeyAttributes),
    ];

    expect(Object.keys(toListedEndpoint(endpoint)).filter((name) => !held.includes(name))).toEqual([]);
    expect(held).not.toContain('secret');
  });
});
