import { describe, expect, it } from '@jest/globals';
import { type Engine, startEngine } from '../../../local/dynamodb/engine.ts';
import { deleteTable, putTable } from '../../../local/dynamodb/reconcile.ts';
import type { TableDefinition } from '../../../local/dynamodb/tables.ts';
import { list, object } from '../../../local/json.ts';
import { tableHandler } from '../../../local/provisioning/handlers/tables.ts';
import { ask, kinds } from './kinds.ts';

const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });

/** @param indexes names, each of an attribute of that name, with the projection of its index */
function table(indexes: Readonly<Record<string, string>> = {}, key = 'pk'): TableDefinition {
  const names = Object.keys(indexes);
  const GlobalSecondaryIndexes = names.map((name) => ({
    IndexName: `by-${name}`,
    KeySchema: [{ AttributeName: name, KeyType: 'HASH' }],
    Projection: { ProjectionType: indexes[name] },
  }));
  const request = {
    TableName: 'things',
    AttributeDefinitions: [key, ...names].map(attribute),
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    ...(names.length === 0 ? {} : { GlobalSecondaryIndexes }),
  };
  return { name: 'things', isStrong: false, request };
}

async function indexesOf({ client }: Engine): Promise<readonly unknown[]> {
  const { Table } = await ask(client, 'DescribeTable', { TableName: 'things' });
  const indexes = list(object(Table).GlobalSecondaryIndexes).map(object);
  return indexes.map(({ IndexName, Projection }) => `${IndexName} ${object(Projection).ProjectionType}`).toSorted();
}

describe.each(kinds)('a table of the engine %s', (kind) => {
  it('gets, changes and loses indexes, and keeps its items', async () => {
    const engine = await startEngine({ region: 'eu-west-1', kind });
    await putTable(engine.client, table({ a: 'ALL' }));
    await ask(engine.client, 'PutItem', {
      TableName: 'things',
      Item: { pk: { S: '1' }, a: { S: 'x' }, b: { S: 'y' } },
    });
    const seen: unknown[] = [];
    for (const indexes of [{ a: 'ALL', b: 'KEYS_ONLY' }, { a: 'KEYS_ONLY', b: 'KEYS_ONLY' }, { b: 'KEYS_ONLY' }, {}]) {
      await putTable(engine.client, table(indexes));
      seen.push(await indexesOf(engine));
    }
    const { Item } = await ask(engine.client, 'GetItem', { TableName: 'things', Key: { pk: { S: '1' } } });
    await engine.close();

    expect(seen).toEqual([
      ['by-a ALL', 'by-b KEYS_ONLY'],
      ['by-a KEYS_ONLY', 'by-b KEYS_ONLY'],
      ['by-b KEYS_ONLY'],
      [],
    ]);
    expect(Item).toMatchObject({ a: { S: 'x' } });
  });

  it('is deleted once, and again without harm; with another key it is refused', async () => {
    const engine = await startEngine({ region: 'eu-west-1', kind });
    await putTable(engine.client, table());
    const other = putTable(engine.client, table({}, 'id'));
    await expect(other).rejects.toThrow('is kept with another key schema');
    await deleteTable(engine.client, 'things');
    await deleteTable(engine.client, 'things');
    const { TableNames } = await ask(engine.client, 'ListTables', {});
    await engine.close();

    expect(TableNames).toEqual([]);
  });
});

describe('the deletion of a table', () => {
  const resource = (DeletionProtectionEnabled: boolean) => ({
    stack: 's',
    region: 'eu-west-1',
    logicalId: 'T',
    type: 'AWS::DynamoDB::GlobalTable',
    properties: { Replicas: [{ Region: 'eu-west-1', DeletionProtectionEnabled }] },
    id: 'things',
    arn: '',
    serial: 0,
  });
  const asked: string[] = [];
  const handler = tableHandler({
    send: async (operation) => {
      asked.push(operation);
      return { status: 200, body: {} };
    },
    forward: async () => ({ status: 200, headers: {}, body: Buffer.alloc(0) }),
  });

  it('fails where it is protected, and keeps what is to be kept', async () => {
    await expect(handler.remove(resource(true), false)).rejects.toThrow('protected against deletion');
    await handler.remove(resource(true), true);
    const before = [...asked];
    await handler.remove(resource(false), false);

    expect([before, asked]).toEqual([[], ['DeleteTable']]);
  });
});
