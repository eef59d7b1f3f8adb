import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { endpointKey, TENANT_INDEX } from '../table/layout.ts';
import { guard, queryPage } from '../table/query-page.ts';
import type { ListedEndpoint, StoredEndpoint } from './endpoint.ts';
import { endpointChanges, foundBy } from './endpoint-changes.ts';
import { created, decideCreation, MAX_ENDPOINTS } from './endpoint-decisions.ts';
import { endpointItem, listedEndpoint, storedEndpoint } from './endpoint-item.ts';
import { type EndpointPage, type EndpointRepository, listPosition } from './endpoint-repository.ts';

/** Endpoints in a DynamoDB table: every change is one conditional write, whose failure brings the item along. */
export function dynamoDBEndpoints(client: DynamoDBClient, table: string): EndpointRepository {
  const find = async (tenant: string, id: string, signal: AbortSignal): Promise<StoredEndpoint | undefined> => {
    const command = new GetItemCommand({ TableName: table, Key: endpointKey(tenant, id), ConsistentRead: true });
    const { Item } = await guard(() => client.send(command, { abortSignal: signal }));
    return Item && storedEndpoint(Item);
  };

  const list: EndpointRepository['list'] = async ({ tenant, limit, after }, signal) => {
    const query = {
      TableName: table,
      IndexName: TENANT_INDEX,
      KeyConditionExpression: 'tenant = :tenant',
      ExpressionAttributeValues: { ':tenant': { S: tenant } },
      ExclusiveStartKey: after === undefined ? undefined : startKey(tenant, after),
    };
    const { items, hasMore } = await queryPage(client, query, limit, signal);
    return pageOf(items.map(listedEndpoint), hasMore);
  };

  return {
    find,
    list,
    create: async (creation, signal) => {
      const { records } = await list({ tenant: creation.tenant, limit: MAX_ENDPOINTS }, signal);
      const count = records.length;
      if (count >= MAX_ENDPOINTS) {
        return decideCreation(await find(creation.tenant, creation.id, signal), count, creation);
      }
      const record = created(creation);
      const command = new PutItemCommand({
        TableName: table,
        Item: endpointItem(record),
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      try {
        await client.send(command, { abortSignal: signal });
        return { outcome: 'written', record };
      } catch (error) {
        return decideCreation(foundBy(error), count, creation);
      }
    },
    ...endpointChanges(client, table, find),
  };
}

function pageOf(records: readonly ListedEndpoint[], hasMore: boolean): EndpointPage {
  const last = records.at(-1);
  return { records, ...(hasMore && last !== undefined && { next: listPosition(last) }) };
}

/** The key of the endpoint at a list position: of the table and of the index. */
function startKey(tenant: string, position: string) {
  const id = position.slice(position.indexOf('#') + 1);
  return { ...endpointKey(tenant, id), tenant: { S: tenant }, listKey: { S: position } };
}
