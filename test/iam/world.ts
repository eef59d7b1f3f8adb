import { randomUUID } from 'node:crypto';
import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { endpointKey } from 'penstock/runtime/webhooks/table/layout';
import { startSubscriber, type TestSubscriber } from 'penstock/testkit/subscriber';
import { MAX_ENDPOINTS } from '../../packages/penstock/runtime/webhooks/endpoints/endpoint-decisions.ts';
import { eventually } from '../../packages/penstock/test/local/fixtures/eventually.ts';
import { clientOptions } from '../../packages/penstock/test/local/fixtures/sdk.ts';
import { startCloud, type TestCloud } from '../support/cloud.ts';
import { newOrder } from '../support/orders.ts';

/** The stage whose limits no test reaches. */
export const stage = 'load';
const tenant = 'globex';

/** Each hears of each order: a few are enough. */
const MOST_ENDPOINTS = 3;
const tableOf = (name: string) => `penstock-${stage}-${name}`;

/** What makes a function of a running stage use its grants. It takes no answer for wrong: a grant may be missing. */
export interface World {
  readonly app: TestCloud;
  readonly subscriber: TestSubscriber;
  send(method: string, path: string, body?: unknown): Promise<string>;
  /** A new order's id, and that of an endpoint which hears of it. */
  order(): Promise<string>;
  endpoint(): Promise<string>;
  /** One endpoint more than a tenant may have; the next `endpoint` removes them. */
  tooManyEndpoints(): Promise<void>;
  /** The id of a delivery to the endpoint, once it has one. */
  delivery(endpointId: string): Promise<string>;
  message(queue: string, body: string): Promise<void>;
  /** Puts an item past the app. */
  item(table: string, item: Readonly<Record<string, string | number>>): Promise<void>;
  readonly tenant: string;
  close(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const [app, subscriber] = await Promise.all([startCloud({ stage, events: true, queueSpeed: 60 }), startSubscriber()]);
  const token = await app.token(tenant);
  const sqs = new SQSClient(clientOptions(app.cloud));
  const dynamodb = new DynamoDBClient(clientOptions(app.cloud));
  const call = async (method: string, path: string, body?: unknown) => {
    const headers = {
      'idempotency-key': randomUUID(),
      'if-match': '"1"',
      ...(method === 'PATCH' && { 'content-type': 'application/merge-patch+json' }),
    };
    const text = method === 'PATCH' ? JSON.stringify(body) : body;
    return app.call(method, path, { token, headers, ...(body !== undefined && { body: text }) });
  };
  const send: World['send'] = async (...request) => String((await call(...request)).json?.id);
  const endpoints: string[] = [];
  const create = async () => {
    const id = await send('POST', '/v1/webhook-endpoints', { url: subscriber.url, events: ['*'] });
    endpoints.push(id);
    return id;
  };
  return {
    app,
    subscriber,
    tenant,
    send,
    order: () => send('POST', '/v1/orders', newOrder),
    endpoint: async () => {
      for (const id of endpoints.splice(0, Math.max(0, endpoints.length - MOST_ENDPOINTS))) {
        await dynamodb.send(new DeleteItemCommand({ TableName: tableOf('webhooks'), Key: endpointKey(tenant, id) }));
      }
      return create();
    },
    tooManyEndpoints: async () => {
      while (endpoints.length <= MAX_ENDPOINTS) await create();
    },
    delivery: async (endpointId) => {
      const list = async () => (await call('GET', `/v1/webhook-endpoints/${endpointId}/deliveries`)).json;
      const { items } = await eventually(list, (one) => Array.isArray(one.items) && one.items.length > 0);
      return String((items as readonly { readonly id: string }[])[0]?.id);
    },
    message: async (queue, MessageBody) => {
      const QueueUrl = `https://sqs.${app.cloud.access.region}.amazonaws.com/000000000000/penstock-${stage}-${queue}`;
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    },
    item: async (table, item) => {
      const Item = Object.fromEntries(
        Object.entries(item).map(([name, value]) => [
          name,
          typeof value === 'number' ? { N: `${value}` } : { S: value },
        ]),
      );
      await dynamodb.send(new PutItemCommand({ TableName: tableOf(table), Item }));
    },
    close: async () => {
      sqs.destroy();
      dynamodb.destroy();
      await Promise.all([app.close(), subscriber.close()]);
    },
  };
}
