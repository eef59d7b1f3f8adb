import type { Stage } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Cors } from '../contract/cors.ts';
import { errorCors } from '../contract/gateway-cors.ts';
import { problemType } from '../contract/problem-types.ts';
import { commonRuleSet, knownBadInputs, type ManagedRules } from './managed-rules.ts';

export interface WebAclProps {
  readonly name: string;
  readonly stage: Stage;
  /** How far back the requests of an address are counted: 60, 120, 300 or 600. */
  readonly windowSeconds: number;
  /** Requests in the window from one address; more are answered 429. */
  readonly requestsPerAddress: number;
  /** Which pages may read the 429. */
  readonly cors: Cors | undefined;
}

/**
 * A firewall before the API: a rate an address, and the managed rules against common attacks and known bad input. What
 * the managed rules block is answered by the API's gateway response `WAF_FILTERED`, a problem document.
 */
export class WebAcl extends Construct {
  constructor(scope: Construct, id: string, { name, stage, windowSeconds, requestsPerAddress, cors }: WebAclProps) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Acl', {
      name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visible(name),
      customResponseBodies: { [tooMany]: { contentType: 'APPLICATION_JSON', content: tooManyBody(windowSeconds) } },
      rules: [
        {
          name: 'rate',
          priority: 0,
          action: { block: { customResponse: tooManyResponse(windowSeconds, cors) } },
          statement: {
            rateBasedStatement: {
              limit: requestsPerAddress,
              aggregateKeyType: 'IP',
              evaluationWindowSec: windowSeconds,
            },
          },
          visibilityConfig: visible('rate'),
        },
        managed(1, commonRuleSet),
        managed(2, knownBadInputs),
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

const tooMany = 'too-many-requests';

/**
 * The answer of a custom response comes before the gateway's own. Its body is fixed, so it has no id of the request, and
 * it is `application/json`: WAF sets the content type itself.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html
 */
const tooManyResponse = (windowSeconds: number, cors: Cors | undefined): CfnWebACL.CustomResponseProperty => ({
  responseCode: 429,
  customResponseBodyKey: tooMany,
  responseHeaders: [
    // An address is let through as soon as the window before holds fewer requests: at the latest when it has passed.
    { name: 'Retry-After', value: String(windowSeconds) },
    { name: 'Cache-Control', value: 'no-store' },
    ...Object.entries(errorCors(cors, ['Retry-After'])).map(([name, value]) => ({ name, value })),
  ],
});

const tooManyBody = (windowSeconds: number): string =>
  JSON.stringify({
    type: problemType(tooMany),
    title: 'Too many requests',
    status: 429,
    detail: `There were more requests from this address in the last ${windowSeconds} seconds than the API takes.`,
    retryable: true,
  });

const visible = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
});

const managed = (priority: number, { name, counted }: ManagedRules): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: visible(name),
});
