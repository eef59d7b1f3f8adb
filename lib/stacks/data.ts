import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Stage } from '../config/stage.ts';
import { ReplicatedTable } from '../constructs/replicated-table.ts';
import { namesOf } from './names.ts';
import { ordersKeys } from './orders-table.ts';
import { removalPolicyOf, stackProps } from './stack-props.ts';

/** What a stage remembers. It lives in the first region, from where DynamoDB keeps the replicas. */
export class DataStack extends Stack {
  constructor(scope: Construct, stage: Stage) {
    const names = namesOf(stage);
    const [home = ''] = stage.regions;
    super(scope, names.dataStack, stackProps(stage, home, 'Orders'));

    new ReplicatedTable(this, 'Orders', {
      tableName: names.ordersTable,
      ...ordersKeys,
      regions: stage.regions,
      ...(stage.consistency === undefined ? {} : { consistency: stage.consistency }),
      ...(stage.witness === undefined ? {} : { witness: stage.witness }),
      deletionProtection: stage.deletionProtection,
      removalPolicy: removalPolicyOf(stage),
    });
  }
}
