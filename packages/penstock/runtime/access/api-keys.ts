import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { fromItem } from '../aws/attribute-value.ts';
import { dynamoDBClient } from '../aws/dynamodb.ts';
import { lambdaRuntime } from '../core/runtime.ts';
import { readEnvironment } from '../env.ts';
import { type FindKey, idOfKey, isKeyOf, type StoredKey } from './api-key.ts';

/** Within the authorizer's 5 s, and a second time when the first attempt fails. */
const ATTEMPTS = { attempts: 2, attemptTimeout: 1000 };

/** The keys of a deployed stage, in the table of its region. */
export function apiKeys(): FindKey {
  const env = readEnvironment(['API_KEYS_TABLE', 'PENSTOCK_STAGE']);
  const client = dynamoDBClient(ATTEMPTS, lambdaRuntime().telemetry.tracer);
  return findKeyIn(client, env.API_KEYS_TABLE, env.PENSTOCK_STAGE);
}

export const findKeyIn =
  (client: Pick<DynamoDBClient, 'send'>, table: string, stage: string): FindKey =>
  async (text) => {
    const id = idOfKey(stage, text);
    if (id === undefined) return undefined;
    // Consistent: what is revoked here is refused from the next look on.
    const read = new GetItemCommand({ TableName: table, Key: { id: { S: id } }, ConsistentRead: true });
    const { Item } = await client.send(read);
    if (Item === undefined) return undefined;
    // Written by `penstock keys` alone.
    const stored = fromItem(Item) as unknown as StoredKey;
    return isKeyOf(stored, text) ? stored : undefined;
  };
