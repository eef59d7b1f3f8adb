import { text } from '../../../json.ts';
import type { Operation } from '../context.ts';
import { validation } from '../errors.ts';
import {
  type KeyCondition,
  keyAttributeIn,
  parseKeyCondition,
  type SortCondition,
} from '../expressions/key-condition.ts';
import { readScope } from '../expressions/scope.ts';
import { after, next } from '../store/positions.ts';
import type { Position, Range } from '../store/store.ts';
import { tableOf } from '../tables/catalog.ts';
import type { KeySchema } from '../tables/definition.ts';
import { typeOf } from '../values/attribute.ts';
import { afterPrefix, partitionBytes, sortBytes } from '../values/key-bytes.ts';
import { checkCapacityForm } from './capacity.ts';
import { refuseLegacy } from './condition-check.ts';
import { readPage, readPageOptions, readSource } from './page.ts';
import { readStartKey } from './start-key.ts';

export const query: Operation = (input, context) => {
  refuseLegacy(input);
  checkCapacityForm(input);
  const table = tableOf(context.catalog, input.TableName);
  const scope = readScope(input);
  const source = readSource(input, table);
  const keys = (source.index ?? table).keys;
  const expression = text(input.KeyConditionExpression);
  if (expression === undefined) {
    throw validation('Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.');
  }
  const condition = parseKeyCondition(expression, scope, keys);
  checkTypes(condition, keys);
  const options = readPageOptions(input, source, scope);
  const filtered = options.filter === undefined ? undefined : keyAttributeIn(options.filter, keys);
  if (filtered !== undefined) {
    throw validation(
      `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${filtered}`,
    );
  }
  const isBackward = input.ScanIndexForward === false;
  const start = readStartKey(input.ExclusiveStartKey, source);
  const range = rangeOf(condition);
  return readPage(input, context, source, start === undefined ? range : rest(range, start, isBackward), {
    ...options,
    isBackward,
  });
};

function checkTypes({ partition, sort }: KeyCondition, keys: KeySchema): void {
  const given = sort === undefined ? [] : sort.by === 'between' ? [sort.low, sort.high] : [sort.value];
  const isWrong = typeOf(partition) !== keys.partition.type || given.some((value) => typeOf(value) !== keys.sort?.type);
  if (isWrong) {
    throw validation('One or more parameter values were invalid: Condition parameter type does not match schema type');
  }
}

const none = Buffer.alloc(0);

/** The rows that a condition on keys means: all its partition, or one stretch of it. */
function rangeOf({ partition, sort }: KeyCondition): Range {
  const bytes = partitionBytes(partition);
  const at = (sortKey: Buffer): Position => ({ partition: bytes, sort: sortKey, item: none });
  const whole = { from: at(none), to: { partition: next(bytes), sort: none, item: none } };
  if (sort === undefined) return whole;
  const { from, to } = stretchOf(sort);
  return { from: from === undefined ? whole.from : at(from), to: to === undefined ? whole.to : at(to) };
}

/** From a sort key on, up to another and without it. */
function stretchOf(condition: SortCondition): { readonly from?: Buffer; readonly to?: Buffer } {
  if (condition.by === 'between') return { from: sortBytes(condition.low), to: next(sortBytes(condition.high)) };
  const bytes = sortBytes(condition.value);
  switch (condition.by) {
    case '=':
      return { from: bytes, to: next(bytes) };
    case '<':
      return { to: bytes };
    case '<=':
      return { to: next(bytes) };
    case '>':
      return { from: next(bytes) };
    case '>=':
      return { from: bytes };
    case 'begins-with': {
      const to = afterPrefix(bytes);
      return to === undefined ? { from: bytes } : { from: bytes, to };
    }
  }
}

/** What of a range comes after a position, in the direction in which it is read; a start before it changes nothing. */
function rest(range: Range, start: Position, isBackward: boolean): Range {
  if (isBackward) return { ...range, to: least(range.to ?? start, start) };
  return { ...range, from: greatest(range.from, after(start)) };
}

function least(a: Position, b: Position): Position {
  return comparePositions(a, b) < 0 ? a : b;
}

function greatest(a: Position, b: Position): Position {
  return comparePositions(a, b) < 0 ? b : a;
}

function comparePositions(a: Position, b: Position): number {
  return Buffer.compare(a.partition, b.partition) || Buffer.compare(a.sort, b.sort) || Buffer.compare(a.item, b.item);
}
