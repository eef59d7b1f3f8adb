import { asArray, asObject, asStrings } from '../contract/json.ts';
import { child, type Node } from '../contract/node.ts';
import { type Outline, type OutlinedOperation, outline } from '../contract/outline.ts';
import { compareBodies } from './bodies.ts';
import { type Found, found, type Reached, removed } from './change.ts';
import { compareParameters } from './parameters.ts';
import { comparePolicies } from './policies.ts';
import { compareResponses } from './responses.ts';
import type { Roots } from './schema/pair.ts';
import type { Operations } from './versions.ts';

/** What changed in the operations. Two are the same when they have one method and one path, whatever its parameters are called. */
export function compareOperations(roots: Roots, today: string): readonly Reached[] {
  const before = byRoute(outline(roots.base));
  const after = byRoute(outline(roots.head));
  const gone = [...before].filter(([route]) => !after.has(route)).map(([, operation]) => ended(operation, today));
  const rest = [...after].flatMap(([route, operation]): readonly Reached[] => {
    const was = before.get(route);
    if (was === undefined)
      return [[operation.label, found('operation-added', `${nameOf(operation)} is new`, operation.node)]];
    return compareOne({ roots, before: was, after: operation }).map((one) => [operation.label, one] as const);
  });
  return [...gone, ...rest];
}

function byRoute({ operations }: Outline): ReadonlyMap<string, OutlinedOperation> {
  return new Map(operations.map((one) => [`${one.method} ${one.path.replaceAll(/\{[^}]*\}/g, '{}')}`, one]));
}

const nameOf = ({ method, path }: OutlinedOperation) => `${method.toUpperCase()} ${path}`;

function ended(operation: OutlinedOperation, today: string): Reached {
  const { deprecated, 'x-sunset': sunset } = asObject(operation.node.value);
  const isOver = deprecated === true && typeof sunset === 'string' && sunset < today;
  const said = isOver ? `is gone after its sunset on ${sunset}` : 'is gone';
  const rule = isOver ? 'operation-sunset' : 'operation-removed';
  return [operation.label, removed(rule, `${nameOf(operation)} ${said}`, operation.node)];
}

function compareOne(operations: Operations): readonly Found[] {
  return [
    ...compareNames(operations),
    ...compareDeprecation(operations),
    ...compareSecurity(operations),
    ...compareParameters(operations),
    ...compareBodies(operations),
    ...compareResponses(operations),
    ...comparePolicies(operations),
  ];
}

function compareNames({ before, after }: Operations): readonly Found[] {
  const [was, is] = [before, after].map(({ node }) => asObject(node.value).operationId);
  if (was === is || was === undefined) return [];
  return [
    found('operation-renamed', `operationId ${String(was)} became ${String(is)}`, child(after.node, 'operationId')),
  ];
}

function compareDeprecation({ before, after }: Operations): readonly Found[] {
  const was = asObject(before.node.value);
  const is = asObject(after.node.value);
  const at = child(after.node, 'x-sunset');
  if (was.deprecated !== true && is.deprecated === true) {
    return [found('operation-deprecated', `is deprecated until ${String(is['x-sunset'] ?? 'no date')}`, at)];
  }
  if (was.deprecated === true && is.deprecated !== true) {
    return [found('operation-no-longer-deprecated', 'is no longer deprecated', after.node)];
  }
  const [from, to] = [was['x-sunset'], is['x-sunset']];
  if (typeof from !== 'string' || typeof to !== 'string' || from === to) return [];
  const rule = to < from ? 'sunset-brought-forward' : 'sunset-put-off';
  return [found(rule, `x-sunset ${from} became ${to}`, at)];
}

/** The ways in which a caller may show who it is, each with what it needs; none for an open operation. */
function waysOf({ value }: Node): readonly ReadonlyMap<string, readonly string[]>[] {
  return asArray(value).map(
    (way) => new Map(Object.entries(asObject(way)).map(([name, scopes]) => [name, asStrings(scopes)])),
  );
}

function compareSecurity({ before, after }: Operations): readonly Found[] {
  const [was, is] = [waysOf(before.security), waysOf(after.security)];
  const [wasOpen, isOpen] = [was, is].map((ways) => ways.length === 0 || ways.some((way) => way.size === 0));
  const at = after.security;
  if (wasOpen === true && isOpen === true) return [];
  if (wasOpen === true) return [found('authentication-added', 'was open, and now asks who calls', at)];
  if (isOpen === true) return [found('authentication-removed', 'asked who calls, and now is open', at)];
  return was.flatMap((way) => compareWay(way, is, at));
}

/** A way is kept while some way asks for no more than it did. */
function compareWay(
  way: ReadonlyMap<string, readonly string[]>,
  now: ReturnType<typeof waysOf>,
  at: Node,
): readonly Found[] {
  const more = now.map((other) => [...other].flatMap(([name, scopes]) => lacking(way, name, scopes)));
  const least = more.toSorted((a, b) => a.length - b.length)[0] ?? [];
  if (least.length > 0) return [found('scope-added', `asks for ${least.join(', ')} now`, at)];
  const asked = new Set(now.flatMap((other) => [...other.values()].flat()));
  const fewer = [...way.values()].flat().filter((scope) => !asked.has(scope));
  return fewer.length === 0 ? [] : [found('scope-removed', `no longer asks for ${fewer.join(', ')}`, at)];
}

function lacking(
  way: ReadonlyMap<string, readonly string[]>,
  name: string,
  scopes: readonly string[],
): readonly string[] {
  const held = way.get(name);
  return held === undefined ? [name, ...scopes] : scopes.filter((scope) => !held.includes(scope));
}
