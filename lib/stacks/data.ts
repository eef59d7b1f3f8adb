import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { ReplicatedSecret } from 'penstock/constructs/replicated-secret';
import { ReplicatedTable } from 'penstock/constructs/replicated-table';
import type { Stage } from 'penstock/constructs/stage/stage';
import { namesOf } from './names.ts';
import { ordersKeys } from './orders-table.ts';
import { removalPolicyOf, stackProps } from './stack-props.ts';
import { webhooksKeys } from './webhooks-table.ts';

/** What a stage remembers. It lives in the first region, from where DynamoDB keeps the replicas. */
export class DataStack extends Stack {
  constructor(scope: Construct, stage: Stage) {
    const names = namesOf(stage);
    const [home = ''] = stage.regions;
    super(scope, names.dataStack, stackProps(stage, home, 'Orders, webhooks'));
    const replication = {
      regions: stage.regions,
      ...(stage.consistency === undefined ? {} : { consistency: stage.consistency }),
      ...(stage.witness === undefined ? {} : { witness: stage.witness }),
      deletionProtection: stage.deletionProtection,
      removalPolicy: removalPolicyOf(stage),
    };

    const orders = new ReplicatedTable(this, 'Orders', {
      tableName: names.ordersTable,
      ...ordersKeys,
      ...replication,
    });
    new StringParameter(this, 'OrdersStream', {
      parameterName: names.ordersStream,
      stringValue: orders.streamArn,
      description: 'The stream that the relay of this region reads',
    });
    new ReplicatedTable(this, 'Webhooks', { tableName: names.webhooksTable, ...webhooksKeys, ...replication });
    new ReplicatedSecret(this, 'PaymentProvider', {
      secretName: names.paymentSecret,
      description: 'What the payment provider knows the stage by',
      member: 'apiKey',
      regions: stage.regions,
      notRotated: 'The provider issues the key: whoever gets a new one puts it here, and functions read it again.',
      removalPolicy: removalPolicyOf(stage),
    });
  }
}
