import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { pascalCase } from '../context/variable-names.ts';
import { ReplicaStreams } from '../replica-stream/replica-streams.ts';
import type { ReplicatedTable } from '../replicated-table.ts';
import type { AppStage } from '../stage/app-stage.ts';
import { namesOf } from './names.ts';

/** The streams of a stage's tables, in every region under the name that the events stack there knows. */
export class PublishedStreams {
  readonly #scope: Construct;
  readonly #stage: AppStage;
  #replicaStreams: ReplicaStreams | undefined;

  constructor(scope: Construct, stage: AppStage) {
    this.#scope = scope;
    this.#stage = stage;
  }

  publish(name: string, table: ReplicatedTable): void {
    const names = namesOf(this.#stage);
    new StringParameter(this.#scope, `${pascalCase(name)}Stream`, {
      parameterName: names.stream(name),
      stringValue: table.streamArn,
      description: 'The stream that the relay of this region reads',
    });
    for (const region of this.#stage.regions.slice(1)) {
      this.#ofReplicas().publish(`${pascalCase(name)}-${region}`, {
        region,
        tableName: names.table(name),
        parameterName: names.stream(name),
        after: table,
      });
    }
  }

  /** Made for the first further region: a stage of one needs no function for it. */
  #ofReplicas(): ReplicaStreams {
    this.#replicaStreams ??= new ReplicaStreams(this.#scope, 'ReplicaStreams', {
      functionName: namesOf(this.#stage).function('replicaStreams'),
      ...(this.#stage.reserveConcurrency === true && { reservedConcurrency: 1 }),
      logRetention: this.#stage.logRetentionDays,
    });
    return this.#replicaStreams;
  }
}
