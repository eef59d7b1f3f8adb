import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { fromItem, toItem } from '../../aws/attribute-value.ts';
import { unavailable } from '../../aws/failures.ts';
import { cooldownKey, expiry, type Item } from '../table/layout.ts';
import { guard } from '../table/query-page.ts';
import type { Rest } from './cooldown.ts';
import type { RestRepository } from './cooldown-repository.ts';

/** Rests in a DynamoDB table, each beside its endpoint in an item of its own. */
export function dynamoDBRests(client: DynamoDBClient, table: string): RestRepository {
  return {
    find: async (endpoint, signal) => {
      const command = new GetItemCommand({
        TableName: table,
        Key: cooldownKey(endpoint.tenant, endpoint.id),
        ConsistentRead: true,
      });
      const { Item } = await guard(() => client.send(command, { abortSignal: signal }));
      return Item && restOf(Item);
    },
    set: async ({ seen, next, ...endpoint }, signal) => {
      const key = cooldownKey(endpoint.tenant, endpoint.id);
      const condition = seenStill(seen);
      try {
        await (next === undefined
          ? client.send(new DeleteItemCommand({ TableName: table, Key: key, ...condition }), { abortSignal: signal })
          : client.send(new PutItemCommand({ TableName: table, Item: { ...key, ...restItem(next) }, ...condition }), {
              abortSignal: signal,
            }));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw unavailable(error);
      }
    },
  };
}

/** Of an endpoint that gets nothing more nobody ends the rest: it goes with the deliveries. */
const restItem = (rest: Rest): Item => toItem({ ...rest, ...expiry(rest.until) });

function restOf(item: Item): Rest {
  const { until, times } = fromItem(item);
  return { until: String(until), times: Number(times) };
}

const seenStill = (seen: Rest | undefined) =>
  seen === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#until = :seen',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':seen': { S: seen.until } },
      };
