import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Contract } from '../../contract/model.ts';
import type { TokenClaims } from '../../runtime/access/env.ts';
import { authorizerName } from '../context/app-parts.ts';
import type { ServiceFunction } from '../service-function.ts';
import type { AppStage } from '../stage/app-stage.ts';
import { variables } from '../variables.ts';
import { namesOf } from './names.ts';
import { type StageFunctionProps, stageFunction } from './stage-function.ts';

export interface ServiceFunctionsProps extends StageFunctionProps {
  readonly contract: Contract;
}

/** Longer than fetching an issuer's keys takes when the issuer is slow, shorter than a client waits. */
const authorizerTimeout = Duration.seconds(5);

/** A function for each operation of the contract, and the authorizer. */
export class ServiceFunctions extends Construct {
  /** By operationId. */
  readonly operations: Readonly<Record<string, ServiceFunction>>;
  readonly authorizer: ServiceFunction;

  constructor(scope: Construct, id: string, props: ServiceFunctionsProps) {
    super(scope, id);
    this.operations = Object.fromEntries(
      props.contract.operations.map(({ operationId, timeouts }) => [
        operationId,
        stageFunction(this, operationId, props, Duration.seconds(timeouts.function)),
      ]),
    );
    this.authorizer = stageFunction(this, authorizerName, props, authorizerTimeout, tokenEnvironment(props.stage));
  }
}

/** What the issuer calls what access is decided on; without a word of the stage, as the local issuer does. */
function claimsOf({ token }: AppStage): TokenClaims {
  const { tenant = 'tenant', plan = 'plan', scopes = 'scope' } = token.claims ?? {};
  const { audienceRequired = true, defaultPlan } = token;
  return { tenant, plan, scopes, audienceRequired, ...(defaultPlan === undefined ? {} : { defaultPlan }) };
}

function tokenEnvironment(stage: AppStage): Readonly<Record<string, string>> {
  const { issuer, audience, jwksUri = `${issuer}/.well-known/jwks.json` } = stage.token;
  return {
    [variables.tokenIssuer]: issuer,
    [variables.tokenAudience]: audience,
    [variables.tokenJwksUri]: jwksUri,
    [variables.tokenClaims]: JSON.stringify(claimsOf(stage)),
    [variables.usageKeyPrefix]: namesOf(stage).usageKeyPrefix,
  };
}
