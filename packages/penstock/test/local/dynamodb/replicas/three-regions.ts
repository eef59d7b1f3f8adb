import type { EngineClient } from '../../../../local/dynamodb/client.ts';
import {
  createReplicatedEngine,
  type ReplicatedEngine,
  type ReplicatedEngineOptions,
} from '../../../../local/dynamodb/replicas/replicated-engine.ts';
import { type JsonObject, list, object } from '../../../../local/json.ts';
import { openStream } from '../../../../local/streams/stream-reader.ts';
import { ask } from '../kinds.ts';

export const regions = ['eu-west-1', 'eu-west-2', 'eu-central-1'] as const;
export type Region = (typeof regions)[number];

/** A table of three replicas, and requests about one item of it. */
export interface ThreeRegions {
  readonly engine: ReplicatedEngine;
  send(region: Region, operation: string, input?: JsonObject): Promise<JsonObject>;
  put(region: Region, item: JsonObject, more?: JsonObject): Promise<JsonObject>;
  get(region: Region, pk?: string, more?: JsonObject): Promise<unknown>;
  /** What the stream of a region has told, as the new image, or as the keys of what was deleted. */
  told(region: Region): Promise<readonly unknown[]>;
  /** All that a region has. */
  scan(region: Region): Promise<readonly unknown[]>;
}

export const table: JsonObject = {
  TableName: 'things',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['pk', 'g'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-g',
      KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
};

export const others = (home: Region) =>
  regions.filter((region) => region !== home).map((RegionName) => ({ Create: { RegionName } }));

export async function startThreeRegions(
  MultiRegionConsistency: 'STRONG' | 'EVENTUAL',
  options: Partial<ReplicatedEngineOptions> = {},
): Promise<ThreeRegions> {
  const engine = createReplicatedEngine({ regions, ...options });
  const clients = new Map<string, EngineClient>(regions.map((region) => [region, engine.client(region)]));
  const clientOf = (region: Region) => clients.get(region) ?? engine.client(region);
  const send = (region: Region, operation: string, input: JsonObject = {}) =>
    ask(clientOf(region), operation, { TableName: 'things', ...input });
  await send('eu-west-1', 'CreateTable', table);
  await send('eu-west-1', 'UpdateTable', { ReplicaUpdates: others('eu-west-1'), MultiRegionConsistency });
  return {
    engine,
    send,
    put: (region, Item, more = {}) => send(region, 'PutItem', { Item, ...more }),
    get: async (region, pk = 'a', more = {}) =>
      (await send(region, 'GetItem', { Key: { pk: { S: pk } }, ...more })).Item,
    told: async (region) => {
      const position = { type: 'TRIM_HORIZON' } as const;
      const stream = await openStream({
        client: clientOf(region),
        table: 'things',
        streamArn: 'arn',
        region,
        position,
      });
      return (await stream.read(1000)).map(({ dynamodb }) => dynamodb.NewImage ?? { deleted: dynamodb.Keys });
    },
    scan: async (region) =>
      list((await send(region, 'Scan')).Items).toSorted((a, b) =>
        JSON.stringify(object(a).pk).localeCompare(JSON.stringify(object(b).pk)),
      ),
  };
}
