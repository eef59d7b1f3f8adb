import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../contract/json.ts';
import { type Node, target } from '../../contract/node.ts';
import type { Roots } from './pair.ts';

const known = new WeakMap<Roots, Unchanged>();

/** Whether schemas say the same as before, with all that they refer to: most of a document, whatever changed in it. */
export function isUnchanged(roots: Roots, base: readonly Node[], head: readonly Node[]): boolean {
  const found = known.get(roots) ?? new Unchanged(roots);
  known.set(roots, found);
  return base.length === head.length && base.every((node, index) => found.is(node.value, head[index]?.value));
}

const component = /^#(\/components\/[^/]+\/[^/]+)/;

/** The components that two documents have in common, with all that they refer to. */
class Unchanged {
  readonly #roots: Roots;
  /** False as well while one is looked at that refers to itself: what refers to it is compared in full. */
  readonly #components = new Map<string, boolean>();

  constructor(roots: Roots) {
    this.#roots = roots;
  }

  is(before: unknown, after: unknown): boolean {
    return (
      isDeepStrictEqual(before, after) && referencesIn(after).every((reference) => this.#leadsToTheSame(reference))
    );
  }

  #leadsToTheSame(reference: string): boolean {
    const [, pointer] = component.exec(reference) ?? [];
    if (pointer === undefined) return false;
    const found = this.#components.get(pointer);
    if (found !== undefined) return found;
    this.#components.set(pointer, false);
    const { base, head } = this.#roots;
    const after = target(head, `#${pointer}`);
    const isSame = after !== undefined && this.is(target(base, `#${pointer}`)?.value, after.value);
    this.#components.set(pointer, isSame);
    return isSame;
  }
}

function referencesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { $ref } = value as JsonObject;
  return [...(typeof $ref === 'string' ? [$ref] : []), ...Object.values(value).flatMap(referencesIn)];
}
