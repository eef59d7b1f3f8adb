import { isObject, type JsonObject, parseJson } from '../../json.ts';
import type { EngineClient, EngineReply } from '../client.ts';
import type { Context, Operation } from './context.ts';
import { EngineError } from './errors.ts';
import { batchGetItem } from './operations/batch-get.ts';
import { batchWriteItem } from './operations/batch-write.ts';
import { describeTimeToLive, updateTimeToLive } from './operations/expiry.ts';
import { deleteItem, getItem, putItem, updateItem } from './operations/items.ts';
import { query } from './operations/query.ts';
import { scan } from './operations/scan.ts';
import { describeStream, getRecords, getShardIterator, listStreams } from './operations/streams.ts';
import { createTable, deleteTable, describeTableOperation, listTables } from './operations/tables.ts';
import { transactGetItems, transactWriteItems } from './operations/transact.ts';
import { updateTable } from './operations/update-table.ts';

/** By the service of `X-Amz-Target`, and then by name. */
export type Operations = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

export interface EngineAnswer {
  readonly status: number;
  readonly body: object;
}

export const tablesTarget = 'DynamoDB_20120810';
const streamsTarget = 'DynamoDBStreams_20120810';

export const operations: Operations = {
  [tablesTarget]: {
    BatchGetItem: batchGetItem,
    BatchWriteItem: batchWriteItem,
    CreateTable: createTable,
    DeleteItem: deleteItem,
    DeleteTable: deleteTable,
    DescribeTable: describeTableOperation,
    DescribeTimeToLive: describeTimeToLive,
    GetItem: getItem,
    ListTables: listTables,
    PutItem: putItem,
    Query: query,
    Scan: scan,
    TransactGetItems: transactGetItems,
    TransactWriteItems: transactWriteItems,
    UpdateItem: updateItem,
    UpdateTable: updateTable,
    UpdateTimeToLive: updateTimeToLive,
  },
  [streamsTarget]: {
    DescribeStream: describeStream,
    GetRecords: getRecords,
    GetShardIterator: getShardIterator,
    ListStreams: listStreams,
  },
};

/** Errors whose model spells `Message`. */
const hasCapital = /#(?:TransactionCanceled|IdempotentParameterMismatch|Serialization)Exception$/;

const malformed: EngineAnswer = {
  status: 400,
  body: { __type: 'com.amazon.coral.service#SerializationException', Message: 'The request is no JSON object' },
};

/** Does what a request asks for. @param known by default what a table in one region can do */
export function answer(target: string, input: JsonObject, context: Context, known = operations): EngineAnswer {
  const [service = '', name = ''] = target.split('.');
  const operation = known[service]?.[name];
  if (operation === undefined)
    return { status: 400, body: { __type: 'com.amazon.coral.service#UnknownOperationException' } };
  try {
    return { status: 200, body: operation(input, context) };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return refusal(error);
  }
}

export function refusal({ status, type, message, more }: EngineError): EngineAnswer {
  return { status, body: { __type: type, [hasCapital.test(type) ? 'Message' : 'message']: message, ...more } };
}

/** A client of what answers in this process. */
export function clientOf(ask: (target: string, input: JsonObject) => Promise<EngineAnswer>): EngineClient {
  return {
    send: async (operation, input) => {
      const { status, body } = await ask(`${tablesTarget}.${operation}`, input);
      return { status, body: body as JsonObject };
    },
    forward: async (target, bytes) => {
      const input = parseJson(bytes.toString('utf8'));
      const { status, body } = isObject(input) ? await ask(target, input) : malformed;
      return reply(status, body);
    },
  };
}

function reply(status: number, body: object): EngineReply {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: Buffer.from(JSON.stringify(body)) };
}
