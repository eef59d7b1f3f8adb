import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ServiceFunction } from 'penstock/constructs/service-function';
import type { Stage } from 'penstock/constructs/stage/stage';
import type { Contract } from 'penstock/contract/model';
import type { OperationId } from '../../functions/generated/routes.ts';
import { operationEntries } from './functions.ts';
import { namesOf } from './names.ts';
import { type StageFunctionProps, stageFunction } from './stage-function.ts';
import { variables } from './variables.ts';

export interface ServiceFunctionsProps extends StageFunctionProps {
  readonly contract: Contract;
}

/** Longer than fetching an issuer's keys takes when the issuer is slow, shorter than a client waits. */
const authorizerTimeout = Duration.seconds(5);

/** A function for each operation of the contract, and the authorizer. */
export class ServiceFunctions extends Construct {
  readonly operations: Readonly<Record<OperationId, ServiceFunction>>;
  readonly authorizer: ServiceFunction;

  constructor(scope: Construct, id: string, props: ServiceFunctionsProps) {
    super(scope, id);
    const timeouts = new Map(props.contract.operations.map(({ operationId, timeouts }) => [operationId, timeouts]));
    const operation = (name: string) =>
      stageFunction(this, name, props, Duration.seconds(timeouts.get(name)?.function ?? 0));
    const names = Object.keys(operationEntries) as OperationId[];
    this.operations = Object.fromEntries(names.map((name) => [name, operation(name)])) as typeof this.operations;
    this.authorizer = stageFunction(this, 'authorizer', props, authorizerTimeout, tokenEnvironment(props.stage));
  }
}

function tokenEnvironment(stage: Stage): Readonly<Record<string, string>> {
  const { issuer, audience, jwksUri = `${issuer}/.well-known/jwks.json` } = stage.token;
  return {
    [variables.tokenIssuer]: issuer,
    [variables.tokenAudience]: audience,
    [variables.tokenJwksUri]: jwksUri,
    [variables.usageKeyPrefix]: namesOf(stage).usageKeyPrefix,
  };
}
