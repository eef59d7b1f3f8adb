import type { SynthesizedStack } from 'penstock-rules/rule';
import { resourcesOf } from 'penstock-rules/template/resources';
import { asArray, asObject, type JsonObject } from '../../../contract/json.ts';

/** Names of resources as the services take them, each with its page. */
const names: readonly { readonly type: string; readonly property: string; readonly form: RegExp }[] = [
  // https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
  { type: 'AWS::Lambda::Function', property: 'FunctionName', form: /^[a-zA-Z0-9-_]{1,64}$/ },
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
  { type: 'AWS::IAM::Role', property: 'RoleName', form: /^[\w+=,.@-]{1,64}$/ },
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
  { type: 'AWS::Logs::LogGroup', property: 'LogGroupName', form: /^[.\-_/#A-Za-z0-9]{1,512}$/ },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
  { type: 'AWS::CloudWatch::Alarm', property: 'AlarmName', form: /^.{1,255}$/ },
];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const mostResources = 500;
const mostBytes = 1_048_576;
/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html */
const logicalId = /^[A-Za-z0-9]{1,255}$/;
/** Bytes of all variables of a function. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostVariables = 4096;

/** What the services would refuse of stacks, by the forms and quotas of their own pages. */
export const refusals = (stacks: readonly SynthesizedStack[]): readonly string[] =>
  stacks.flatMap((stack) => [...ofTemplate(stack), ...ofNames(stack), ...ofFunctions(stack), ...ofApis(stack)]);

function* ofTemplate({ name, template }: SynthesizedStack): Iterable<string> {
  const resources = Object.keys(asObject(asObject(template).Resources));
  if (resources.length > mostResources) yield `${name} has ${resources.length} resources`;
  const bytes = Buffer.byteLength(JSON.stringify(template));
  if (bytes > mostBytes) yield `${name} has ${bytes} bytes`;
  for (const id of resources.filter((one) => !logicalId.test(one))) yield `${name} has a resource ${id}`;
}

function* ofNames(stack: SynthesizedStack): Iterable<string> {
  for (const { type, property, form } of names) {
    for (const { properties } of resourcesOf(stack, type)) {
      const value = properties[property];
      if (typeof value === 'string' && !form.test(value)) yield `${stack.name}: ${property} ${value}`;
    }
  }
}

function* ofFunctions(stack: SynthesizedStack): Iterable<string> {
  for (const { properties } of resourcesOf(stack, 'AWS::Lambda::Function')) {
    const variables = asObject(asObject(properties.Environment).Variables);
    const bytes = Object.entries(variables).reduce((sum, [key, value]) => sum + `${key}${String(value)}`.length, 0);
    if (bytes > mostVariables) yield `${String(properties.FunctionName)} has ${bytes} bytes of variables`;
  }
}

/**
 * The forms of API Gateway's console and importer.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const pathPart = /^(?:[a-zA-Z0-9._:$-]+|\{[a-zA-Z0-9._:$-]+\+?\})$/;
const parameterName = /^[a-zA-Z0-9._$:-]+$/;

function* ofApis(stack: SynthesizedStack): Iterable<string> {
  for (const { properties } of resourcesOf(stack, 'AWS::ApiGateway::RestApi')) {
    const paths = asObject(asObject(properties.Body).paths);
    yield* ofPaths(Object.keys(paths));
    const methods = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(asObject(item) as JsonObject).map((one) => [path, ...one] as const),
    );
    const ids = methods.flatMap(([, , method]) => asObject(method).operationId ?? []);
    if (new Set(ids).size !== ids.length) yield `operation names twice: ${ids.join()}`;
    for (const [path, name, method] of methods) yield* ofMethod(`${name} ${path}`, asObject(method));
  }
}

/** A variable has one name among those that stand beside it. */
function* ofPaths(paths: readonly string[]): Iterable<string> {
  const variables = new Map<string, string>();
  for (const path of paths) {
    const parts = path.split('/').slice(1);
    for (const [index, part] of parts.entries()) {
      if (part !== '' && !pathPart.test(part)) yield `${path} has a part ${part}`;
      if (!part.startsWith('{')) continue;
      const above = parts.slice(0, index).join('/');
      const other = variables.get(above) ?? part;
      variables.set(above, part);
      if (other !== part) yield `${path} has ${part} where another has ${other}`;
    }
  }
}

function* ofMethod(label: string, method: JsonObject): Iterable<string> {
  const parameters = asArray(method.parameters).map(asObject);
  for (const { name } of parameters) if (!parameterName.test(String(name))) yield `${label}: parameter ${String(name)}`;
  const { timeoutInMillis, type } = asObject(method['x-amazon-apigateway-integration']);
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
  if (type === 'aws_proxy' && !(Number(timeoutInMillis) >= 50 && Number(timeoutInMillis) <= 29_000)) {
    yield `${label}: a timeout of ${String(timeoutInMillis)}`;
  }
}
