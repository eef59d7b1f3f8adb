import type { Construct } from 'constructs';
import type { OperationId } from '../../functions/generated/routes.ts';
import type { Stage } from '../config/stage.ts';
import { sendToQueue } from '../constructs/regional-queue.ts';
import { RegionalTable, type TableAccess } from '../constructs/regional-table.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';
import { namesOf } from './names.ts';
import { ordersAccess } from './orders-table.ts';
import { webhooksAccess } from './webhooks-table.ts';

type Operations = Readonly<Record<OperationId, ServiceFunction>>;

/** What each operation reaches, and how it is told. */
export function connectOperations(scope: Construct, stage: Stage, operations: Operations): void {
  const names = namesOf(stage);
  const tables = [
    [new RegionalTable(scope, { tableName: names.ordersTable, variable: 'ORDERS_TABLE' }), ordersAccess],
    [new RegionalTable(scope, { tableName: names.webhooksTable, variable: 'WEBHOOKS_TABLE' }), webhooksAccess],
  ] as const;
  for (const [table, accesses] of tables) {
    for (const [operationId, access] of Object.entries(accesses) as [OperationId, TableAccess][]) {
      table.connect(operations[operationId], access);
    }
  }
  sendToQueue(operations.redeliverWebhook, names.queue('webhook-delivery'), 'WEBHOOK_QUEUE_URL');
  operations.createWebhookEndpoint.function.addEnvironment(...privateWebhooks(stage));
}

/** The variable that says whether webhooks may lead to private addresses. */
export const privateWebhooks = ({ allowPrivateWebhooks = false }: Stage) =>
  ['ALLOW_PRIVATE_WEBHOOKS', String(allowPrivateWebhooks)] as const;
