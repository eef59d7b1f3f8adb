import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { fromItem, toItem } from 'penstock/runtime/aws/attribute-value';
import { tenantKey } from 'penstock/runtime/aws/tenant-key';
import { regionAttribute } from 'penstock/runtime/outbox/item-change';
import { listPosition } from '../domain/order-repository.ts';
import type { OrderRecord, Receipt } from '../domain/record.ts';

export type Item = Record<string, AttributeValue>;

export const keyOf = (tenant: string, id: string): Item => ({ pk: { S: tenantKey(tenant, id) } });

/**
 * The record as its item, with the keys of the table and of the two lists, and the region that writes it: a global
 * table's stream shows every write in every region, and only the region that wrote publishes the event.
 */
export function itemOf(record: OrderRecord, region: string): Item {
  const { tenant, id, status, cancellation, ...rest } = record;
  return {
    ...keyOf(tenant, id),
    ...toItem({
      tenant,
      id,
      status,
      ...rest,
      listKey: listPosition(record),
      tenantStatus: tenantKey(tenant, status),
      [regionAttribute]: region,
    }),
    ...(cancellation && cancellationOf(cancellation)),
  };
}

/** A receipt lies in two attributes: an update can compute a version only at the top of an item. */
export function cancellationOf({ version, ...receipt }: Receipt): Item {
  return { cancellation: { M: toItem(receipt) }, cancelledVersion: { N: String(version) } };
}

export function recordOf(item: Item): OrderRecord {
  const { pk, listKey, tenantStatus, [regionAttribute]: _, cancellation, cancelledVersion, ...rest } = fromItem(item);
  const receipt =
    cancellation === undefined ? {} : { cancellation: { ...Object(cancellation), version: cancelledVersion } };
  // Only this module writes items, so what it reads has the shape it wrote.
  return { ...rest, ...receipt } as unknown as OrderRecord;
}
