import { isDeepStrictEqual } from 'node:util';
import type { ResolvedAssembly } from '../assembly/resolved.ts';
import { type JsonObject, list, object, text } from '../json.ts';
import { LocalError } from '../problems.ts';
import type { EngineClient } from './client.ts';
import { declaredTables } from './declared-tables.ts';
import { isStrong, regionsOf, strongTableProblems } from './strong-tables.ts';

/** A table in the form of a CreateTable request. */
export interface TableDefinition {
  readonly name: string;
  /** Replicated with multi-region strong consistency. */
  readonly isStrong: boolean;
  /** The attribute that says when an item expires. */
  readonly expiryAttribute?: string;
  readonly request: JsonObject;
  /** The regions that have a replica, where there are several. */
  readonly replicas?: readonly string[];
  /** Of a strongly consistent table with two replicas: the region that only stores. */
  readonly witness?: string;
}

/**
 * Reads the tables of an assembly. The stream of a table stays off unless an event source mapping reads it: it costs
 * every write (see `indexStreamRecords`).
 */
export function readTables(assembly: ResolvedAssembly): readonly TableDefinition[] {
  const mappings = assembly.resources('AWS::Lambda::EventSourceMapping');
  const isRead = (arn: string) =>
    mappings.some(({ properties }) => String(properties.EventSourceArn).startsWith(`${arn}/stream/`));
  const resources = declaredTables(assembly);
  for (const resource of resources) {
    for (const [message, at] of strongTableProblems(resource.properties)) assembly.problems.add(resource, message, at);
  }
  return resources.map(({ id, arn, properties }) => ({
    name: id,
    isStrong: isStrong(properties),
    ...optional('expiryAttribute', expiryOf(properties.TimeToLiveSpecification)),
    ...optional('replicas', severalOf(regionsOf(properties.Replicas))),
    ...optional('witness', regionsOf(properties.GlobalTableWitnesses)[0]),
    request: {
      TableName: id,
      AttributeDefinitions: list(properties.AttributeDefinitions),
      KeySchema: list(properties.KeySchema),
      BillingMode: 'PAY_PER_REQUEST',
      ...optional('GlobalSecondaryIndexes', indexes(properties.GlobalSecondaryIndexes)),
      ...optional('StreamSpecification', isRead(arn) ? streamOf(properties.StreamSpecification) : undefined),
    },
  }));
}

const severalOf = (regions: readonly string[]) => (regions.length > 1 ? regions : undefined);

/** CloudFormation takes Booleans as text too. */
function expiryOf(specification: unknown): string | undefined {
  const { AttributeName, Enabled } = object(specification);
  return String(Enabled) === 'true' ? text(AttributeName) : undefined;
}

function streamOf(specification: unknown): JsonObject | undefined {
  const { StreamViewType } = object(specification);
  return StreamViewType === undefined ? undefined : { StreamEnabled: true, StreamViewType };
}

function optional(name: string, value: unknown): JsonObject {
  return value === undefined ? {} : { [name]: value };
}

function indexes(value: unknown): unknown {
  if (value === undefined) return undefined;
  return list(value).map((index) => {
    const { IndexName, KeySchema, Projection } = object(index);
    return { IndexName, KeySchema, Projection };
  });
}

/**
 * Creates a table that the engine does not have yet.
 *
 * @throws LocalError when the kept table has another schema
 */
export async function ensureTable(engine: EngineClient, table: TableDefinition): Promise<void> {
  const existing = await engine.send('DescribeTable', { TableName: table.name });
  if (existing.status === 200) {
    const differences = schemaDifferences(object(existing.body.Table), table.request);
    if (differences.length === 0) {
      await enableStream(engine, table, object(existing.body.Table));
      return ensureExpiry(engine, table);
    }
    throw new LocalError(
      `Table ${table.name} is kept with another ${differences.join(' and ')} than the template declares. ` +
        'Start with --fresh to begin with empty tables.',
    );
  }
  const created = await engine.send('CreateTable', table.request);
  if (created.status !== 200) {
    throw new LocalError(`The engine does not create table ${table.name}: ${JSON.stringify(created.body)}`);
  }
  await ensureExpiry(engine, table);
}

/** Turns the expiry of a table on, off, or to another attribute, as it is declared. */
async function ensureExpiry(engine: EngineClient, { name, expiryAttribute }: TableDefinition): Promise<void> {
  const { body } = await engine.send('DescribeTimeToLive', { TableName: name });
  const kept = text(object(body.TimeToLiveDescription).AttributeName);
  if (kept === expiryAttribute) return;
  const set = async (AttributeName: string, Enabled: boolean) => {
    const TimeToLiveSpecification = { AttributeName, Enabled };
    const answer = await engine.send('UpdateTimeToLive', { TableName: name, TimeToLiveSpecification });
    if (answer.status === 200) return;
    throw new LocalError(`The engine gives table ${name} no expiry: ${JSON.stringify(answer.body)}`);
  };
  if (kept !== undefined) await set(kept, false);
  if (expiryAttribute !== undefined) await set(expiryAttribute, true);
}

/** A table that was kept from before anything read its stream. */
async function enableStream(engine: EngineClient, { name, request }: TableDefinition, existing: JsonObject) {
  const { StreamSpecification } = request;
  if (StreamSpecification === undefined || object(existing.StreamSpecification).StreamEnabled === true) return;
  const { status, body } = await engine.send('UpdateTable', { TableName: name, StreamSpecification });
  if (status !== 200) throw new LocalError(`The engine gives table ${name} no stream: ${JSON.stringify(body)}`);
}

/** What a kept table and its declaration disagree on. */
export function schemaDifferences(existing: JsonObject, declared: JsonObject): readonly string[] {
  const checks: Readonly<Record<string, (table: JsonObject) => unknown>> = {
    'key schema': (table) => list(table.KeySchema),
    'attribute definitions': (table) => sorted(list(table.AttributeDefinitions), 'AttributeName'),
    'set of indexes': (table) => sorted(list(indexes(table.GlobalSecondaryIndexes)), 'IndexName'),
  };
  return Object.entries(checks)
    .filter(([, read]) => !isDeepStrictEqual(plain(read(existing)), plain(read(declared))))
    .map(([name]) => name);
}

function sorted(items: readonly unknown[], by: string): readonly JsonObject[] {
  return items.map(object).toSorted((a, b) => String(a[by]).localeCompare(String(b[by])));
}

/** Without members that are undefined, which JSON does not tell from absent ones. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
