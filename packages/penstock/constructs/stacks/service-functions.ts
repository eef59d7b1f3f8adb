import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Contract } from '../../contract/model.ts';
import { functionNameOf } from '../../contract/rpc/endpoints.ts';
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

/** A function for each operation of the contract and for each of its services, and the authorizer. */
export class ServiceFunctions extends Construct {
  /** By name: an operation's is its operationId. */
  readonly operations: Readonly<Record<string, ServiceFunction>>;
  readonly authorizer: ServiceFunction;

  constructor(scope: Construct, id: string, props: ServiceFunctionsProps) {
    super(scope, id);
    this.operations = Object.fromEntries(
      [...Map.groupBy(props.contract.operations, functionNameOf)].map(([name, served]) => [
        name,
        stageFunction(
          this,
          name,
          props,
          Duration.seconds(Math.max(...served.map(({ timeouts }) => timeouts.function))),
        ),
      ]),
    );
    this.authorizer = stageFunction(this, authorizerName, props, authorizerTimeout, tokenEnvironment(props.stage));
  }

  readonly named = (name: string): ServiceFunction => {
    const found = this.operations[name];
    if (found === undefined) throw new Error(`No function ${name}`);
    return found;
  };
}

function tokenEnvironment(stage: AppStage): Readonly<Record<string, string>> {
  const { issuer, audience, jwksUri = `${issuer}/.well-known/jwks.json` } = stage.token;
  return {
    [variables.tokenIssuer]: issuer,
    [variables.tokenAudience]: audience,
    [variables.tokenJwksUri]: jwksUri,
    [variables.usageKeyPrefix]: namesOf(stage).usageKeyPrefix,
  };
}
