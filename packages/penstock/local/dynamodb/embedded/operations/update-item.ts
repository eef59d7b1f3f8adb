import { type JsonObject, text } from '../../../json.ts';
import type { Context } from '../context.ts';
import { constraint, invalidParameter } from '../errors.ts';
import { type Path, valueAt } from '../expressions/paths.ts';
import { project } from '../expressions/projection.ts';
import { readScope } from '../expressions/scope.ts';
import { applyUpdate } from '../expressions/update.ts';
import { parseUpdate, pathsOf, type Update } from '../expressions/update-parser.ts';
import { tableOf } from '../tables/catalog.ts';
import { keyNames, type TableDefinition } from '../tables/definition.ts';
import { checkIndexKeys, readKey } from '../tables/keys.ts';
import type { Item } from '../values/attribute.ts';
import { readCondition, readReturnValues } from './condition-check.ts';
import { checkItemSize, type Evaluated, type Write } from './write.ts';

const nothing: Update = { set: [], remove: [], add: [], delete: [] };
const allowed = ['NONE', 'ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW'];

export interface ReadUpdate {
  readonly write: Write;
  /** The attributes that the request wants back. */
  readonly returned: (evaluated: Evaluated) => Item | undefined;
}

/** @throws EngineError where the request is no update that its table takes */
export function readUpdate(input: JsonObject, { catalog }: Context): ReadUpdate {
  const wanted = readReturnValues(input, allowed);
  const scope = readScope(input);
  const expression = text(input.UpdateExpression);
  const update = expression === undefined ? nothing : parseUpdate(expression, scope);
  const check = readCondition(input, scope);
  const table = tableOf(catalog, input.TableName);
  if (input.Key === undefined || input.Key === null) throw constraint(undefined, 'key', 'not be null');
  const key = readKey(table, input.Key);
  const paths = pathsOf(update);
  checkPaths(table, paths);
  const change = (before: Item | undefined) => {
    check(before);
    const after = applyUpdate(update, before ?? key);
    for (const index of table.indexes) checkIndexKeys(index, after);
    checkItemSize(after, 'Item size to update');
    return after;
  };
  return { write: { table, key, change }, returned: (evaluated) => returnedItem(wanted, paths, evaluated) };
}

function checkPaths({ keys }: TableDefinition, paths: readonly Path[]): void {
  const name = keyNames(keys).find((key) => paths.some(([first]) => first === key));
  if (name !== undefined) {
    throw invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`);
  }
}

function returnedItem(wanted: string, paths: readonly Path[], { before, after }: Evaluated): Item | undefined {
  if (wanted === 'NONE') return undefined;
  const item = wanted.endsWith('_OLD') ? before?.item : after?.item;
  if (item === undefined || wanted.startsWith('ALL')) return item;
  const updated = paths.filter((path) => valueAt(item, path) !== undefined);
  return updated.length === 0 ? undefined : project(item, updated);
}
