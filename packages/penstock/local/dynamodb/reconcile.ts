import { type JsonObject, list, object, text } from '../json.ts';
import { LocalError } from '../problems.ts';
import type { EngineClient } from './client.ts';
import { ensureTable, schemaDifferences, type TableDefinition } from './tables.ts';

/**
 * Makes a table as it is declared: creates it, or changes its indexes, its stream and its expiry.
 *
 * @throws LocalError where the engine does not, or where what is kept has other keys
 */
export async function putTable(engine: EngineClient, table: TableDefinition): Promise<void> {
  const { status, body } = await engine.send('DescribeTable', { TableName: table.name });
  if (status === 200 && onlyIndexesDiffer(object(body.Table), table))
    await changeIndexes(engine, table, object(body.Table));
  await ensureTable(engine, table);
}

export async function deleteTable(engine: EngineClient, name: string): Promise<void> {
  const { status, body } = await engine.send('DeleteTable', { TableName: name });
  if (status === 200 || String(body.__type).endsWith('ResourceNotFoundException')) return;
  throw new LocalError(`The engine does not delete table ${name}: ${JSON.stringify(body)}`);
}

function onlyIndexesDiffer(existing: JsonObject, { request }: TableDefinition): boolean {
  const differences = schemaDifferences(existing, request);
  return differences.length > 0 && !differences.includes('key schema');
}

/** An index whose definition is another is deleted and created again, one request each, as DynamoDB wants it. */
async function changeIndexes(engine: EngineClient, { name, request }: TableDefinition, existing: JsonObject) {
  const before = indexesOf(existing);
  const after = indexesOf(request);
  const changed = [...after].filter(([index, text]) => before.get(index) !== text).map(([index]) => index);
  const gone = [...before.keys()].filter((index) => !after.has(index) || changed.includes(index));
  const { AttributeDefinitions } = request;
  const update = async (change: JsonObject) => {
    const answer = await engine.send('UpdateTable', {
      TableName: name,
      AttributeDefinitions,
      GlobalSecondaryIndexUpdates: [change],
    });
    if (answer.status === 200) return;
    throw new LocalError(`The engine does not change the indexes of table ${name}: ${JSON.stringify(answer.body)}`);
  };
  for (const IndexName of gone) await update({ Delete: { IndexName } });
  for (const index of list(request.GlobalSecondaryIndexes).map(object)) {
    if (changed.includes(text(index.IndexName) ?? '')) await update({ Create: index });
  }
}

function indexesOf({ GlobalSecondaryIndexes }: JsonObject): ReadonlyMap<string, string> {
  return new Map(
    list(GlobalSecondaryIndexes)
      .map(object)
      .map(({ IndexName, KeySchema, Projection }) => [String(IndexName), JSON.stringify({ KeySchema, Projection })]),
  );
}
