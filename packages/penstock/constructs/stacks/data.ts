import { type Attribute, AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Stack, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Context, TableSpec } from '../context/context.ts';
import { pascalCase } from '../context/variable-names.ts';
import { ReplicatedSecret } from '../replicated-secret.ts';
import { ReplicatedTable } from '../replicated-table.ts';
import type { AppStage } from '../stage/app-stage.ts';
import { namesOf } from './names.ts';
import { PublishedStreams } from './published-streams.ts';
import { isProtected, removalPolicyOf, stackProps } from './stack-props.ts';

/** What a stage remembers. It lives in the first region, from where DynamoDB keeps the replicas. */
export class DataStack extends Stack {
  readonly #stage: AppStage;
  readonly #streams: PublishedStreams;

  constructor(scope: Construct, stage: AppStage, contexts: readonly Context[]) {
    const [home = ''] = stage.regions;
    const tables = contexts.flatMap((context) => Object.keys(context.tables ?? {}));
    const { dataStack } = namesOf(stage);
    super(scope, dataStack, stackProps(stage, dataStack, home, pascalCase(tables.join(', '))));
    this.#stage = stage;
    this.#streams = new PublishedStreams(this, stage);
    for (const context of contexts) this.#add(context);
  }

  #add({ tables = {}, providers = {}, outbox }: Context): void {
    for (const [name, spec] of Object.entries(tables)) {
      const table = this.#table(name, spec);
      if (outbox?.table === name) this.#streams.publish(name, table);
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
    const { regions, consistency, witness } = this.#stage;
    const tableName = namesOf(this.#stage).table(name);
    const deletionProtection = isProtected(this.#stage, tableName);
    const table = new ReplicatedTable(this, pascalCase(name), {
      tableName,
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
    if (deletionProtection !== this.#stage.deletionProtection) acknowledgeNotYetProtected(table);
    return table;
  }
}

const acknowledgeNotYetProtected = (table: ReplicatedTable): void =>
  Validations.of(table).acknowledge({
    id: 'ResilienceRules::table-protection',
    reason: 'No deployment has made the table: it is protected by the deployment after the first that succeeds.',
  });

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });
