import { fromItem, toItem } from '../../aws/attribute-value.ts';
import { endpointKey, type Item } from '../table/layout.ts';
import type { EndpointRecord, ListedEndpoint, StoredEndpoint } from './endpoint.ts';
import { listPosition } from './endpoint-repository.ts';

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
