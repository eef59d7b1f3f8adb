import type { EventContract } from '../events/model.ts';
import { asObject, type JsonObject } from '../json.ts';
import type { Contract } from '../model.ts';
import { webhooksWithBodies } from './webhook-bodies.ts';

/**
 * The OpenAPI document for callers, whose webhooks have the schemas of their events: without servers, which are filled in where it is served, and without `x-penstock...`, which
 * says how much an attacker has to send.
 */
export function publicDocument(
  { document }: Pick<Contract, 'document'>,
  events: readonly EventContract[] = [],
): JsonObject {
  const { servers: _, paths, webhooks, ...rest } = withoutPolicies(document);
  const items = Object.entries(asObject(paths)).map(([path, item]) => [path, withoutPoliciesOfMembers(item)]);
  const sent = webhooks === undefined ? {} : { webhooks: webhooksWithBodies(document, events) };
  return { ...rest, paths: Object.fromEntries(items), ...sent };
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
