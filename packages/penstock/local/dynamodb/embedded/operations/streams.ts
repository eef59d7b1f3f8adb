import { createHash } from 'node:crypto';
import { type JsonObject, object, parseJson, text } from '../../../json.ts';
import { type Context, type Operation, tableArn } from '../context.ts';
import { constraint, EngineError, validation } from '../errors.ts';
import type { StoredChange } from '../store/store.ts';
import type { StreamDefinition, TableDefinition } from '../tables/definition.ts';
import { itemSize } from '../values/size.ts';

type Streaming = TableDefinition & { readonly stream: StreamDefinition };

const mostRecords = 1000;

export const listStreams: Operation = ({ TableName }, context) => ({
  Streams: context.catalog
    .all()
    .filter(isStreaming)
    .filter(({ name }) => TableName === undefined || name === TableName)
    .map((table) => summaryOf(context, table)),
});

export const describeStream: Operation = ({ StreamArn }, context) => {
  const table = streamOf(context, StreamArn);
  const { viewType, isEnabled } = table.stream;
  return {
    StreamDescription: {
      ...summaryOf(context, table),
      StreamStatus: isEnabled ? 'ENABLED' : 'DISABLED',
      StreamViewType: viewType,
      CreationRequestDateTime: Date.parse(`${table.stream.label}Z`) / 1000,
      KeySchema: [
        { AttributeName: table.keys.partition.name, KeyType: 'HASH' },
        ...(table.keys.sort === undefined ? [] : [{ AttributeName: table.keys.sort.name, KeyType: 'RANGE' }]),
      ],
      Shards: [{ ShardId: shardId(table), SequenceNumberRange: { StartingSequenceNumber: sequenceNumber(1) } }],
    },
  };
};

export const getShardIterator: Operation = (input, context) => {
  const table = streamOf(context, input.StreamArn);
  if (input.ShardId !== shardId(table)) {
    throw new EngineError('ResourceNotFoundException', 'Requested resource not found: Shard does not exist');
  }
  return { ShardIterator: iteratorOf(arnOf(context, table), startOf(input, context, table)) };
};

export const getRecords: Operation = ({ ShardIterator, Limit }, context) => {
  const { arn, after } = object(parseJson(Buffer.from(text(ShardIterator) ?? '', 'base64').toString('utf8')));
  if (typeof arn !== 'string' || typeof after !== 'number') throw validation('Invalid ShardIterator');
  const limit = Limit === undefined || Limit === null ? mostRecords : Number(Limit);
  if (!(limit >= 1 && limit <= mostRecords)) throw constraint(String(Limit), 'limit', 'have value between 1 and 1000');
  const table = streamOf(context, arn);
  const changes = context.store.changes(table.stream.space, after, limit);
  return {
    Records: changes.map((change) => recordOf(context, table, change)),
    NextShardIterator: iteratorOf(arn, changes.at(-1)?.number ?? after),
  };
};

/** The number of the change after which a reader begins. */
function startOf({ ShardIteratorType: type, SequenceNumber }: JsonObject, { store }: Context, { stream }: Streaming) {
  switch (type) {
    case 'TRIM_HORIZON':
      return 0;
    case 'LATEST':
      return store.newest(stream.space);
    case 'AFTER_SEQUENCE_NUMBER':
      return changeNumber(SequenceNumber);
    case 'AT_SEQUENCE_NUMBER':
      return changeNumber(SequenceNumber) - 1;
    default: {
      const types = 'AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER, TRIM_HORIZON, LATEST';
      throw constraint(type, 'shardIteratorType', `satisfy enum value set: [${types}]`);
    }
  }
}

function recordOf({ region }: Context, { stream }: Streaming, change: StoredChange): JsonObject {
  const { viewType } = stream;
  const { at, keys, before, after, isExpiry, number } = change;
  const hasNew = after !== undefined && (viewType === 'NEW_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES');
  const hasOld = before !== undefined && (viewType === 'OLD_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES');
  return {
    eventID: createHash('md5').update(`${stream.label} ${number}`).digest('hex'),
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(at / 1000),
      Keys: keys,
      ...(hasNew ? { NewImage: after } : {}),
      ...(hasOld ? { OldImage: before } : {}),
      SequenceNumber: sequenceNumber(number),
      SizeBytes: itemSize(keys) + (hasNew ? itemSize(after) : 0) + (hasOld ? itemSize(before) : 0),
      StreamViewType: viewType,
    },
    ...(isExpiry ? { userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' } } : {}),
  };
}

/** @throws EngineError where there is no such stream */
function streamOf(context: Context, arn: unknown): Streaming {
  const found = context.catalog.all().find((table) => isStreaming(table) && arnOf(context, table) === arn);
  if (found !== undefined && isStreaming(found)) return found;
  const message = `Requested resource not found: Stream: ${String(arn)} not found`;
  throw new EngineError('ResourceNotFoundException', message);
}

function isStreaming(table: TableDefinition): table is Streaming {
  return table.stream !== undefined;
}

function summaryOf(context: Context, table: Streaming): JsonObject {
  return { StreamArn: arnOf(context, table), TableName: table.name, StreamLabel: table.stream.label };
}

function arnOf(context: Context, { name, stream }: Streaming): string {
  return `${tableArn(context, name)}/stream/${stream.label}`;
}

/** A stream has one shard here. */
function shardId({ stream }: Streaming): string {
  return `shardId-${String(stream.space).padStart(20, '0')}-embedded`;
}

function iteratorOf(arn: string, after: number): string {
  return Buffer.from(JSON.stringify({ arn, after })).toString('base64');
}

/** As long as those of DynamoDB, and in the same order as numbers and as text. */
function sequenceNumber(number: number): string {
  return `1${String(number).padStart(20, '0')}`;
}

function changeNumber(sequence: unknown): number {
  const number = Number(text(sequence)?.slice(1));
  if (Number.isSafeInteger(number)) return number;
  throw validation(`Invalid SequenceNumber: ${String(sequence)}`);
}
