import { DeleteItemCommand, type DynamoDBClient, PutItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { keysTableName, type StageName } from '../../contract/tenant-keys.ts';
import type { StoredKey } from '../../runtime/access/api-key.ts';

/** The keys of a stage in one region, as its table has them. */
export interface RegionTable {
  readonly region: string;
  all(): Promise<readonly StoredKey[]>;
  put(key: StoredKey): Promise<void>;
  delete(id: string): Promise<void>;
}

export function regionTable(client: DynamoDBClient, region: string, stage: StageName): RegionTable {
  const TableName = keysTableName(stage);
  return {
    region,
    all: async () => {
      const found: StoredKey[] = [];
      for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) {
        found.push(...Items.map(keyOf));
      }
      return found;
    },
    put: async ({ scopes, ...texts }) => {
      const attributes = Object.entries(texts).map(([name, text]) => [name, { S: text }] as const);
      const Item = { ...Object.fromEntries(attributes), scopes: { L: scopes.map((scope) => ({ S: scope })) } };
      await client.send(new PutItemCommand({ TableName, Item }));
    },
    delete: async (id) => {
      await client.send(new DeleteItemCommand({ TableName, Key: { id: { S: id } } }));
    },
  };
}

type Item = Readonly<
  Record<string, { readonly S?: string | undefined; readonly L?: readonly { S?: string }[] | undefined }>
>;

function keyOf(attributes: object): StoredKey {
  const item = attributes as Item;
  const text = (name: string) => item[name]?.S ?? '';
  return {
    id: text('id'),
    hash: text('hash'),
    tenant: text('tenant'),
    plan: text('plan'),
    scopes: (item.scopes?.L ?? []).flatMap(({ S = [] }) => S),
    createdAt: text('createdAt'),
    label: text('label'),
  };
}
