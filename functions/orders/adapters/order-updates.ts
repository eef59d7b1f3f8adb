import { tenantKey } from 'penstock/runtime/aws/tenant-key';
import { type ItemUpdate, isOneOf, valueList } from 'penstock/runtime/items/item-update';
import type { Cancellation, Update } from '../application/decisions.ts';
import { cancellable, changeable, type OrderPatch, type OrderStatus, totalOf } from '../domain/order.ts';
import type { OrderEventType } from '../domain/record.ts';

/** The update as one write. What the order was placed with is kept at its first change: no read comes before. */
export function contentUpdate({ patch, expected, stamp }: Update): ItemUpdate {
  const states = valueList('state', changeable);
  const { sets, removes, values } = contentChange(patch);
  return {
    sets: ['placedWith = if_not_exists(placedWith, content)', ...sets],
    removes,
    conditions: [notBeingPaid, `#status ${isOneOf(states)}`],
    values: { ...values, ...states, ':capturing': 'capturing' },
    version: { stamp, event: 'orders.order.updated.v1' satisfies OrderEventType },
    expected,
  };
}

export function cancellationUpdate({ tenant, key, fingerprint, stamp }: Cancellation): ItemUpdate {
  const states = valueList('state', cancellable);
  const { sets, values } = statusChange(tenant, 'cancelled');
  return {
    sets,
    conditions: [notBeingPaid, `#status ${isOneOf(states)}`],
    values: { ...values, ...states, ':capturing': 'capturing' },
    version: { stamp, event: 'orders.order.cancelled.v1' satisfies OrderEventType },
    receipt: { name: 'cancellation', value: { key, fingerprint, status: 'cancelled', at: stamp.at } },
  };
}

/** The store's form of isBeingPaid. */
const notBeingPaid = '(attribute_not_exists(payment) OR payment.#state <> :capturing)';

/** Another status, and the key of the list by status with it. */
export const statusChange = (tenant: string, status: OrderStatus) => ({
  sets: ['#status = :status', 'tenantStatus = :tenantStatus'],
  values: { ':status': status, ':tenantStatus': tenantKey(tenant, status) },
});

interface ContentChange {
  readonly sets: readonly string[];
  readonly removes: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

function contentChange({ items, reference }: OrderPatch): ContentChange {
  const sets: string[] = [];
  const values: Record<string, unknown> = {};
  if (items !== undefined) {
    sets.push('content.#items = :items', 'content.#total = :total');
    Object.assign(values, { ':items': items, ':total': totalOf(items) });
  }
  if (typeof reference === 'string') {
    sets.push('content.#reference = :reference');
    values[':reference'] = reference;
  }
  return { sets, removes: reference === null ? ['content.#reference'] : [], values };
}
