import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { TelemetryVariable } from '../../runtime/telemetry/env.ts';
import { ServiceFunction } from '../service-function.ts';
import type { AppStage } from '../stage/app-stage.ts';
import type { Limits } from '../stage/limits.ts';
import { namesOf, titleOf } from './names.ts';
import { removalPolicyOf } from './stack-props.ts';

export interface StageFunctionProps {
  readonly stage: AppStage;
  readonly limits: Limits;
  /** Holds a folder a function. */
  readonly assets: string;
  /** The release that the functions report. */
  readonly version: string;
}

/** A function as the stage would have it: its name, its log, its bulkhead, and the variables that every function has. */
export function stageFunction(
  scope: Construct,
  name: string,
  { stage, limits, assets, version }: StageFunctionProps,
  timeout: Duration,
  environment: Readonly<Record<string, string>> = {},
): ServiceFunction {
  const names = namesOf(stage);
  return new ServiceFunction(scope, name, {
    functionName: names.function(name),
    description: `${titleOf(stage.app)} ${version} ${name}`,
    code: Code.fromAsset(join(assets, name)),
    timeout,
    ...(stage.reserveConcurrency === true ? { reservedConcurrency: limits.concurrency[name] ?? 0 } : {}),
    environment: {
      ...telemetryOf(stage),
      POWERTOOLS_LOG_LEVEL: stage.logLevel,
      RELEASE_VERSION: version,
      ...environment,
    },
    debug: stage.logLevel === 'DEBUG',
    logRetention: stage.logRetentionDays,
    removalPolicy: removalPolicyOf(stage),
  });
}

/** By what logs and metrics are told apart. */
export const telemetryOf = (stage: AppStage): Readonly<Record<TelemetryVariable, string>> => ({
  PENSTOCK_STAGE: stage.name,
  POWERTOOLS_SERVICE_NAME: stage.app,
  POWERTOOLS_METRICS_NAMESPACE: namesOf(stage).metricNamespace,
});
