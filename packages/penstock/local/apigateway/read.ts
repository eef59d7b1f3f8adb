import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { list, number, object, text, texts } from '../json.ts';
import { readPermissions } from '../lambda/permissions.ts';
import { readFirewall } from '../waf/read.ts';
import type { ApiDefinition, Method, Throttle } from './definition.ts';
import { readDocument } from './document.ts';
import { readKeys, readUsagePlans } from './keys.ts';
import { readApiResources } from './resources.ts';

/** Reads the REST API of an assembly and its stage, where there are any; more than one of each is a problem. */
export function readApi(assembly: ResolvedAssembly): ApiDefinition | undefined {
  const api = only(assembly, 'AWS::ApiGateway::RestApi');
  const stage = only(assembly, 'AWS::ApiGateway::Stage');
  if (api === undefined || stage === undefined) return undefined;
  const document = readDocument(object(api.properties.Body), (message, at) =>
    assembly.problems.add(api, message, `Properties.${at}`),
  );
  const declared = readApiResources(assembly, api);
  const methods = [...document.methods, ...declared.methods];
  for (const message of methods.flatMap(methodProblems)) assembly.problems.add(api, message);
  const throttles = readThrottles(stage);
  const firewall = readFirewall(assembly, api.id, stage.id);
  const format = text(object(stage.properties.AccessLogSetting).Format);
  const declaredSource = api.properties.ApiKeySourceType;
  return {
    id: api.id,
    stage: stage.id,
    stageVariables: variablesOf(stage),
    region: api.region,
    account: assembly.account,
    keySource: document.keySource ?? (declaredSource === 'AUTHORIZER' ? 'AUTHORIZER' : 'HEADER'),
    binaryMediaTypes: [
      ...document.binaryMediaTypes,
      // A slash may be written as in a JSON Pointer; CDK writes it as it is.
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html
      ...texts(api.properties.BinaryMediaTypes).map((type) => type.replace('~1', '/')),
    ],
    methods,
    gatewayResponses: { ...document.gatewayResponses, ...declared.gatewayResponses },
    keys: readKeys(assembly),
    usagePlans: readUsagePlans(assembly, api.id, stage.id),
    throttleOf: (method) => throttles.get(`${method.resourcePath}/${method.httpMethod}`) ?? throttles.get('*/*'),
    ...(firewall === undefined ? {} : { firewall }),
    ...(format === undefined ? {} : { accessLogFormat: format }),
    tracing: stage.properties.TracingEnabled === true,
    permits: readPermissions(assembly, 'apigateway.amazonaws.com'),
  };
}

/**
 * What the import of the document refuses of a method.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
 */
function methodProblems(method: Method): readonly string[] {
  const { integration, authorizer } = method;
  const { timeout, streams = false } = integration.kind === 'function' ? integration : {};
  const longest = streams ? 900_000 : 29_000;
  const ttl = authorizer?.ttl ?? 0;
  return [
    ...(timeout === undefined || (timeout >= 50 && timeout <= longest)
      ? []
      : [`${methodName(method)}: an integration's timeout is from 50 to ${longest} ms, received ${timeout}.`]),
    ...(ttl >= 0 && ttl <= 3600
      ? []
      : [`authorizer ${authorizer?.name}: its results are cached for 0 to 3600 s, received ${ttl}.`]),
    ...(authorizer === undefined || authorizer.identitySources.length > 0 || ttl === 0
      ? []
      : [`authorizer ${authorizer.name}: its results are cached by its identity sources, of which it has none.`]),
  ];
}

function only(assembly: ResolvedAssembly, type: string): Resource | undefined {
  const [found, another] = assembly.resources(type);
  if (another === undefined) return found;
  const count = assembly.resources(type).length;
  assembly.problems.add(
    another,
    `The local cloud serves one region with one API; this stage has ${count} ${type} in ${assembly.regions.join(', ')}. ` +
      'Choose a stage with one API in each region, such as --stage local.',
  );
  return undefined;
}

function variablesOf({ properties }: Resource): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(object(properties.Variables)).map(([name, value]) => [name, String(value)]));
}

/** A setting's path is `/~1v1~1parcels` for `/v1/parcels`: a slash inside is `~1`, and the root is `/`; `/*` with method `*` is the stage's. */
function readThrottles(stage: Resource): ReadonlyMap<string, Throttle> {
  const throttles = new Map<string, Throttle>();
  for (const setting of list(stage.properties.MethodSettings).map(object)) {
    const rate = number(setting.ThrottlingRateLimit);
    const burst = number(setting.ThrottlingBurstLimit);
    if (rate === undefined || burst === undefined) continue;
    const path = String(setting.ResourcePath).slice(1).replaceAll('~1', '/') || '/';
    throttles.set(`${path}/${String(setting.HttpMethod)}`, { rate, burst });
  }
  return throttles;
}

/** `<METHOD> <path>`, the way people name a method. */
function methodName({ httpMethod, resourcePath }: Method): string {
  return `${httpMethod} ${resourcePath}`;
}
