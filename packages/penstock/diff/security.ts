import { asArray, asObject, asStrings } from '../contract/json.ts';
import type { Node } from '../contract/node.ts';
import type { PromiseChange } from './policies.ts';

/** One way to show who calls: the scopes that it needs of each scheme. */
export type Way = ReadonlyMap<string, readonly string[]>;

/** The ways in which a caller may show who it is; none for an open operation. */
export function waysOf({ value }: Node): readonly Way[] {
  return asArray(value).map(
    (way) => new Map(Object.entries(asObject(way)).map(([name, scopes]) => [name, asStrings(scopes)])),
  );
}

export function securityChanges(was: readonly Way[], is: readonly Way[]): readonly PromiseChange[] {
  const [wasOpen, isOpen] = [was, is].map((ways) => ways.length === 0 || ways.some((way) => way.size === 0));
  if (wasOpen === true && isOpen === true) return [];
  if (wasOpen === true) return [{ rule: 'authentication-added', message: 'was open, and now asks who calls' }];
  if (isOpen === true) return [{ rule: 'authentication-removed', message: 'asked who calls, and now is open' }];
  return was.flatMap((way) => changesOfWay(way, is));
}

/** A way is kept while some way asks for no more than it did. */
function changesOfWay(way: Way, now: readonly Way[]): readonly PromiseChange[] {
  const more = now.map((other) => [...other].flatMap(([name, scopes]) => lacking(way, name, scopes)));
  const least = more.toSorted((a, b) => a.length - b.length)[0] ?? [];
  if (least.length > 0) return [{ rule: 'scope-added', message: `asks for ${least.join(', ')} now` }];
  const asked = new Set(now.flatMap((other) => [...other.values()].flat()));
  const fewer = [...way.values()].flat().filter((scope) => !asked.has(scope));
  return fewer.length === 0 ? [] : [{ rule: 'scope-removed', message: `no longer asks for ${fewer.join(', ')}` }];
}

function lacking(way: Way, name: string, scopes: readonly string[]): readonly string[] {
  const held = way.get(name);
  return held === undefined ? [name, ...scopes] : scopes.filter((scope) => !held.includes(scope));
}
