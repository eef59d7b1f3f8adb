import { isObject } from '../../../../contract/json.ts';

/** Numbers in [0, 1). */
export type Random = () => number;

/** A member of an object or an item of a list, which can be changed where it is. */
export interface Place {
  readonly parent: Record<string, unknown> | unknown[];
  readonly key: string;
}

export const pick = <const T extends readonly [unknown, ...unknown[]]>(random: Random, all: T): T[number] =>
  all[Math.floor(random() * all.length)] ?? all[0];

/** Every place of a document, the outer ones first; `which` chooses by what is there. */
export function placesOf(root: unknown, which: (value: unknown) => boolean = () => true): readonly Place[] {
  const found: Place[] = [];
  const waiting: unknown[] = [root];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (!Array.isArray(next) && !isObject(next)) continue;
    for (const [key, value] of Object.entries(next)) {
      if (which(value)) found.push({ parent: next as Place['parent'], key });
      if (typeof value === 'object' && value !== null) waiting.push(value);
    }
  }
  return found;
}

export const valueAt = ({ parent, key }: Place): unknown => (parent as Record<string, unknown>)[key];

/** Also a member that is called `__proto__` is one of its own. */
export function put({ parent, key }: Place, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

export function remove({ parent, key }: Place): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}
