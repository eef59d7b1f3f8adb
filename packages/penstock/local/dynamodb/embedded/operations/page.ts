import { type JsonObject, text } from '../../../json.ts';
import type { Context } from '../context.ts';
import { constraint, invalidParameter, validation } from '../errors.ts';
import { holds } from '../expressions/condition.ts';
import { type Condition, parseCondition } from '../expressions/condition-parser.ts';
import type { Path } from '../expressions/paths.ts';
import { parseProjection, project } from '../expressions/projection.ts';
import type { Scope } from '../expressions/scope.ts';
import type { Range, Row } from '../store/store.ts';
import type { IndexDefinition, TableDefinition } from '../tables/definition.ts';
import { projectedNames } from '../tables/index-entries.ts';
import { keysOf } from '../tables/keys.ts';
import type { Item } from '../values/attribute.ts';
import { consumedCapacity, optional, readUnits } from './capacity.ts';

/** What a query or a scan reads. */
export interface Source {
  readonly table: TableDefinition;
  /** Absent: the table itself. */
  readonly index?: IndexDefinition;
}

/** What becomes of the rows that are read. */
export interface PageOptions {
  readonly filter?: Condition;
  readonly paths?: readonly Path[];
  readonly isCount: boolean;
  readonly limit: number;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html */
const mostBytes = 1024 * 1024;

/** @throws EngineError where the index is none of the table, or read as no index is */
export function readSource(input: JsonObject, table: TableDefinition): Source {
  const name = text(input.IndexName);
  if (name === undefined) return { table };
  const index = table.indexes.find((one) => one.name === name);
  if (index === undefined) throw validation(`The table does not have the specified index: ${name}`);
  if (input.ConsistentRead === true) {
    throw validation('Consistent reads are not supported on global secondary indexes');
  }
  return { table, index };
}

/** @throws EngineError where the request wants what the index has not, or in a form that there is not */
export function readPageOptions(input: JsonObject, source: Source, scope: Scope): PageOptions {
  const { Limit: limit } = input;
  if (limit !== undefined && limit !== null && !(Number(limit) >= 1)) {
    throw constraint(String(limit), 'limit', 'have value greater than or equal to 1');
  }
  const filter = text(input.FilterExpression);
  const projection = text(input.ProjectionExpression);
  const select = checkSelect(input, source, projection !== undefined);
  const paths = projection === undefined ? undefined : parseProjection(projection, scope);
  if (paths !== undefined) checkProjected(source, paths);
  return {
    ...(filter === undefined ? {} : { filter: parseCondition(filter, 'FilterExpression', scope) }),
    ...(paths === undefined ? {} : { paths }),
    isCount: select === 'COUNT',
    limit: limit === undefined || limit === null ? Number.POSITIVE_INFINITY : Number(limit),
  };
}

const selects = ['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'];

function checkSelect(input: JsonObject, { index }: Source, hasProjection: boolean): unknown {
  const { Select: select } = input;
  if (select === undefined || select === null) return undefined;
  if (!selects.includes(String(select))) {
    throw constraint(select, 'select', `satisfy enum value set: [${selects.join(', ')}]`);
  }
  if (select === 'SPECIFIC_ATTRIBUTES' && !hasProjection) {
    throw validation(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (select !== 'SPECIFIC_ATTRIBUTES' && hasProjection) {
    throw validation(`Cannot specify the ProjectionExpression when choosing to get ${select}`);
  }
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && index === undefined) {
    throw validation('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
  if (select === 'ALL_ATTRIBUTES' && index !== undefined && index.projection.type !== 'ALL') {
    throw invalidParameter(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  return select;
}

/** A global index reads nothing from its table. */
function checkProjected({ table, index }: Source, paths: readonly Path[]): void {
  const names = index === undefined ? undefined : projectedNames(table, index);
  const missing = names === undefined ? [] : paths.map(([name]) => name).filter((name) => !names.has(name));
  if (missing.length > 0) {
    throw invalidParameter(`Global secondary index ${index?.name} does not project [${missing.join(', ')}]`);
  }
}

/** Reads a page of a range: up to 1 MB, or as many rows as the request's limit says. */
export function readPage(
  input: JsonObject,
  { store }: Context,
  source: Source,
  range: Range,
  options: PageOptions & { readonly isBackward?: boolean },
): JsonObject {
  const space = (source.index ?? source.table).space;
  const items: Item[] = [];
  let [scanned, bytes]: [number, number] = [0, 0];
  let last: Row | undefined;
  let isWhole = true;
  for (const row of store.read(space, range, options.isBackward)) {
    if (scanned > 0 && bytes + row.size > mostBytes) {
      isWhole = false;
      break;
    }
    scanned++;
    bytes += row.size;
    last = row;
    if (options.filter === undefined || holds(options.filter, row.item)) items.push(row.item);
    if (scanned >= options.limit) {
      isWhole = false;
      break;
    }
  }
  const { paths } = options;
  const shown = paths === undefined ? items : items.map((item) => project(item, paths));
  return {
    ...(options.isCount ? {} : { Items: shown }),
    Count: items.length,
    ScannedCount: scanned,
    ...(isWhole || last === undefined ? {} : { LastEvaluatedKey: startKeyOf(source, last.item) }),
    ...optional('ConsumedCapacity', consumedCapacity(input, source.table, pageUnits(input, source, bytes))),
  };
}

/** The key from which a next page goes on. */
function startKeyOf({ table, index }: Source, item: Item): Item {
  return { ...keysOf(table.keys, item), ...(index === undefined ? {} : keysOf(index.keys, item)) };
}

function pageUnits({ ConsistentRead }: JsonObject, { index }: Source, bytes: number) {
  const units = readUnits(bytes, ConsistentRead === true);
  return index === undefined ? { table: units, indexes: {} } : { table: 0, indexes: { [index.name]: units } };
}
