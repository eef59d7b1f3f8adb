import { type JsonObject, text } from '../../../json.ts';
import type { Context, Operation } from '../context.ts';
import { constraint } from '../errors.ts';
import { parseProjection, project } from '../expressions/projection.ts';
import { readScope } from '../expressions/scope.ts';
import { tableOf } from '../tables/catalog.ts';
import { checkKeys, keysOf, positionOf, readKey } from '../tables/keys.ts';
import { type Item, readItem } from '../values/attribute.ts';
import { checkCapacityForm, consumedCapacity, optional, readUnits } from './capacity.ts';
import { readCondition, readReturnValues, refuseLegacy } from './condition-check.ts';
import { readUpdate } from './update-item.ts';
import { checkItemSize, commitWrites, type Evaluated, evaluateWrite, type Write } from './write.ts';

export const getItem: Operation = (input, context) => {
  refuseLegacy(input);
  checkCapacityForm(input);
  const table = tableOf(context.catalog, input.TableName);
  const scope = readScope(input);
  const projection = text(input.ProjectionExpression);
  const paths = projection === undefined ? undefined : parseProjection(projection, scope);
  const row = context.store.get(table.space, positionOf(table, readKey(table, required(input, 'Key'))));
  const item = row === undefined || paths === undefined ? row?.item : project(row.item, paths);
  const units = { table: readUnits(row?.size ?? 0, input.ConsistentRead === true), indexes: {} };
  return { ...optional('Item', item), ...optional('ConsumedCapacity', consumedCapacity(input, table, units)) };
};

export const putItem: Operation = (input, context) => {
  checkWriteRequest(input);
  const wanted = readReturnValues(input, ['NONE', 'ALL_OLD']);
  return answerWrite(input, context, readPut(input, context), ({ before }) =>
    wanted === 'ALL_OLD' ? before?.item : undefined,
  );
};

export const deleteItem: Operation = (input, context) => {
  checkWriteRequest(input);
  const wanted = readReturnValues(input, ['NONE', 'ALL_OLD']);
  return answerWrite(input, context, readDelete(input, context), ({ before }) =>
    wanted === 'ALL_OLD' ? before?.item : undefined,
  );
};

export const updateItem: Operation = (input, context) => {
  checkWriteRequest(input);
  const { write, returned } = readUpdate(input, context);
  return answerWrite(input, context, write, returned);
};

/** @throws EngineError where the request is no put that its table takes */
export function readPut(input: JsonObject, { catalog }: Context): Write {
  const item = readItem(required(input, 'Item'));
  const scope = readScope(input);
  const check = readCondition(input, scope);
  const table = tableOf(catalog, input.TableName);
  checkKeys(table, item);
  checkItemSize(item, 'Item size');
  const change = (before: Item | undefined) => {
    check(before);
    return item;
  };
  return { table, key: keysOf(table.keys, item), change };
}

/** @throws EngineError where the request is no delete that its table takes */
export function readDelete(input: JsonObject, { catalog }: Context): Write {
  const check = readCondition(input, readScope(input));
  const table = tableOf(catalog, input.TableName);
  const change = (before: Item | undefined) => {
    check(before);
    return undefined;
  };
  return { table, key: readKey(table, required(input, 'Key')), change };
}

/** @throws EngineError where a member that an operation needs is not there */
export function required(input: JsonObject, name: string): unknown {
  const value = input[name];
  if (value !== undefined && value !== null) return value;
  throw constraint(undefined, `${name.charAt(0).toLowerCase()}${name.slice(1)}`, 'not be null');
}

function checkWriteRequest(input: JsonObject): void {
  refuseLegacy(input);
  checkCapacityForm(input);
  required(input, 'TableName');
}

function answerWrite(
  input: JsonObject,
  context: Context,
  write: Write,
  returned: (evaluated: Evaluated) => Item | undefined,
): JsonObject {
  const evaluated = evaluateWrite(context, write);
  const [units] = commitWrites(context, [evaluated]);
  const consumed = units === undefined ? undefined : consumedCapacity(input, write.table, units);
  return { ...optional('Attributes', returned(evaluated)), ...optional('ConsumedCapacity', consumed) };
}
