import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnHealthCheck } from 'aws-cdk-lib/aws-route53';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  type EdgeStage,
  evacuationBucketName,
  evacuationKey,
  guardianOf,
  healthPath,
  regionalName,
} from '../stacks/edge-names.ts';
import { namesOf } from '../stacks/names.ts';

export interface RegionHealthProps {
  readonly stage: EdgeStage;
  readonly region: string;
}

/** Whether a region gets traffic: while it answers `/health`, and nobody has evacuated it. */
export class RegionHealth extends Construct {
  readonly healthCheckId: string;

  constructor(scope: Construct, id: string, { stage, region }: RegionHealthProps) {
    super(scope, id);
    const name = (what: string) => `${namesOf(stage).api}-${region}-${what}`;
    const answers = this.#check('Answers', name('answers'), {
      ...https(regionalName(stage.domain, region), healthPath),
      failureThreshold: 3,
    });
    const guardian = guardianOf(stage, region);
    const bucket = evacuationBucketName(stage, guardian, Stack.of(this).account);
    const notEvacuated = this.#check('NotEvacuated', name('not-evacuated'), {
      ...https(`${bucket}.s3.${guardian}.amazonaws.com`, `/${evacuationKey(region)}`),
      // Found is evacuated. A guardian that is out of reach leaves the region in service.
      inverted: true,
      failureThreshold: 1,
    });
    const serves = this.#check('Serves', name('serves'), {
      type: 'CALCULATED',
      childHealthChecks: [answers.attrHealthCheckId, notEvacuated.attrHealthCheckId],
      healthThreshold: 2,
    });
    this.healthCheckId = serves.attrHealthCheckId;
    this.#alarm(name('out-of-service'), region);
  }

  #check(id: string, name: string, healthCheckConfig: CfnHealthCheck.HealthCheckConfigProperty): CfnHealthCheck {
    return new CfnHealthCheck(this, id, { healthCheckConfig, healthCheckTags: [{ key: 'Name', value: name }] });
  }

  #alarm(alarmName: string, region: string): void {
    new Alarm(this, 'OutOfService', {
      alarmName,
      alarmDescription: `${region} gets no traffic: it does not answer ${healthPath}, or somebody has evacuated it`,
      metric: new Metric({
        namespace: 'AWS/Route53',
        metricName: 'HealthCheckStatus',
        dimensionsMap: { HealthCheckId: this.healthCheckId },
        statistic: 'Minimum',
        period: Duration.minutes(1),
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      // A new health check has no data for some minutes.
      treatMissingData: TreatMissingData.MISSING,
    });
  }
}

/** From all regions of the health checkers, each twice a minute. */
const https = (fullyQualifiedDomainName: string, resourcePath: string) => ({
  type: 'HTTPS',
  fullyQualifiedDomainName,
  port: 443,
  resourcePath,
  enableSni: true,
  requestInterval: 30,
});
