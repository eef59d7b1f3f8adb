import { type Attribute, AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Context, TableSpec } from '../context/context.ts';
import { pascalCase } from '../context/variable-names.ts';
import { ReplicatedSecret } from '../replicated-secret.ts';
import { ReplicatedTable } from '../replicated-table.ts';
import type { AppStage } from '../stage/app-stage.ts';
import { namesOf } from './names.ts';
import { removalPolicyOf, stackProps } from './stack-props.ts';

/** What a stage remembers. It lives in the first region, from where DynamoDB keeps the replicas. */
export class DataStack extends Stack {
  readonly #stage: AppStage;

  constructor(scope: Construct, stage: AppStage, contexts: readonly Context[]) {
    const [home = ''] = stage.regions;
    const tables = contexts.flatMap((context) => Object.keys(context.tables ?? {}));
    super(scope, namesOf(stage).dataStack, stackProps(stage, home, pascalCase(tables.join(', '))));
    this.#stage = stage;
    for (const context of contexts) this.#add(context);
  }

  #add({ tables = {}, providers = {}, outbox }: Context): void {
    for (const [name, spec] of Object.entries(tables)) {
      const { streamArn } = this.#table(name, spec);
      if (outbox?.table === name) this.#publishStream(name, streamArn);
    }
    for (const [name, { description, member, notRotated }] of Object.entries(providers)) {
      new ReplicatedSecret(this, pascalCase(name), {
        secretName: namesOf(this.#stage).secret(name),
        description,
        member,
        regions: this.#stage.regions,
        notRotated,
        removalPolicy: removalPolicyOf(this.#stage),
      });
    }
  }

  #table(name: string, { partitionKey, sortKey, indexes = {}, timeToLiveAttribute }: TableSpec): ReplicatedTable {
    const { regions, consistency, witness, deletionProtection } = this.#stage;
    return new ReplicatedTable(this, pascalCase(name), {
      tableName: namesOf(this.#stage).table(name),
      partitionKey: text(partitionKey),
      ...(sortKey === undefined ? {} : { sortKey: text(sortKey) }),
      indexes: Object.fromEntries(
        Object.entries(indexes).map(([index, { include, ...keys }]) => [
          index,
          {
            partitionKey: text(keys.partitionKey),
            sortKey: text(keys.sortKey),
            ...(include === undefined ? {} : { include }),
          },
        ]),
      ),
      ...(timeToLiveAttribute === undefined ? {} : { timeToLiveAttribute }),
      regions,
      ...(consistency === undefined ? {} : { consistency }),
      ...(witness === undefined ? {} : { witness }),
      deletionProtection,
      removalPolicy: removalPolicyOf(this.#stage),
    });
  }

  #publishStream(table: string, streamArn: string): void {
    new StringParameter(this, `${pascalCase(table)}Stream`, {
      parameterName: namesOf(this.#stage).stream(table),
      stringValue: streamArn,
      description: 'The stream that the relay of this region reads',
    });
  }
}

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });
