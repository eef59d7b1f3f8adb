import type { Construct } from 'constructs';
import { RegionalTable } from 'penstock/constructs/regional-table';
import type { Stage } from 'penstock/constructs/stage/stage';
import { namesOf } from './names.ts';
import { ordersKeys } from './orders-table.ts';
import { variables } from './variables.ts';
import { webhooksKeys } from './webhooks-table.ts';

/** The stage's tables as functions in a region reach them. */
export const regionalTables = (scope: Construct, stage: Stage) => ({
  orders: new RegionalTable(scope, {
    tableName: namesOf(stage).ordersTable,
    indexes: ordersKeys.indexes,
    variable: variables.ordersTable,
  }),
  webhooks: new RegionalTable(scope, {
    tableName: namesOf(stage).webhooksTable,
    indexes: webhooksKeys.indexes,
    variable: variables.webhooksTable,
  }),
});
