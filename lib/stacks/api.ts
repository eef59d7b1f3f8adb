import { CfnOutput, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { ContractApi } from 'penstock/constructs/contract-api';
import { CustomDomain } from 'penstock/constructs/custom-domain';
import { GatewayLogRole } from 'penstock/constructs/gateway-log-role';
import { limitsOf } from 'penstock/constructs/stage/limits';
import type { Stage } from 'penstock/constructs/stage/stage';
import { UsagePlans } from 'penstock/constructs/usage-plans';
import { acknowledgeNoFirewall, WebAcl } from 'penstock/constructs/web-acl';
import type { Consumer } from 'penstock/contract/events/model';
import type { Contract } from 'penstock/contract/model';
import { namesOf } from './names.ts';
import { connectOperations } from './operation-access.ts';
import { ServiceFunctions } from './service-functions.ts';
import { removalPolicyOf, stackProps } from './stack-props.ts';

export interface ApiStackProps {
  readonly stage: Stage;
  readonly region: string;
  readonly contract: Contract;
  readonly consumers: readonly Consumer[];
  /** Holds a folder a function. */
  readonly assets: string;
  readonly version: string;
}

/** What a region serves. It refers to nothing in another stack or region. */
export class ApiStack extends Stack {
  constructor(scope: Construct, { stage, region, contract, consumers, assets, version }: ApiStackProps) {
    const names = namesOf(stage);
    super(scope, names.apiStack(region), stackProps(stage, region, contract.title));
    const limits = limitsOf(stage, contract, consumers);

    const functions = new ServiceFunctions(this, 'Functions', { stage, contract, limits, assets, version });
    connectOperations(this, { stage, consumers, operations: functions.operations });

    const { api, baseUrl } = new ContractApi(this, 'Api', {
      apiName: names.api,
      stageName: stage.name,
      contract,
      throttle: limits.throttle,
      functions: functions.operations,
      authorizer: functions.authorizer,
      logRetention: stage.logRetentionDays,
      removalPolicy: removalPolicyOf(stage),
      defaultEndpoint: stage.domain === undefined,
    });
    const { tenants, token, domain, firewall } = stage;
    const { plans } = limits;
    new UsagePlans(this, 'Usage', { api, tenants, plans, namePrefix: names.api, keyPrefix: names.usageKeyPrefix });
    if (stage.gatewayLogRole === 'managed') api.deploymentStage.node.addDependency(new GatewayLogRole(this, 'LogRole'));
    if (firewall) new WebAcl(this, 'Firewall', { name: names.api, stage: api.deploymentStage, ...firewall });
    else acknowledgeNoFirewall(api.deploymentStage);
    if (domain) new CustomDomain(this, 'Domain', { api, domain, byLatency: stage.regions.length > 1 });

    new CfnOutput(this, 'ApiUrl', { value: domain ? `https://${domain.name}` : baseUrl });
    new CfnOutput(this, 'TokenIssuer', { value: token.issuer });
    new CfnOutput(this, 'TokenAudience', { value: token.audience });
    new CfnOutput(this, 'Scopes', { value: contract.scopes.join(' ') });
  }
}
