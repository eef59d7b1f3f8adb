import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { RegionHealth } from '../edge/region-health.ts';
import { type EdgeStage, edgeRegion, originName } from './edge-names.ts';
import { namesOf } from './names.ts';
import { stackProps } from './stack-props.ts';

/**
 * Which region a caller gets: the nearest that is healthy. What it refers to in the regions it knows by name. Route 53's own
 * control plane is in this stack's region, so the stack adds nothing that a deployment needs; what it made works without either.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, stage: EdgeStage) {
    const { edgeStack } = namesOf(stage);
    super(scope, edgeStack, stackProps(stage, edgeStack, edgeRegion, `which region answers ${stage.domain.name}`));
    for (const region of stage.regions) {
      const { healthCheckId } = new RegionHealth(this, `Health-${region}`, { stage, region });
      for (const type of ['A', 'AAAA']) this.#record(type, { stage, region, healthCheckId });
    }
  }

  #record(type: string, { stage: { domain }, region, healthCheckId }: Choice): void {
    new CfnRecordSet(this, `${type}-${region}`, {
      name: `${domain.name}.`,
      type,
      hostedZoneId: domain.hostedZone.id,
      setIdentifier: region,
      region,
      healthCheckId,
      aliasTarget: {
        dnsName: `${originName(domain, region)}.`,
        hostedZoneId: domain.hostedZone.id,
        evaluateTargetHealth: true,
      },
    });
  }
}

interface Choice {
  readonly stage: EdgeStage;
  readonly region: string;
  readonly healthCheckId: string;
}
