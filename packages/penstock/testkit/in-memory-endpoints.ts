import {
  type EndpointRecord,
  isDeleted,
  type StoredEndpoint,
  toListedEndpoint,
} from '../runtime/webhooks/endpoints/endpoint.ts';
import {
  decideCreation,
  decideDeletion,
  decideDisabling,
  decideRotation,
} from '../runtime/webhooks/endpoints/endpoint-decisions.ts';
import { type EndpointRepository, listPosition } from '../runtime/webhooks/endpoints/endpoint-repository.ts';

/** The DynamoDB adapter's twin, for tests: the same suite runs against both. */
export function inMemoryEndpoints(records = new Map<string, StoredEndpoint>()): EndpointRepository {
  const keyOf = (tenant: string, id: string): string => `${tenant}#${id}`;
  const listed = (tenant: string): EndpointRecord[] =>
    [...records.values()].filter(isPresent).filter((record) => record.tenant === tenant);
  const store = <Decision extends { readonly outcome: string }>(decision: Decision): Decision => {
    if ('record' in decision) {
      const record = decision.record as StoredEndpoint;
      records.set(keyOf(record.tenant, record.id), record);
    }
    return decision;
  };
  return {
    create: async (creation) => {
      const { tenant, id } = creation;
      return store(decideCreation(records.get(keyOf(tenant, id)), listed(tenant).length, creation));
    },
    find: async (tenant, id) => records.get(keyOf(tenant, id)),
    remove: async (change) => store(decideDeletion(records.get(keyOf(change.tenant, change.id)), change)),
    disable: async (change) => store(decideDisabling(records.get(keyOf(change.tenant, change.id)), change)),
    rotateSecret: async (request) => store(decideRotation(records.get(keyOf(request.tenant, request.id)), request)),
    erasePreviousSecret: async ({ tenant, id, until }) => {
      const stored = records.get(keyOf(tenant, id));
      if (stored === undefined || isDeleted(stored) || stored.previousSecret?.until !== until) return;
      const { previousSecret: erased, ...remaining } = stored;
      records.set(keyOf(tenant, id), remaining);
    },
    list: async ({ tenant, limit, after }) => {
      const all = listed(tenant)
        .filter((record) => after === undefined || listPosition(record) < after)
        .sort((a, b) => (listPosition(a) < listPosition(b) ? 1 : -1));
      const page = all.slice(0, limit);
      const last = page.at(-1);
      return {
        records: page.map(toListedEndpoint),
        ...(all.length > limit && last !== undefined && { next: listPosition(last) }),
      };
    },
  };
}

const isPresent = (record: StoredEndpoint): record is EndpointRecord => !isDeleted(record);
