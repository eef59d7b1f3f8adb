import type { Construct } from 'constructs';
import { sendToQueue } from 'penstock/constructs/regional-queue';
import type { RegionalTable, TableAccess } from 'penstock/constructs/regional-table';
import type { ServiceFunction } from 'penstock/constructs/service-function';
import type { Stage } from 'penstock/constructs/stage/stage';
import type { Consumer } from 'penstock/contract/events/model';
import type { OperationId } from '../../functions/generated/routes.ts';
import { queueNameOf } from './names.ts';
import { ordersAccess } from './orders-table.ts';
import { regionalTables } from './regional-tables.ts';
import { variables } from './variables.ts';
import { webhooksAccess } from './webhooks-table.ts';

type Operations = Readonly<Record<OperationId, ServiceFunction>>;

export interface OperationAccess {
  readonly stage: Stage;
  readonly consumers: readonly Consumer[];
  readonly operations: Operations;
}

/** What each operation reaches, and how it is told. */
export function connectOperations(scope: Construct, { stage, consumers, operations }: OperationAccess): void {
  const { orders, webhooks } = regionalTables(scope, stage);
  connectAll(orders, ordersAccess, operations);
  connectAll(webhooks, webhooksAccess, operations);
  sendToQueue(operations.redeliverWebhook, queueNameOf(stage, consumers, 'deliverWebhook'), variables.deliveryQueue);
  operations.createWebhookEndpoint.function.addEnvironment(...privateWebhooks(stage));
}

function connectAll<Index extends string>(
  table: RegionalTable<Index>,
  accesses: Readonly<Partial<Record<OperationId, TableAccess<Index>>>>,
  operations: Operations,
): void {
  for (const [operationId, access] of Object.entries(accesses) as [OperationId, TableAccess<Index>][]) {
    table.connect(operations[operationId], access);
  }
}

/** The variable that says whether webhooks may lead to private addresses. */
export const privateWebhooks = ({ allowPrivateWebhooks = false }: Stage) =>
  [variables.privateWebhooks, String(allowPrivateWebhooks)] as const;
