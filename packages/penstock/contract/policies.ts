import { asObject, isObject, type JsonObject } from './json.ts';

/**
 * The policy of an operation: the root's `x-penstock` with the operation's own laid over it, member by member
 * (`throttle: { rate: 5 }` keeps the default burst). `idempotency` is `none` unless the operation says otherwise.
 */
export function mergePolicy(defaults: unknown, overrides: unknown): JsonObject {
  return { idempotency: 'none', ...overlay(asObject(defaults), asObject(overrides)) };
}

function overlay(below: JsonObject, above: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const under = below[key];
    merged[key] = isObject(under) && isObject(value) ? overlay(under, value) : value;
  }
  return merged;
}
