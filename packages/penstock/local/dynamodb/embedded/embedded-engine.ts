import { isObject, type JsonObject, parseJson } from '../../json.ts';
import type { EngineClient, EngineReply } from '../client.ts';
import type { Context, Operation } from './context.ts';
import { EngineError } from './errors.ts';
import { batchGetItem } from './operations/batch-get.ts';
import { batchWriteItem } from './operations/batch-write.ts';
import { deleteExpired, describeTimeToLive, updateTimeToLive } from './operations/expiry.ts';
import { deleteItem, getItem, putItem, updateItem } from './operations/items.ts';
import { query } from './operations/query.ts';
import { scan } from './operations/scan.ts';
import { describeStream, getRecords, getShardIterator, listStreams } from './operations/streams.ts';
import { createTable, deleteTable, describeTableOperation, listTables } from './operations/tables.ts';
import { forgetTransactions, transactGetItems, transactWriteItems } from './operations/transact.ts';
import { updateTable } from './operations/update-table.ts';
import { openSqliteStore } from './store/sqlite-store.ts';
import type { Change } from './store/store.ts';
import { createCatalog } from './tables/catalog.ts';

export interface EmbeddedEngineOptions {
  readonly region: string;
  /** Where its data is kept; absent: in memory. */
  readonly file?: string;
  readonly account?: string;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Hears of each change of an item once it is kept, in order: what a replica of the table needs. */
  readonly changed?: (table: string, change: Change) => void;
}

/** DynamoDB in this process, kept in a file by SQLite. Nothing listens: who has the client reaches it, and nobody else. */
export interface EmbeddedEngine {
  readonly client: EngineClient;
  /** Deletes what has expired by now. @returns how many items */
  deleteExpired(): number;
  close(): void;
}

/** @throws LocalError where the file is none of this engine */
export function createEmbeddedEngine(options: EmbeddedEngineOptions): EmbeddedEngine {
  const { region, file, account = '000000000000', now = Date.now, changed = () => {} } = options;
  const store = openSqliteStore(file);
  const context: Context = {
    store,
    catalog: createCatalog(store),
    region,
    account,
    now,
    changed: ({ name }, change) => changed(name, change),
  };
  forgetTransactions(context);
  return {
    client: {
      send: async (operation, input) => {
        const { status, body } = answer(`${tablesTarget}.${operation}`, input, context);
        return { status, body: body as JsonObject };
      },
      forward: async (target, bytes) => {
        const input = parseJson(bytes.toString('utf8'));
        const { status, body } = isObject(input) ? answer(target, input, context) : malformed;
        return reply(status, body);
      },
    },
    deleteExpired: () => deleteExpired(context),
    close: store.close,
  };
}

const tablesTarget = 'DynamoDB_20120810';
const streamsTarget = 'DynamoDBStreams_20120810';

const operations: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
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

const malformed = {
  status: 400,
  body: { __type: 'com.amazon.coral.service#SerializationException', Message: 'The request is no JSON object' },
};

function answer(
  target: string,
  input: JsonObject,
  context: Context,
): { readonly status: number; readonly body: object } {
  const [service = '', name = ''] = target.split('.');
  const operation = operations[service]?.[name];
  if (operation === undefined)
    return { status: 400, body: { __type: 'com.amazon.coral.service#UnknownOperationException' } };
  try {
    return { status: 200, body: operation(input, context) };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const { type, message, more } = error;
    return { status: 400, body: { __type: type, [hasCapital.test(type) ? 'Message' : 'message']: message, ...more } };
  }
}

function reply(status: number, body: object): EngineReply {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: Buffer.from(JSON.stringify(body)) };
}
