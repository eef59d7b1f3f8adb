import type { EngineClient } from '../dynamodb/client.ts';
import { isObject, type JsonObject, list, object, parseJson, text } from '../json.ts';
import { LocalError } from '../problems.ts';

/** A change of an item, as Lambda hands it to a function. */
export interface StreamRecord extends JsonObject {
  readonly dynamodb: JsonObject & { readonly SequenceNumber: string };
}

/** Reads the stream of one table forward; the engine has one shard a stream. */
export interface StreamReader {
  readonly shardId: string;
  /** The next records, oldest first; none where nothing has changed. */
  read(limit: number): Promise<readonly StreamRecord[]>;
}

export interface StreamPosition {
  readonly type: 'TRIM_HORIZON' | 'LATEST' | 'AFTER_SEQUENCE_NUMBER';
  readonly sequenceNumber?: string;
}

export interface StreamReaderOptions {
  readonly client: EngineClient;
  readonly table: string;
  /** As the template knows it; the engine has another ARN for it. */
  readonly streamArn: string;
  readonly region: string;
  readonly position: StreamPosition;
}

/** @throws LocalError when the engine has no stream of the table */
export async function openStream(options: StreamReaderOptions): Promise<StreamReader> {
  const { client, table, streamArn, region, position } = options;
  const { Streams } = await send(client, 'ListStreams', { TableName: table });
  const engineArn = list(Streams)
    .map((stream) => object(stream).StreamArn)
    .at(-1);
  if (engineArn === undefined) throw new LocalError(`The engine has no stream of table ${table}.`);
  const { StreamDescription } = await send(client, 'DescribeStream', { StreamArn: engineArn });
  const shardId = text(object(list(object(StreamDescription).Shards).at(-1)).ShardId) ?? '';
  const asked = {
    StreamArn: engineArn,
    ShardId: shardId,
    ShardIteratorType: position.type,
    ...(position.sequenceNumber === undefined ? {} : { SequenceNumber: position.sequenceNumber }),
  };
  let iterator = (await send(client, 'GetShardIterator', asked)).ShardIterator;
  return {
    shardId,
    read: async (limit) => {
      const { Records, NextShardIterator } = await send(client, 'GetRecords', {
        ShardIterator: iterator,
        Limit: limit,
      });
      iterator = NextShardIterator;
      const found = list(Records).filter(
        (record): record is StreamRecord => isObject(record) && isObject(record.dynamodb),
      );
      return found.map((record) => ({ ...record, awsRegion: region, eventSourceARN: streamArn }));
    },
  };
}

async function send(client: EngineClient, operation: string, input: JsonObject): Promise<JsonObject> {
  const { status, body } = await client.forward(
    `DynamoDBStreams_20120810.${operation}`,
    Buffer.from(JSON.stringify(input)),
  );
  const answer = object(parseJson(body.toString('utf8')));
  if (status !== 200) throw new LocalError(`The engine does not answer ${operation}: ${JSON.stringify(answer)}`);
  return answer;
}
