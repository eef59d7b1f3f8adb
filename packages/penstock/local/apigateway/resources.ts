import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { rootResourceId } from '../assembly/types/apigateway.ts';
import { type JsonObject, number, object, text } from '../json.ts';
import { readAuthorizers } from './authorizers.ts';
import type { AuthorizerDefinition, GatewayResponse, Method, Parameter, Refuse, RefuseOf } from './definition.ts';
import { functionArn } from './document.ts';
import { readGatewayResponses } from './gateway-responses.ts';
import { readMock } from './mock-integration.ts';
import { mockDocument, unansweredMappings } from './mock-resource.ts';
import { type Models, readModels } from './models.ts';

/** What the resources of a template say of an API, beside the document that it imports. */
export interface ApiResources {
  readonly methods: readonly Method[];
  readonly gatewayResponses: Readonly<Record<string, GatewayResponse>>;
}

interface Parts {
  readonly paths: ReadonlyMap<string, string>;
  readonly authorizers: ReadonlyMap<string, AuthorizerDefinition>;
  readonly validators: ReadonlyMap<string, JsonObject>;
  readonly models: Models;
}

/**
 * Reads the methods, authorizers, models and gateway responses that a template declares one by one. A deployment is no
 * snapshot of them here: the stage is as they are.
 */
export function readApiResources(assembly: ResolvedAssembly, api: Resource): ApiResources {
  const ofApi = (type: string) =>
    assembly.resources(`AWS::ApiGateway::${type}`).filter(({ properties }) => properties.RestApiId === api.id);
  const refuseOf: RefuseOf = (resource) => (message, at) =>
    assembly.problems.add(resource, message, `Properties.${at}`);
  const parts: Parts = {
    paths: readPaths(ofApi('Resource'), rootResourceId(api), refuseOf),
    authorizers: readAuthorizers(ofApi('Authorizer'), refuseOf),
    validators: new Map(ofApi('RequestValidator').map(({ id, properties }) => [id, properties])),
    models: readModels(ofApi('Model'), api, refuseOf),
  };
  const responses = ofApi('GatewayResponse').map((resource) => readResponse(resource, refuseOf(resource)));
  return {
    methods: ofApi('Method').map((method) => readMethod(method, parts, refuseOf(method))),
    gatewayResponses: Object.assign({}, ...responses),
  };
}

function readPaths(resources: readonly Resource[], root: string, refuseOf: RefuseOf): ReadonlyMap<string, string> {
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  const pathOf = (resource: Resource): string => {
    const parentId = String(resource.properties.ParentId);
    const part = `/${String(resource.properties.PathPart)}`;
    const parent = byId.get(parentId);
    if (parent !== undefined) return `${pathOf(parent)}${part}`;
    if (parentId !== root) refuseOf(resource)('names no resource of its API.', 'ParentId');
    return part;
  };
  return new Map([[root, '/'], ...resources.map((resource) => [resource.id, pathOf(resource)] as const)]);
}

function readMethod({ properties }: Resource, parts: Parts, refuse: Refuse): Method {
  const resourcePath = parts.paths.get(String(properties.ResourceId));
  if (resourcePath === undefined) refuse('names no resource of its API.', 'ResourceId');
  const authorizer = authorizerOf(properties, parts, refuse);
  const operation = text(properties.OperationName);
  const models = modelsOf(properties, parts, refuse);
  return {
    httpMethod: String(properties.HttpMethod).toUpperCase(),
    resourcePath: resourcePath ?? '/',
    ...(operation === undefined ? {} : { operationId: operation }),
    ...(authorizer === undefined ? {} : { authorizer }),
    apiKeyRequired: properties.ApiKeyRequired === true,
    requiredParameters: validatorOf(properties, parts).ValidateRequestParameters === true ? requiredOf(properties) : [],
    ...(models === undefined ? {} : { models }),
    integration: readIntegration(properties, refuse),
  };
}

function authorizerOf(
  properties: JsonObject,
  { authorizers }: Parts,
  refuse: Refuse,
): AuthorizerDefinition | undefined {
  if (properties.AuthorizationType !== 'CUSTOM') return undefined;
  const found = authorizers.get(String(properties.AuthorizerId));
  if (found === undefined) refuse('names no authorizer of its API.', 'AuthorizerId');
  return found;
}

const validatorOf = ({ RequestValidatorId }: JsonObject, { validators }: Parts): JsonObject =>
  validators.get(String(RequestValidatorId)) ?? {};

function modelsOf(properties: JsonObject, parts: Parts, refuse: Refuse): Method['models'] {
  if (validatorOf(properties, parts).ValidateRequestBody !== true) return undefined;
  const found = Object.entries(object(properties.RequestModels)).flatMap(([type, name]) => {
    const model = parts.models.get(String(name));
    if (model === undefined) refuse(`names no model of its API: ${String(name)}.`, `RequestModels.${type}`);
    return model === undefined ? [] : [[type, model] as const];
  });
  return new Map(found);
}

const places: Readonly<Record<string, Parameter['in']>> = { header: 'header', path: 'path', querystring: 'query' };

/** `method.request.header.X: true` is required; one that is false is only named. */
function requiredOf({ RequestParameters }: JsonObject): readonly Parameter[] {
  return Object.entries(object(RequestParameters)).flatMap(([source, isRequired]) => {
    const [, place = '', name = ''] = /^method\.request\.(header|path|querystring)\.(.+)$/.exec(source) ?? [];
    const found = places[place];
    return found === undefined || String(isRequired) !== 'true' ? [] : [{ in: found, name }];
  });
}

function readIntegration(properties: JsonObject, refuse: Refuse): Method['integration'] {
  const integration = object(properties.Integration);
  if (integration.Type === 'MOCK') {
    for (const [message, at] of unansweredMappings(properties)) refuse(message, at);
    return readMock(mockDocument(integration), 'Integration', refuse);
  }
  const arn = functionArn(integration.Uri);
  for (const [message, at] of proxyProblems(integration, arn)) refuse(message, at);
  return { kind: 'function', functionArn: arn, timeout: number(integration.TimeoutInMillis) ?? 29_000 };
}

function proxyProblems(
  { Type, Uri, IntegrationHttpMethod }: JsonObject,
  arn: string,
): readonly (readonly [message: string, at: string])[] {
  if (Type === undefined) return [['has no integration.', 'Integration']];
  if (Type !== 'AWS_PROXY') return [];
  if (arn === '' || arn.includes('${')) {
    const message = `the local cloud runs the functions of a template, received ${JSON.stringify(Uri)}.`;
    return [[message, 'Integration.Uri']];
  }
  if (IntegrationHttpMethod === 'POST') return [];
  const message = `Lambda is called by POST, received ${JSON.stringify(IntegrationHttpMethod)}.`;
  return [[message, 'Integration.IntegrationHttpMethod']];
}

function readResponse({ properties }: Resource, refuse: Refuse): Readonly<Record<string, GatewayResponse>> {
  const { ResponseType, StatusCode, ResponseParameters, ResponseTemplates } = properties;
  const declared = {
    ...(StatusCode === undefined ? {} : { statusCode: StatusCode }),
    responseParameters: object(ResponseParameters),
    responseTemplates: object(ResponseTemplates),
  };
  return readGatewayResponses({ [String(ResponseType)]: declared }, refuse, 'ResponseType');
}
