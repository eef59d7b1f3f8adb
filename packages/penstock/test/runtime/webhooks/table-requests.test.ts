import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { dynamoDBCooldowns } from '../../../runtime/webhooks/cooldown/dynamodb-cooldowns.ts';
import { awaited, progressed } from '../../../runtime/webhooks/deliveries/delivery.ts';
import { deliveryItem } from '../../../runtime/webhooks/deliveries/delivery-item.ts';
import { dynamoDBDeliveries } from '../../../runtime/webhooks/deliveries/dynamodb-deliveries.ts';
import { dynamoDBEndpoints } from '../../../runtime/webhooks/endpoints/dynamodb-endpoints.ts';
import { created } from '../../../runtime/webhooks/endpoints/endpoint-decisions.ts';
import { endpointItem } from '../../../runtime/webhooks/endpoints/endpoint-item.ts';
import { recordingClient, type Sent } from '../../../testkit/recording-client.ts';
import { creation, instant, message, progress, rotationOf, success, webhookEvent } from '../../../testkit/webhooks.ts';

const { signal } = new AbortController();
const at = '2026-11-22T12:00:00.000Z';
const endpoint = creation();
const { tenant, id } = endpoint;
const of = message(id);
const { deliveryId } = of.data;
const waiting = awaited(of, at);
const cooldown = { until: at, times: 1 };
/** Too large to lie in its delivery. */
const largeEvent = webhookEvent({ data: { labels: [...Array(200)].map((_, index) => `${index * 7919}`) } });

type Answer = (sent: Sent) => object;
interface World {
  readonly cooldowns: ReturnType<typeof dynamoDBCooldowns>;
  readonly endpoints: ReturnType<typeof dynamoDBEndpoints>;
  readonly deliveries: ReturnType<typeof dynamoDBDeliveries>;
  readonly sent: readonly Sent[];
}

function worldWith(answer: Answer = () => ({})): World {
  const { client, sent } = recordingClient<DynamoDBClient>(answer);
  return {
    cooldowns: dynamoDBCooldowns(client, 'hooks'),
    endpoints: dynamoDBEndpoints(client, 'hooks'),
    deliveries: dynamoDBDeliveries(client, 'hooks', { random: () => 0 }),
    sent,
  };
}
const throwing = (error: unknown) => () => {
  throw error;
};
const conditionFailed = (Item?: ReturnType<typeof endpointItem>) =>
  throwing(new ConditionalCheckFailedException({ message: 'no', $metadata: {}, ...(Item && { Item }) }));

const calls: [string, readonly string[], (world: World) => Promise<unknown>][] = [
  ['finding a cooldown', ['GetItemCommand'], ({ cooldowns }) => cooldowns.find(endpoint, signal)],
  [
    'setting a cooldown',
    ['PutItemCommand'],
    ({ cooldowns }) => cooldowns.set({ tenant, id, seen: undefined, next: cooldown }, signal),
  ],
  [
    'ending a cooldown',
    ['DeleteItemCommand'],
    ({ cooldowns }) => cooldowns.set({ tenant, id, seen: cooldown, next: undefined }, signal),
  ],
  ['finding an endpoint', ['GetItemCommand'], ({ endpoints }) => endpoints.find(tenant, id, signal)],
  ['listing endpoints', ['QueryCommand'], ({ endpoints }) => endpoints.list({ tenant, limit: 2 }, signal)],
  ['creating an endpoint', ['QueryCommand', 'PutItemCommand'], ({ endpoints }) => endpoints.create(endpoint, signal)],
  ['removing an endpoint', ['UpdateItemCommand'], ({ endpoints }) => endpoints.remove({ tenant, id, at }, signal)],
  [
    'finding a delivery',
    ['GetItemCommand'],
    ({ deliveries }) => deliveries.find({ tenant, endpointId: id, deliveryId }, signal),
  ],
  [
    'finding an event that lies apart',
    ['GetItemCommand'],
    ({ deliveries }) => deliveries.findEvent({ ...waiting, event: undefined }, signal),
  ],
  [
    'storing a delivery and an event that lies apart',
    ['PutItemCommand', 'PutItemCommand'],
    ({ deliveries }) => deliveries.awaitFirst(message(id, largeEvent), at, signal),
  ],
  [
    'recording what ends a delivery',
    ['PutItemCommand', 'QueryCommand', 'QueryCommand'],
    ({ deliveries }) => deliveries.record(success(of), undefined, signal),
  ],
  [
    'listing deliveries',
    ['QueryCommand'],
    ({ deliveries }) => deliveries.list({ tenant, endpointId: id, limit: 2 }, signal),
  ],
];

