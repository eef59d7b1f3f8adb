import type { Stage } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface WebAclProps {
  readonly name: string;
  readonly stage: Stage;
  /** Requests in five minutes from one address; more are blocked. */
  readonly requestsPerAddress: number;
}

/** A firewall before the API: a rate an address, and the managed rules against common attacks and known bad input. */
export class WebAcl extends Construct {
  constructor(scope: Construct, id: string, { name, stage, requestsPerAddress }: WebAclProps) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Acl', {
      name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visible(name),
      rules: [
        {
          name: 'rate',
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { limit: requestsPerAddress, aggregateKeyType: 'IP' } },
          visibilityConfig: visible('rate'),
        },
        // A body of 100 items may be over the 8 KB that this rule allows a body; the function refuses 64 KiB.
        managed(1, 'AWSManagedRulesCommonRuleSet', ['SizeRestrictions_BODY']),
        managed(2, 'AWSManagedRulesKnownBadInputsRuleSet'),
      ],
    });
    new CfnWebACLAssociation(this, 'Association', { webAclArn: acl.attrArn, resourceArn: stage.stageArn });
  }
}

/** A stage may choose to have no firewall, in which case that choice is the reason. */
export const acknowledgeNoFirewall = (stage: Stage): void =>
  Validations.of(stage).acknowledge({
    id: 'AwsSolutions::AwsSolutions-APIG3',
    reason: 'The stage is configured without a firewall (`firewall` in lib/stages.ts).',
  });

const visible = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
});

const managed = (priority: number, name: string, counted: readonly string[] = []): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ...(counted.length === 0
        ? {}
        : { ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })) }),
    },
  },
  visibilityConfig: visible(name),
});
