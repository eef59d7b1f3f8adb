import { type AttributeValue, attributeOf, type Item } from '../values/attribute.ts';
import { isReserved } from './reserved-words.ts';
import type { Scope } from './scope.ts';
import type { Cursor } from './tokens.ts';

/** Leads to a value in an item: names of attributes and members of maps, numbers of elements of lists. */
export type Path = readonly [string, ...(string | number)[]];

/** @throws EngineError where no path comes next, or a name in it is reserved or not given */
export function parsePath(cursor: Cursor, scope: Scope): Path {
  const path: [string, ...(string | number)[]] = [parseName(cursor, scope)];
  for (;;) {
    if (cursor.take('.')) path.push(parseName(cursor, scope));
    else if (cursor.take('[')) {
      if (cursor.peek().kind !== 'number') throw cursor.unexpected();
      path.push(Number(cursor.next().text));
      cursor.expect(']');
    } else return path;
  }
}

function parseName(cursor: Cursor, scope: Scope): string {
  const { kind, text } = cursor.peek();
  if (kind === 'name') {
    const name = scope.name(text);
    if (name === undefined) {
      throw cursor.fail(
        `An expression attribute name used in the document path is not defined; attribute name: ${text}`,
      );
    }
    cursor.next();
    return name;
  }
  if (kind !== 'word') throw cursor.unexpected();
  if (isReserved(text)) {
    throw cursor.fail(`Attribute name is a reserved keyword; reserved keyword: ${text}`);
  }
  cursor.next();
  return text;
}

/** The value that a path leads to, undefined where there is none. */
export function valueAt(item: Item, [name, ...steps]: Path): AttributeValue | undefined {
  let found = attributeOf(item, name);
  for (const step of steps) {
    if (found === undefined) return undefined;
    found = childOf(found, step);
  }
  return found;
}

export function childOf(value: AttributeValue, step: string | number): AttributeValue | undefined {
  if (typeof step === 'string') return 'M' in value ? attributeOf(value.M, step) : undefined;
  return 'L' in value ? value.L[step] : undefined;
}

/** As messages of DynamoDB show a path. */
export function showPath(path: Path): string {
  return `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
}

export function isSamePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}

/** The message about the first two paths of an expression that cannot both be used; undefined where all can. */
export function pathProblem(paths: readonly Path[]): string | undefined {
  for (const [index, two] of paths.entries()) {
    for (const one of paths.slice(0, index)) {
      const how = relationOf(one, two);
      if (how === undefined) continue;
      return (
        `Two document paths ${how} with each other; must remove or rewrite one of these paths; ` +
        `path one: ${showPath(one)}, path two: ${showPath(two)}`
      );
    }
  }
  return undefined;
}

function relationOf(one: Path, two: Path): 'overlap' | 'conflict' | undefined {
  for (let index = 0; index < Math.min(one.length, two.length); index++) {
    if (typeof one[index] !== typeof two[index]) return 'conflict';
    if (one[index] !== two[index]) return undefined;
  }
  return 'overlap';
}
