import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { OperationId } from '../../functions/generated/routes.ts';
import type { Limits } from '../config/limits.ts';
import type { Stage } from '../config/stage.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { Contract } from '../contract/model.ts';
import { operationEntries } from './functions.ts';
import { namesOf } from './names.ts';
import { removalPolicyOf } from './stack-props.ts';

export interface ServiceFunctionsProps {
  readonly stage: Stage;
  readonly contract: Contract;
  readonly limits: Limits;
  /** Holds a folder a function. */
  readonly assets: string;
  /** The release that the functions report. */
  readonly version: string;
}

/** Longer than fetching an issuer's keys takes when the issuer is slow, shorter than a client waits. */
const authorizerTimeout = Duration.seconds(5);

/** A function for each operation of the contract, and the authorizer. */
export class ServiceFunctions extends Construct {
  readonly operations: Readonly<Record<OperationId, ServiceFunction>>;
  readonly authorizer: ServiceFunction;
  readonly #props: ServiceFunctionsProps;

  constructor(scope: Construct, id: string, props: ServiceFunctionsProps) {
    super(scope, id);
    this.#props = props;
    const timeouts = new Map(props.contract.operations.map(({ operationId, timeouts }) => [operationId, timeouts]));
    const operation = (name: string) => this.#function(name, Duration.seconds(timeouts.get(name)?.function ?? 0));
    const names = Object.keys(operationEntries) as OperationId[];
    this.operations = Object.fromEntries(names.map((name) => [name, operation(name)])) as typeof this.operations;
    this.authorizer = this.#function('authorizer', authorizerTimeout, this.#tokenEnvironment());
  }

  #function(name: string, timeout: Duration, environment: Readonly<Record<string, string>> = {}): ServiceFunction {
    const { stage, limits, assets, version } = this.#props;
    return new ServiceFunction(this, name, {
      functionName: namesOf(stage).function(name),
      description: `Penstock ${version} ${name}`,
      code: Code.fromAsset(join(assets, name)),
      timeout,
      reservedConcurrency: limits.concurrency[name] ?? 0,
      environment: {
        PENSTOCK_STAGE: stage.name,
        POWERTOOLS_SERVICE_NAME: 'penstock',
        POWERTOOLS_LOG_LEVEL: stage.logLevel,
        RELEASE_VERSION: version,
        ...environment,
      },
      debug: stage.logLevel === 'DEBUG',
      logRetention: stage.logRetentionDays,
      removalPolicy: removalPolicyOf(stage),
    });
  }

  #tokenEnvironment(): Readonly<Record<string, string>> {
    const { issuer, audience, jwksUri = `${issuer}/.well-known/jwks.json` } = this.#props.stage.token;
    return {
      TOKEN_ISSUER: issuer,
      TOKEN_AUDIENCE: audience,
      TOKEN_JWKS_URI: jwksUri,
      USAGE_KEY_PREFIX: namesOf(this.#props.stage).usageKeyPrefix,
    };
  }
}
