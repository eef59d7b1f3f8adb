import { fromItem, toItem } from 'penstock/runtime/aws/attribute-value';
import type { EndpointRecord, ListedEndpoint, StoredEndpoint } from '../domain/endpoint.ts';
import { listPosition } from '../domain/endpoint-repository.ts';
import type { Item } from './query-page.ts';

/** An endpoint and its deliveries lie together. */
export const partitionOf = (tenant: string, endpointId: string): string => `${tenant}#${endpointId}`;

export const endpointKey = (tenant: string, id: string): Item => ({
  pk: { S: partitionOf(tenant, id) },
  sk: { S: 'endpoint' },
});

/** The record as its item. Only what has a `listKey` is in the tenant's list: a deleted endpoint loses it. */
export const endpointItem = (record: EndpointRecord): Item => ({
  ...endpointKey(record.tenant, record.id),
  ...toItem({ ...record, listKey: listPosition(record) }),
});

export const storedEndpoint = (item: Item) => read<StoredEndpoint>(item);

/** What the index of the tenant's list holds of an endpoint. */
export const listedEndpoint = (item: Item) => read<ListedEndpoint>(item);

function read<Shape>(item: Item): Shape {
  const { pk, sk, listKey, ...record } = fromItem(item);
  // Only this module writes these items, so what it reads has the shape it wrote.
  return record as unknown as Shape;
}
