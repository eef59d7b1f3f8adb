import { isScalar, type Pair, type YAMLMap } from 'yaml';

/** The members of maps by their names, as text: `200:` without quotes is a number to YAML. The parser's own search is linear. */
export class PairIndex {
  readonly #known = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

  of(map: YAMLMap): ReadonlyMap<string, Pair> {
    const known = this.#known.get(map);
    if (known?.size === map.items.length) return known;
    const pairs = new Map(map.items.map((pair) => [String(isScalar(pair.key) ? pair.key.value : pair.key), pair]));
    this.#known.set(map, pairs);
    return pairs;
  }

  /** A member is gone, or has another name. */
  forget(map: YAMLMap): void {
    this.#known.delete(map);
  }
}