describe('each call of the table', () => {
  it.each(calls)('ends with its caller’s signal: %s', async (_case, names, call) => {
    const world = worldWith();

    await call(world);

    expect(world.sent.map(({ name }) => name)).toEqual(names);
    expect(world.sent.filter((one) => one.signal !== signal)).toEqual([]);
  });

  it.each(calls)('is no failure of ours where the table does not answer: %s', async (_case, _names, call) => {
    const timeout = Object.assign(new Error('late'), { name: 'TimeoutError' });

    await expect(call(worldWith(throwing(timeout)))).rejects.toMatchObject({ code: 'service-unavailable' });
  });

  it.each(calls)('fails with what the table fails with otherwise: %s', async (_case, _names, call) => {
    const broken = new Error('no such table');

    await expect(call(worldWith(throwing(broken)))).rejects.toBe(broken);
  });

  it.each(calls.filter(([name]) => /finding|listing deliveries/.test(name)))(
    'reads what was written last: %s',
    async (_case, _names, call) => {
      const world = worldWith();

      await call(world);

      expect(world.sent[0]?.input).toMatchObject({ TableName: 'hooks', ConsistentRead: true });
    },
  );

  it('deletes, where a delivery ends, what the queries found', async () => {
    const Items = [{ pk: { S: 'p' }, sk: { S: 's' } }];
    const world = worldWith(({ name }) => (name === 'QueryCommand' ? { Items } : {}));

    await world.deliveries.record(success(of), undefined, signal);

    const deletions = world.sent.filter(({ name }) => name === 'DeleteItemCommand');
    expect(deletions).toMatchObject([{ input: { Key: Items[0] } }, { input: { Key: Items[0] } }]);
    expect(deletions.filter((one) => one.signal !== signal)).toEqual([]);
  });
});

describe('a page goes on', () => {
  const startOf = async (list: (world: World) => Promise<unknown>) => {
    const world = worldWith();
    await list(world);
    return world.sent[0]?.input.ExclusiveStartKey;
  };

  it('of endpoints, after the key of the last one in the table and in the index', async () => {
    const after = '2026-11-22T12:00:00.000Z#whe_1';

    expect(await startOf(({ endpoints }) => endpoints.list({ tenant: 'acme', limit: 2, after }, signal))).toEqual({
      pk: { S: 'acme#whe_1' },
      sk: { S: 'endpoint' },
      tenant: { S: 'acme' },
      listKey: { S: after },
    });
  });

  it('of deliveries, after the key of the last one', async () => {
    const request = { tenant: 'acme', endpointId: 'whe_1', limit: 2, after: 'del_1' };

    expect(await startOf(({ deliveries }) => deliveries.list(request, signal))).toEqual({
      pk: { S: 'acme#whe_1' },
      sk: { S: 'delivery#del_1' },
    });
  });
});

describe('a change that others overtake each time', () => {
  it('of a secret is decided ten times, and then fails', async () => {
    const Item = endpointItem(created(endpoint));
    const world = worldWith(({ name }) => (name === 'GetItemCommand' ? { Item } : conditionFailed(Item)()));

    await expect(world.endpoints.rotateSecret(rotationOf(endpoint), signal)).rejects.toThrow(
      'The secret of an endpoint was rotated 10 times before a rotation was written',
    );
    expect(world.sent.filter(({ name }) => name === 'UpdateItemCommand')).toHaveLength(10);
  });

  it('of a delivery is made ten times, and then fails', async () => {
    const { item } = deliveryItem(progressed(undefined, progress(of)));
    const world = worldWith(conditionFailed(item));

    await expect(world.deliveries.record(progress(of), undefined, signal)).rejects.toThrow(
      'A delivery changed 10 times before a change of it was written',
    );
    expect(world.sent).toHaveLength(10);
  });
});

describe('a condition that failed and found', () => {
  it.each<[string, (world: World) => Promise<unknown>]>([
    ['nothing to remove', ({ endpoints }) => endpoints.remove({ tenant, id, at: instant() }, signal)],
    ['nothing to disable', ({ endpoints }) => endpoints.disable({ tenant, id, at: instant(), reason: 'gone' }, signal)],
  ])('%s is an answer', async (_case, call) => {
    expect(await call(worldWith(conditionFailed()))).toEqual({ outcome: 'not-found' });
  });

  it('another cooldown is an answer', async () => {
    const { cooldowns } = worldWith(conditionFailed());

    expect(await cooldowns.set({ tenant, id, seen: undefined, next: cooldown }, signal)).toBe(false);
  });

  it('another delivery is built on', async () => {
    const { item } = deliveryItem(progressed(undefined, progress(of)));
    const world = worldWith(({ input }) =>
      input.ConditionExpression === 'attribute_not_exists(pk)' ? conditionFailed(item)() : {},
    );

    expect(await world.deliveries.record(progress(of), undefined, signal)).toMatchObject({
      attemptCount: 2,
      version: 2,
    });
  });
});
