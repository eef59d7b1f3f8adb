import { asObject, type JsonObject } from '../json.ts';
import type { Contract } from '../model.ts';

/**
 * The OpenAPI document for callers: without servers, which are filled in where it is served, and without `x-penstock...`, which
 * says how much an attacker has to send.
 */
export function publicDocument({ document }: Pick<Contract, 'document'>): JsonObject {
  const { servers: _, paths, ...rest } = withoutPolicies(document);
  const items = Object.entries(asObject(paths)).map(([path, item]) => [path, withoutPoliciesOfMembers(item)]);
  return { ...rest, paths: Object.fromEntries(items) };
}

const withoutPolicies = (value: unknown): JsonObject =>
  Object.fromEntries(Object.entries(asObject(value)).filter(([name]) => !name.startsWith('x-penstock')));

const withoutPoliciesOfMembers = (item: unknown): JsonObject =>
  Object.fromEntries(
    Object.entries(asObject(item)).map(([name, member]) => [
      name,
      Array.isArray(member) || typeof member !== 'object' ? member : withoutPolicies(member),
    ]),
  );
