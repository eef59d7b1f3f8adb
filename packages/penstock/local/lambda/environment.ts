import { localQueueUrl } from '../queues/local-url.ts';
import type { FunctionDefinition } from './definition.ts';

/** Where a function finds the local twins of what Lambda gives it. */
export interface Surroundings {
  /** The local AWS endpoint, which every SDK client reads. */
  readonly endpoint: string;
  /** host:port that takes X-Ray's UDP datagrams. */
  readonly xrayDaemon: string;
  /** Identifies the function to the endpoint. */
  readonly accessKeyId: string;
}

/**
 * The environment of a function's process: what the template gives it and what the Lambda runtime adds; nothing of
 * the machine's own. The URLs of queues lead to the local endpoint.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function functionEnvironment(fn: FunctionDefinition, around: Surroundings): Record<string, string> {
  const own = Object.entries(fn.environment).map(([name, value]) => [
    name,
    localQueueUrl(value, around.endpoint, fn.region),
  ]);
  return {
    ...Object.fromEntries(own),
    AWS_ACCESS_KEY_ID: around.accessKeyId,
    AWS_DEFAULT_REGION: fn.region,
    AWS_ENDPOINT_URL: around.endpoint,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memory),
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: '1',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: fn.logFormat,
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_REGION: fn.region,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: around.xrayDaemon,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    LAMBDA_TASK_ROOT: fn.code,
    LANG: 'en_US.UTF-8',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    TZ: ':UTC',
    _HANDLER: fn.handler,
  };
}
