import { type JsonObject, object } from '../../json.ts';
import { bytesOf, length, name, type Rule, range } from './rule.ts';

/**
 * The runtime's own variables.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
const reservedVariables = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

const variables: Rule = {
  at: 'Environment.Variables',
  problem: (value) => {
    const names = Object.keys(object(value));
    const reserved = names.filter((variable) => reservedVariables.has(variable));
    if (reserved.length > 0) {
      return `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`;
    }
    const bad = names.filter((variable) => !/^[A-Za-z]\w+$/.test(variable));
    if (bad.length > 0) {
      return `a variable's name begins with a letter and has letters, digits and _ after it, two or more in all, received ${bad.join(', ')}.`;
    }
    const size = bytesOf(value as JsonObject);
    if (size <= variablesLimit) return undefined;
    return `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. They are ${size} bytes of JSON.`;
  },
};

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const variablesLimit = 4096;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const lambdaQuotas: Readonly<Record<string, readonly Rule[]>> = {
  'AWS::Lambda::Function': [
    name('FunctionName', /^[\w-]+$/, 64, 'a letter, a digit, - or _'),
    name('Handler', /^[^\s.]+(\.[^\s.]+)+$/, 128, 'no space, with the export after a period', 3),
    length('Description', 256, 'characters', (value) => String(value).length),
    range('MemorySize', 128, 10_240, ' MB'),
    range('Timeout', 1, 900, ' s'),
    range('ReservedConcurrentExecutions', 0, Number.MAX_SAFE_INTEGER),
    variables,
  ],
  'AWS::Lambda::Alias': [name('Name', /^(?!\d+$)[\w-]+$/, 128, 'a letter, a digit, - or _, not digits alone')],
};
