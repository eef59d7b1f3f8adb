import { CfnOutput, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { endpointsOf } from '../../contract/endpoints.ts';
import type { AppParts } from '../context/app-parts.ts';
import { ContractApi } from '../contract-api.ts';
import { CustomDomain } from '../custom-domain.ts';
import { EvacuationBucket } from '../edge/evacuation-bucket.ts';
import { GatewayLogRole } from '../gateway-log-role.ts';
import type { AppStage } from '../stage/app-stage.ts';
import { corsOf } from '../stage/cors.ts';
import { limitsOf } from '../stage/limits.ts';
import { UsagePlans } from '../usage-plans.ts';
import { acknowledgeNoFirewall, WebAcl } from '../web-acl.ts';
import { hasEdge } from './edge-names.ts';
import { compact, functionPlaces, functionsServing } from './function-groups.ts';
import { functionsElsewhere } from './functions-elsewhere.ts';
import { namesOf } from './names.ts';
import { Resources } from './resources.ts';
import { ServiceFunctions } from './service-functions.ts';
import { removalPolicyOf, stackProps } from './stack-props.ts';

export interface ApiStackProps extends AppParts {
  readonly stage: AppStage;
  readonly region: string;
  /** Contains one folder per function. */
  readonly assets: string;
  readonly version: string;
}

/** What a region serves. It refers to nothing in another stack or region. */
export class ApiStack extends Stack {
  constructor(scope: Construct, props: ApiStackProps) {
    const { stage, region, contract, assets, version } = props;
    const names = namesOf(stage);
    const endpoints = endpointsOf(props);
    const { own, elsewhere } = functionPlaces(endpoints, props.contexts, stage);
    const settings = stackProps(stage, names.apiStack(region), region, contract.title);
    super(scope, names.apiStack(region), { ...settings, ...(elsewhere.length > 0 && compact) });
    const limits = limitsOf(stage, props);
    const cors = corsOf(stage, contract);

    const functions = new ServiceFunctions(this, 'Functions', { stage, endpoints: own, cors, limits, assets, version });
    const resources = new Resources(this, props);
    resources.connect((name) => functionsServing(contract, name, elsewhere).map(functions.named));
    resources.connectAuthorizer(functions.authorizer);

    const { api, baseUrl } = new ContractApi(this, 'Api', {
      apiName: names.api,
      stageName: stage.name,
      contract: { ...contract, plans: limits.plans, ...(cors && { cors }) },
      endpoints,
      throttle: limits.throttle,
      functions: { ...functions.operations, ...functionsElsewhere(this, stage, elsewhere) },
      authorizer: functions.authorizer,
      logRetention: stage.logRetentionDays,
      removalPolicy: removalPolicyOf(stage),
      defaultEndpoint: stage.domain === undefined,
    });
    const { tenants = {}, token, domain } = stage;
    const { plans, firewall } = limits;
    new UsagePlans(this, 'Usage', { api, tenants, plans, stage });
    if (stage.gatewayLogRole === 'managed') api.deploymentStage.node.addDependency(new GatewayLogRole(this, 'LogRole'));
    if (firewall) new WebAcl(this, 'Firewall', { name: names.api, stage: api.deploymentStage, cors, ...firewall });
    else acknowledgeNoFirewall(api.deploymentStage);
    if (domain) {
      const { regionalHost } = new CustomDomain(this, 'Domain', { api, domain, isOneOfSeveral: hasEdge(stage) });
      new CfnOutput(this, 'RegionalHost', { value: regionalHost });
    }
    if (hasEdge(stage)) new EvacuationBucket(this, 'Evacuation', { stage, guardian: region });

    new CfnOutput(this, 'ApiUrl', { value: domain ? `https://${domain.name}` : baseUrl });
    new CfnOutput(this, 'TokenIssuer', { value: token.issuer });
    new CfnOutput(this, 'TokenAudience', { value: token.audience });
    new CfnOutput(this, 'Scopes', { value: contract.scopes.join(' ') });
  }
}
