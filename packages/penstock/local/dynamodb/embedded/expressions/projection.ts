import { type AttributeValue, attributeOf, type Item } from '../values/attribute.ts';
import { type Path, parsePath, pathProblem, valueAt } from './paths.ts';
import type { Scope } from './scope.ts';
import { readTokens } from './tokens.ts';

/** @throws EngineError in the words of DynamoDB where the expression is no projection */
export function parseProjection(expression: string, scope: Scope): readonly Path[] {
  const cursor = readTokens(expression, 'ProjectionExpression');
  const paths = [parsePath(cursor, scope)];
  while (cursor.take(',')) paths.push(parsePath(cursor, scope));
  if (cursor.peek().kind !== 'end') throw cursor.unexpected();
  const problem = pathProblem(paths);
  if (problem !== undefined) throw cursor.fail(problem);
  return paths;
}

/** What an item has at some paths, with the maps and lists around it; of a list, the elements asked for alone. */
export function project(item: Item, paths: readonly Path[]): Item {
  const root: Branch = new Map();
  for (const path of paths) if (valueAt(item, path) !== undefined) grow(root, path);
  return Object.assign(Object.create(null), prunedItem(item, root));
}

/** What of a value is kept: all of it, or some of its members. */
type Branch = Map<string | number, Branch | 'all'>;

function grow(branch: Branch, [step, ...more]: readonly (string | number)[]): void {
  if (step === undefined) return;
  if (more.length === 0) return void branch.set(step, 'all');
  const child = branch.get(step) ?? new Map();
  branch.set(step, child);
  if (child !== 'all') grow(child, more);
}

function prunedItem(item: Item, branch: Branch): Item {
  const entries = [...branch].flatMap(([name, below]) => {
    const value = attributeOf(item, String(name));
    return value === undefined ? [] : [[String(name), pruned(value, below)] as const];
  });
  return Object.fromEntries(entries);
}

function pruned(value: AttributeValue, branch: Branch | 'all'): AttributeValue {
  if (branch === 'all') return value;
  if ('M' in value) return { M: prunedItem(value.M, branch) };
  if (!('L' in value)) return value;
  const elements = [...branch].toSorted(([a], [b]) => Number(a) - Number(b));
  return {
    L: elements.flatMap(([index, below]) => {
      const element = value.L[Number(index)];
      return element === undefined ? [] : [pruned(element, below)];
    }),
  };
}
