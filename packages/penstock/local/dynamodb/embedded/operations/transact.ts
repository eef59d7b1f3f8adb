import { createHash } from 'node:crypto';
import { isObject, type JsonObject, list, object, text } from '../../../json.ts';
import type { Context, Operation } from '../context.ts';
import { constraint, EngineError, validation } from '../errors.ts';
import { parseProjection, project } from '../expressions/projection.ts';
import { readScope } from '../expressions/scope.ts';
import { tableOf } from '../tables/catalog.ts';
import { positionOf, readKey } from '../tables/keys.ts';
import { itemSize } from '../values/size.ts';
import { checkCapacityForm, optional, readUnits, timesUnits, type Units } from './capacity.ts';
import { readCondition } from './condition-check.ts';
import { readDelete, readPut, required } from './items.ts';
import { consumedOf, refuseTwice, unitsByTable } from './several.ts';
import { readUpdate } from './update-item.ts';
import { commitWrites, type Evaluated, evaluateWrite, type Write } from './write.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const mostParts = 100;
const mostBytes = 4 * 1024 * 1024;
const tokenLifeMs = 10 * 60_000;

export const transactWriteItems: Operation = (input, context) => {
  checkCapacityForm(input);
  const writes = readParts(input).map((part) => readPart(part, context));
  refuseTwice(writes, 'Transaction request cannot include multiple operations on one item');
  if (isRepeated(input, context)) return consumedOf(input, unitsByTable(writes, writes.map(readAgain)), 'Read');
  const evaluated = evaluateAll(writes, context);
  const bytes = evaluated.reduce((sum, { after }) => sum + (after?.size ?? 0), 0);
  if (bytes > mostBytes) throw validation('Transaction request size exceeding the 4MB limit');
  const units = commitWrites(context, evaluated, { keepToo: () => remember(input, context) });
  const doubled = units.map((one) => timesUnits(one, 2));
  return consumedOf(input, unitsByTable(writes, doubled), 'Write');
};

export const transactGetItems: Operation = (input, context) => {
  checkCapacityForm(input);
  const gets = readParts(input).map((part) => readGet(object(part.Get), context));
  const units = gets.map(({ row }) => timesUnits({ table: readUnits(row?.size ?? 0, true), indexes: {} }, 2));
  const bytes = gets.reduce((sum, { row }) => sum + (row?.size ?? 0), 0);
  if (bytes > mostBytes) throw validation('Transaction request size exceeding the 4MB limit');
  return {
    Responses: gets.map(({ item }) => optional('Item', item)),
    ...consumedOf(input, unitsByTable(gets, units), 'Read'),
  };
};

function readParts({ TransactItems }: JsonObject): readonly JsonObject[] {
  const parts = list(TransactItems).filter(isObject);
  if (parts.length === 0) throw constraint([], 'transactItems', 'have length greater than or equal to 1');
  if (parts.length > mostParts) throw constraint(parts, 'transactItems', 'have length less than or equal to 100');
  return parts;
}

function readGet(request: JsonObject, context: Context) {
  const table = tableOf(context.catalog, request.TableName);
  const projection = text(request.ProjectionExpression);
  const scope = readScope(request);
  const row = context.store.get(table.space, positionOf(table, readKey(table, required(request, 'Key'))));
  const isWhole = row === undefined || projection === undefined;
  return { table, row, item: isWhole ? row?.item : project(row.item, parseProjection(projection, scope)) };
}

function readPart(part: JsonObject, context: Context): Write {
  const [kind, ...more] = Object.keys(part).filter((name) => isObject(part[name]));
  const request = object(part[kind ?? '']);
  if (more.length > 0 || kind === undefined) {
    throw validation('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  if (kind === 'Put') return readPut(request, context);
  if (kind === 'Delete') return readDelete(request, context);
  if (kind === 'ConditionCheck') return readCheck(request, context);
  required(request, 'UpdateExpression');
  return readUpdate(request, context).write;
}

function readCheck(request: JsonObject, { catalog }: Context): Write {
  required(request, 'ConditionExpression');
  const check = readCondition(request, readScope(request));
  const table = tableOf(catalog, request.TableName);
  const key = readKey(table, required(request, 'Key'));
  return {
    table,
    key,
    change: (before) => {
      check(before);
      return before;
    },
  };
}

/** @throws EngineError with the reason of each part where any may not be done */
function evaluateAll(writes: readonly Write[], context: Context): readonly Evaluated[] {
  const found = writes.map((write) => {
    try {
      return evaluateWrite(context, write);
    } catch (error) {
      if (error instanceof EngineError) return error;
      throw error;
    }
  });
  const evaluated = found.filter((one): one is Evaluated => !(one instanceof EngineError));
  if (evaluated.length === found.length) return evaluated;
  const reasons = found.map((one) => (one instanceof EngineError ? reasonOf(one) : { Code: 'None' }));
  const codes = reasons.map(({ Code }) => Code).join(', ');
  throw new EngineError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
}

function reasonOf({ type, message, more }: EngineError) {
  const name = type.split('#').at(-1);
  const Code = name === 'ConditionalCheckFailedException' ? 'ConditionalCheckFailed' : 'ValidationError';
  return { Code, Message: message, ...more };
}

/** Whether the request was carried out before. @throws EngineError where another one was, by the same token */
function isRepeated(input: JsonObject, { store, now, region }: Context): boolean {
  const token = text(input.ClientRequestToken);
  const kept = token === undefined ? undefined : store.document('transaction', `${region} ${token}`);
  if (kept === undefined || Number(kept.at) + tokenLifeMs < now()) return false;
  if (kept.fingerprint === fingerprintOf(input)) return true;
  throw new EngineError(
    'IdempotentParameterMismatchException',
    'An idempotent request was made with the same token and other parameters',
  );
}

function remember(input: JsonObject, { store, now, region }: Context): void {
  const token = text(input.ClientRequestToken);
  if (token === undefined) return;
  const name = `${region} ${token}`;
  store.saveDocument('transaction', name, { name, at: now(), fingerprint: fingerprintOf(input) });
}

/** Forgets the transactions whose tokens are too old to be asked for again. */
export function forgetTransactions({ store, now }: Context): void {
  for (const { name, at } of store.documents('transaction')) {
    if (Number(at) + tokenLifeMs < now()) store.removeDocument('transaction', String(name));
  }
}

function fingerprintOf({ TransactItems }: JsonObject): string {
  return createHash('sha256').update(JSON.stringify(TransactItems)).digest('base64');
}

/** A transaction that is asked for again is read. */
function readAgain({ key }: Write): Units {
  return timesUnits({ table: readUnits(itemSize(key), true), indexes: {} }, 2);
}
