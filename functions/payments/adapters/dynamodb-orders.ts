import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { fromItem, toAttribute } from 'penstock/runtime/aws/attribute-value';
import { tenantKey } from 'penstock/runtime/aws/tenant-key';
import { changeNames, changeSets, changeValues } from 'penstock/runtime/outbox/item-change';
import {
  type Claim,
  capturing,
  decideClaim,
  decideSettlement,
  type PayableOrder,
  type Settlement,
  settled,
} from '../domain/payment.ts';
import type { PayableOrders } from '../domain/ports.ts';

type Item = Record<string, AttributeValue>;
type Change = Pick<
  UpdateItemCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

export interface OrdersTable {
  readonly table: string;
  /** The region this process writes in. */
  readonly region: string;
}

/** The orders in their table: a change is one conditional update, whose failure brings the item along. */
export function dynamoDBPayableOrders(client: DynamoDBClient, { table, region }: OrdersTable): PayableOrders {
  const attempt = async (tenant: string, orderId: string, change: Change, signal: AbortSignal) => {
    try {
      const { Attributes = {} } = await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: { pk: { S: tenantKey(tenant, orderId) } },
          ...change,
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
        { abortSignal: signal },
      );
      return { wrote: payableOf(Attributes) };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { found: error.Item && payableOf(error.Item) };
    }
  };
  return {
    claim: async (claim, signal) => {
      const result = await attempt(claim.tenant, claim.orderId, claimChange(claim), signal);
      return 'wrote' in result ? { outcome: 'claimed', order: result.wrote } : decideClaim(result.found, claim);
    },
    settle: async (settlement, signal) => {
      const { tenant, orderId } = settlement;
      const result = await attempt(tenant, orderId, settleChange(settlement, region), signal);
      return 'wrote' in result
        ? { outcome: 'written', order: result.wrote }
        : decideSettlement(result.found, settlement);
    },
  };
}

/** The version stays and no event is written: the relay passes this change over. */
const claimChange = ({ cause }: Claim): Change => ({
  UpdateExpression: 'SET payment = :payment',
  ConditionExpression: 'attribute_exists(pk) AND #status = :pending AND attribute_not_exists(payment)',
  ExpressionAttributeNames: { '#status': 'status' },
  ExpressionAttributeValues: { ':pending': { S: 'pending' }, ':payment': toAttribute(capturing(cause)) },
});

function settleChange({ tenant, cause, outcome }: Settlement, region: string): Change {
  const { status, type, payment } = settled(cause, outcome);
  const { correlationId, traceparent } = cause;
  return {
    UpdateExpression: `SET ${[
      ...changeSets,
      '#status = :status',
      'tenantStatus = :tenantStatus',
      'payment = :payment',
    ].join(', ')}`,
    ConditionExpression: '#status = :pending AND payment.#state = :capturing',
    ExpressionAttributeNames: { ...changeNames, '#status': 'status', '#state': 'state' },
    ExpressionAttributeValues: {
      ...changeValues({ at: cause.at, requestId: cause.event, event: { type, correlationId, traceparent }, region }),
      ':pending': { S: 'pending' },
      ':capturing': { S: 'capturing' },
      ':status': { S: status },
      ':tenantStatus': { S: tenantKey(tenant, status) },
      ':payment': toAttribute(payment),
    },
  };
}

/** Only the orders and this module write items, so what is read has the shape they wrote. */
function payableOf(item: Item): PayableOrder {
  const { tenant, id, status, currency, content, version, payment } = fromItem(item);
  const { total } = content as { total: number };
  return { tenant, id, status, currency, total, version, ...(payment !== undefined && { payment }) } as PayableOrder;
}
