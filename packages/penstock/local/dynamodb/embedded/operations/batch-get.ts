import { type JsonObject, list, object, text } from '../../../json.ts';
import type { Context, Operation } from '../context.ts';
import { constraint, validation } from '../errors.ts';
import type { Path } from '../expressions/paths.ts';
import { parseProjection, project } from '../expressions/projection.ts';
import { readScope } from '../expressions/scope.ts';
import { tableOf } from '../tables/catalog.ts';
import type { TableDefinition } from '../tables/definition.ts';
import { positionOf, readKey } from '../tables/keys.ts';
import type { Item } from '../values/attribute.ts';
import { addUnits, checkCapacityForm, noUnits, readUnits, type Units } from './capacity.ts';
import { refuseLegacy } from './condition-check.ts';
import { consumedOf, refuseTwice, requestItems } from './several.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const mostKeys = 100;
const mostBytes = 16 * 1024 * 1024;

interface Asked {
  readonly name: string;
  readonly request: JsonObject;
  readonly table: TableDefinition;
  readonly keys: readonly Item[];
  readonly paths: readonly Path[] | undefined;
}

interface Found {
  readonly table: TableDefinition;
  readonly items: readonly Item[];
  /** Keys that are over the size of an answer. */
  readonly left: readonly Item[];
  readonly units: Units;
  readonly bytes: number;
}

export const batchGetItem: Operation = (input, context) => {
  checkCapacityForm(input);
  const requests = requestItems(input, 'BatchGetItem');
  const count = requests.reduce((sum, [, request]) => sum + list(object(request).Keys).length, 0);
  if (count > mostKeys) {
    throw validation(
      'Too many items requested for the BatchGetItem call: Member must have length less than or equal to 100',
    );
  }
  const asked = requests.map(([name, request]) => readAsked(context, name, object(request)));
  let bytes = 0;
  const answers = asked.map((one) => {
    const found = readItems(context, one, mostBytes - bytes);
    bytes += found.bytes;
    return { ...one, ...found };
  });
  const unprocessed = answers
    .filter(({ left }) => left.length > 0)
    .map(({ name, request, left }) => [name, { ...request, Keys: left }]);
  return {
    Responses: Object.fromEntries(answers.map(({ name, items }) => [name, items])),
    UnprocessedKeys: Object.fromEntries(unprocessed),
    ...consumedOf(input, answers),
  };
};

/** @param room bytes that the answer still has */
function readItems({ store }: Context, { table, request, keys, paths }: Asked, room: number): Found {
  const items: Item[] = [];
  let [units, bytes, read] = [noUnits, 0, 0];
  for (const key of keys) {
    if (bytes > room) break;
    const row = store.get(table.space, positionOf(table, key));
    read++;
    bytes += row?.size ?? 0;
    units = addUnits(units, { table: readUnits(row?.size ?? 0, request.ConsistentRead === true), indexes: {} });
    if (row !== undefined) items.push(paths === undefined ? row.item : project(row.item, paths));
  }
  return { table, items, left: keys.slice(read), units, bytes };
}

function readAsked(context: Context, name: string, request: JsonObject): Asked {
  refuseLegacy(request);
  const table = tableOf(context.catalog, name);
  const keys = list(request.Keys).map((key) => readKey(table, key));
  if (keys.length === 0)
    throw constraint(request.Keys, `requestItems.${name}.member.keys`, 'have length greater than or equal to 1');
  refuseTwice(
    keys.map((key) => ({ table, key })),
    'Provided list of item keys contains duplicates',
  );
  const projection = text(request.ProjectionExpression);
  const scope = readScope(request);
  return {
    name,
    request,
    table,
    keys,
    paths: projection === undefined ? undefined : parseProjection(projection, scope),
  };
}
