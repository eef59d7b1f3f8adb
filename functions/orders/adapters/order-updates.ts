import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { toAttribute, toItem } from 'penstock/runtime/aws/attribute-value';
import { tenantKey } from 'penstock/runtime/aws/tenant-key';
import { changeNames, changeSets, changeValues } from 'penstock/runtime/outbox/item-change';
import type { Cancellation, Update } from '../domain/decisions.ts';
import { cancellable, changeable, type OrderPatch, totalOf } from '../domain/order.ts';
import { eventMark, type OrderEventType, type Stamp } from '../domain/record.ts';
import type { Item } from './order-item.ts';

export type UpdateExpression = Required<
  Pick<
    UpdateItemCommandInput,
    'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
  >
>;

/** A version that no order has: the condition fails and shows the order. */
const NO_VERSION = -1;

/** The update as one write. What the order was placed with is kept at its first change: no read comes before. */
export function updateExpression({ patch, expected, stamp }: Update, region: string): UpdateExpression {
  const versions = expected === 'any' ? [] : expected.length === 0 ? [NO_VERSION] : expected;
  const versionValues = valueList('expected', versions);
  const states = valueList('state', changeable);
  const { sets, removes, values } = contentChange(patch);
  const removal = removes.length === 0 ? '' : ` REMOVE ${removes.join(', ')}`;
  return {
    UpdateExpression: `SET ${[...changeSets, 'placedWith = if_not_exists(placedWith, content)', ...sets].join(', ')}${removal}`,
    ConditionExpression: [
      'attribute_exists(pk)',
      notBeingPaid,
      `#status IN (${Object.keys(states).join(', ')})`,
      ...(versions.length === 0 ? [] : [`#version IN (${Object.keys(versionValues).join(', ')})`]),
    ].join(' AND '),
    ExpressionAttributeNames: {
      ...stateNames,
      ...(sets.length + removes.length > 0 && names(sets.concat(removes))),
    },
    ExpressionAttributeValues: {
      ...stampValues(stamp, region, 'orders.order.updated.v1'),
      ...states,
      ...versionValues,
      ...values,
    },
  };
}

export function cancelExpression({ tenant, key, fingerprint, stamp }: Cancellation, region: string): UpdateExpression {
  const states = valueList('state', cancellable);
  const receipt = { key, fingerprint, status: 'cancelled', at: stamp.at };
  return {
    UpdateExpression: `SET ${[
      ...changeSets,
      '#status = :cancelled',
      'tenantStatus = :tenantStatus',
      'cancellation = :receipt',
      'cancelledVersion = #version + :one',
    ].join(', ')}`,
    ConditionExpression: `attribute_exists(pk) AND ${notBeingPaid} AND #status IN (${Object.keys(states).join(', ')})`,
    ExpressionAttributeNames: stateNames,
    ExpressionAttributeValues: {
      ...stampValues(stamp, region, 'orders.order.cancelled.v1'),
      ...states,
      ':cancelled': { S: 'cancelled' },
      ':tenantStatus': { S: tenantKey(tenant, 'cancelled') },
      ':receipt': { M: toItem(receipt) },
    },
  };
}

/** The store's form of isBeingPaid. */
const notBeingPaid = '(attribute_not_exists(payment) OR payment.#state <> :capturing)';
const stateNames = { ...changeNames, '#status': 'status', '#state': 'state' };

const stampValues = (stamp: Stamp, region: string, type: OrderEventType): Item => ({
  ...changeValues({ at: stamp.at, requestId: stamp.requestId, event: eventMark(type, stamp), region }),
  ':capturing': { S: 'capturing' },
});

interface ContentChange {
  readonly sets: readonly string[];
  readonly removes: readonly string[];
  readonly values: Item;
}

function contentChange({ items, reference }: OrderPatch): ContentChange {
  const sets: string[] = [];
  const values: Item = {};
  if (items !== undefined) {
    sets.push('content.#items = :items', 'content.#total = :total');
    values[':items'] = toAttribute(items);
    values[':total'] = toAttribute(totalOf(items));
  }
  if (typeof reference === 'string') {
    sets.push('content.#reference = :reference');
    values[':reference'] = { S: reference };
  }
  return { sets, removes: reference === null ? ['content.#reference'] : [], values };
}

/** The placeholders that these clauses use; DynamoDB refuses one that is declared and not used. */
function names(clauses: readonly string[]): Record<string, string> {
  const used = new Set(clauses.join(' ').match(/#\w+/g));
  return Object.fromEntries([...used].map((placeholder) => [placeholder, placeholder.slice(1)]));
}

const valueList = (name: string, values: readonly (string | number)[]): Item =>
  Object.fromEntries(values.map((value, index) => [`:${name}${index}`, toAttribute(value)]));
