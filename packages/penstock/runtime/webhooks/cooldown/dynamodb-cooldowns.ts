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
import type { EndpointCooldown } from './cooldown.ts';
import type { CooldownRepository } from './cooldown-repository.ts';

/** EndpointCooldowns in a DynamoDB table, each beside its endpoint in an item of its own. */
export function dynamoDBCooldowns(client: DynamoDBClient, table: string): CooldownRepository {
  return {
    find: async (endpoint, signal) => {
      const command = new GetItemCommand({
        TableName: table,
        Key: cooldownKey(endpoint.tenant, endpoint.id),
        ConsistentRead: true,
      });
      const { Item } = await guard(() => client.send(command, { abortSignal: signal }));
      return Item && toCooldown(Item);
    },
    set: async ({ seen, next, ...endpoint }, signal) => {
      const key = cooldownKey(endpoint.tenant, endpoint.id);
      const condition = ifUnchanged(seen);
      try {
        await (next === undefined
          ? client.send(new DeleteItemCommand({ TableName: table, Key: key, ...condition }), { abortSignal: signal })
          : client.send(
              new PutItemCommand({ TableName: table, Item: { ...key, ...cooldownItem(next) }, ...condition }),
              {
                abortSignal: signal,
              },
            ));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw unavailable(error);
      }
    },
  };
}

/** Nobody ends the cooldown of an endpoint that gets nothing more: it expires as the deliveries do. */
const cooldownItem = (cooldown: EndpointCooldown): Item => toItem({ ...cooldown, ...expiry(cooldown.until) });

function toCooldown(item: Item): EndpointCooldown {
  const { until, times } = fromItem(item);
  return { until: String(until), times: Number(times) };
}

const ifUnchanged = (seen: EndpointCooldown | undefined) =>
  seen === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#until = :seen',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':seen': { S: seen.until } },
      };
