import { asArray, asObject, asStrings, type JsonObject } from '../contract/json.ts';
import { child, type Node, resolve } from '../contract/node.ts';
import type { PromiseChange } from './policies.ts';

/** One way to show who calls: the scopes that it needs of each credential. */
export type Way = ReadonlyMap<string, readonly string[]>;

/** The ways in which a caller may show who it is; none for an open operation. */
export function waysOf(root: JsonObject, { value }: Node): readonly Way[] {
  return asArray(value).map((way) => {
    const schemes = Map.groupBy(Object.entries(asObject(way)), ([name]) => shownFor(root, name));
    return new Map([...schemes].map(([shown, all]) => [shown, all.flatMap(([, scopes]) => asStrings(scopes))]));
  });
}

/** What a caller sends for a scheme: its name in the contract is nothing that a caller sees. */
function shownFor(root: JsonObject, name: string): string {
  const schemes = child({ value: root, pointer: '' }, 'components', 'securitySchemes');
  const scheme = asObject(resolve(root, child(schemes, name)).value);
  const { type, in: place } = scheme;
  if (type === 'apiKey') {
    const key = String(scheme.name);
    return `${String(place)} ${place === 'header' ? key.toLowerCase() : key}`;
  }
  const isBearer = type === 'oauth2' || type === 'openIdConnect' || String(scheme.scheme).toLowerCase() === 'bearer';
  if (isBearer) return 'bearer token';
  return type === 'http' ? `${String(scheme.scheme).toLowerCase()} authorization` : name;
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
  if (!now.some((other) => [...other.keys()].every((name) => way.has(name)))) {
    const ways = now.map((other) => [...other.keys()].join(' and '));
    const message = `asked for ${[...way.keys()].join(' and ')}, and now asks for ${ways.join(', or ')}`;
    return [{ rule: 'authentication-changed', message }];
  }
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
