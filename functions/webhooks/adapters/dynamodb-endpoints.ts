import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { toAttribute } from '../../platform/aws/attribute-value.ts';
import { unavailable } from '../../platform/aws/failures.ts';
import type { EndpointRecord, ListedEndpoint } from '../domain/endpoint.ts';
import {
  type ChangeDecision,
  created,
  decideCreation,
  decideDeletion,
  decideDisabling,
  MAX_ENDPOINTS,
} from '../domain/endpoint-decisions.ts';
import { type EndpointPage, type EndpointRepository, listPosition } from '../domain/endpoint-repository.ts';
import { endpointItem, endpointKey, endpointRecord, listedEndpoint } from './endpoint-item.ts';
import { guard, queryPage } from './query-page.ts';

type Change = Pick<
  UpdateItemCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** Endpoints in a DynamoDB table: every change is one conditional write, whose failure brings the item along. */
export function dynamoDBEndpoints(client: DynamoDBClient, table: string): EndpointRepository {
  const find = async (tenant: string, id: string, signal: AbortSignal): Promise<EndpointRecord | undefined> => {
    const command = new GetItemCommand({ TableName: table, Key: endpointKey(tenant, id), ConsistentRead: true });
    const { Item } = await guard(() => client.send(command, { abortSignal: signal }));
    return Item && endpointRecord(Item);
  };

  const change = async (
    { tenant, id }: { readonly tenant: string; readonly id: string },
    expression: Change,
    decide: (found: EndpointRecord | undefined) => ChangeDecision,
    signal: AbortSignal,
  ): Promise<ChangeDecision> => {
    const command = new UpdateItemCommand({
      TableName: table,
      Key: endpointKey(tenant, id),
      ...expression,
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const { Attributes = {} } = await client.send(command, { abortSignal: signal });
      return { outcome: 'written', record: endpointRecord(Attributes) };
    } catch (error) {
      return decide(foundBy(error));
    }
  };

  const list: EndpointRepository['list'] = async ({ tenant, limit, after }, signal) => {
    const query = {
      TableName: table,
      IndexName: 'byTenant',
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
    remove: (request, signal) =>
      change(
        request,
        {
          UpdateExpression: 'SET deletedAt = if_not_exists(deletedAt, :at) REMOVE listKey',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':at': { S: request.at } },
        },
        (found) => decideDeletion(found, request),
        signal,
      ),
    disable: (request, signal) =>
      change(
        request,
        {
          UpdateExpression: 'SET #disabled = if_not_exists(#disabled, :disabled)',
          ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(deletedAt)',
          ExpressionAttributeNames: { '#disabled': 'disabled' },
          ExpressionAttributeValues: { ':disabled': toAttribute({ reason: request.reason, at: request.at }) },
        },
        (found) => decideDisabling(found, request),
        signal,
      ),
  };
}

/** What a failed condition found; any other failure is thrown. */
function foundBy(error: unknown): EndpointRecord | undefined {
  if (!(error instanceof ConditionalCheckFailedException)) throw unavailable(error);
  return error.Item && endpointRecord(error.Item);
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
