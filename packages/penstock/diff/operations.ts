import { asObject } from '../contract/json.ts';
import { child, type Node } from '../contract/node.ts';
import { type Outline, type OutlinedOperation, outline } from '../contract/outline.ts';
import { compareBodies } from './bodies.ts';
import { type Found, found, type Reached, removed } from './change.ts';
import { compareParameters } from './parameters.ts';
import { comparePolicies } from './policies.ts';
import { compareResponses } from './responses.ts';
import type { Roots } from './schema/pair.ts';
import { securityChanges, waysOf } from './security.ts';
import type { Operations } from './versions.ts';
import { compareCallbacks } from './webhooks.ts';

/** What changed in the operations. Two are the same when they have one method and one path, whatever its parameters are called. */
export function compareOperations(roots: Roots, today: string): readonly Reached[] {
  const before = byRoute(outline(roots.base));
  const after = byRoute(outline(roots.head));
  const gone = [...before].filter(([route]) => !after.has(route)).map(([, operation]) => ended(operation, today));
  const rest = [...after].flatMap(([route, operation]): readonly Reached[] => {
    const was = before.get(route);
    if (was === undefined)
      return [[operation.label, found('operation-added', `${nameOf(operation)} is new`, operation.node)]];
    return compareOne({ roots, before: was, after: operation }, today).map((one) => [operation.label, one] as const);
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

function compareOne(operations: Operations, today: string): readonly Found[] {
  return [
    ...compareNames(operations),
    ...compareDeprecation(operations, today),
    ...compareSecurity(operations),
    ...compareParameters(operations),
    ...compareBodies(operations),
    ...compareResponses(operations),
    ...compareCallbacks(operations),
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

function compareDeprecation({ before, after }: Operations, today: string): readonly Found[] {
  const was = asObject(before.node.value);
  const is = asObject(after.node.value);
  const at = child(after.node, 'x-sunset');
  if (was.deprecated !== true && is.deprecated === true) {
    return [deprecated(is['x-sunset'], today, at)];
  }
  if (was.deprecated === true && is.deprecated !== true) {
    return [found('operation-no-longer-deprecated', 'is no longer deprecated', after.node)];
  }
  const [from, to] = [was['x-sunset'], is['x-sunset']];
  if (from === to || is.deprecated !== true) return [];
  if (typeof to === 'string' && typeof from !== 'string') return [deprecated(to, today, at)];
  const isSooner = typeof to === 'string' && to < String(from);
  const rule = isSooner ? 'sunset-brought-forward' : 'sunset-put-off';
  return [found(rule, `x-sunset ${String(from)} became ${String(to ?? 'none')}`, at)];
}

/** Nobody can plan with a day that is over. */
function deprecated(sunset: unknown, today: string, at: Node): Found {
  return typeof sunset === 'string' && sunset < today
    ? found('sunset-brought-forward', `is deprecated until ${sunset}, which is over`, at)
    : found('operation-deprecated', `is deprecated until ${String(sunset ?? 'no date')}`, at);
}

const compareSecurity = ({ roots, before, after }: Operations): readonly Found[] =>
  securityChanges(waysOf(roots.base, before.security), waysOf(roots.head, after.security)).map(({ rule, message }) =>
    found(rule, message, after.security),
  );
