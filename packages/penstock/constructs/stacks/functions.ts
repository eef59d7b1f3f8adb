import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { endpointsOf } from '../../contract/endpoints.ts';
import { functionNameOf } from '../../contract/rpc/endpoints.ts';
import { corsOf } from '../stage/cors.ts';
import { limitsOf } from '../stage/limits.ts';
import type { ApiStackProps } from './api.ts';
import type { FunctionGroup } from './function-groups.ts';
import { namesOf } from './names.ts';
import { Resources } from './resources.ts';
import { OperationFunctions } from './service-functions.ts';
import { stackProps } from './stack-props.ts';

/** Functions of an API that has more of them than its own stack can take. */
export class FunctionsStack extends Stack {
  constructor(scope: Construct, props: ApiStackProps, { name, functions }: FunctionGroup) {
    const { stage, region, contract, assets, version } = props;
    const stackName = namesOf(stage).functionsStack(name, region);
    super(scope, stackName, stackProps(stage, stackName, region, `${contract.title} ${name}`));
    const own = new Set(functions);
    const made = new OperationFunctions(this, 'Functions', {
      stage,
      endpoints: endpointsOf(props).filter((endpoint) => own.has(functionNameOf(endpoint))),
      cors: corsOf(stage, contract),
      limits: limitsOf(stage, props),
      assets,
      version,
    });
    new Resources(this, props).connect((one) => (own.has(one) ? [made.named(one)] : []));
  }
}
