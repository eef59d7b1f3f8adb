import type { Construct } from 'constructs';
import type { OperationId } from '../../functions/generated/routes.ts';
import type { Stage } from '../config/stage.ts';
import { sendToQueue } from '../constructs/regional-queue.ts';
import { RegionalTable, type TableAccess } from '../constructs/regional-table.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';
import type { Consumer } from '../contract/events/model.ts';
import { namesOf, queueNameOf } from './names.ts';
import { ordersAccess } from './orders-table.ts';
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
  const names = namesOf(stage);
  const tables = [
    [new RegionalTable(scope, { tableName: names.ordersTable, variable: variables.ordersTable }), ordersAccess],
    [new RegionalTable(scope, { tableName: names.webhooksTable, variable: variables.webhooksTable }), webhooksAccess],
  ] as const;
  for (const [table, accesses] of tables) {
    for (const [operationId, access] of Object.entries(accesses) as [OperationId, TableAccess][]) {
      table.connect(operations[operationId], access);
    }
  }
  sendToQueue(operations.redeliverWebhook, queueNameOf(stage, consumers, 'deliverWebhook'), variables.deliveryQueue);
  operations.createWebhookEndpoint.function.addEnvironment(...privateWebhooks(stage));
}

/** The variable that says whether webhooks may lead to private addresses. */
export const privateWebhooks = ({ allowPrivateWebhooks = false }: Stage) =>
  [variables.privateWebhooks, String(allowPrivateWebhooks)] as const;
