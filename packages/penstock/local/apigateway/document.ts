import { misfits, type Shape } from '../assembly/shape.ts';
import { isObject, type JsonObject, list, number, object, text, texts } from '../json.ts';
import type { AuthorizerDefinition, GatewayResponse, Method, Parameter, Refuse } from './definition.ts';
import { documentShape, functionShape, methodShape, schemeShape } from './document-shapes.ts';
import { readGatewayResponses } from './gateway-responses.ts';
import { readSources } from './identity-sources.ts';
import { readUri } from './integration-uri.ts';
import { readMock } from './mock-integration.ts';

const anyMethod = 'x-amazon-apigateway-any-method';
const methods = new Set([anyMethod, 'delete', 'get', 'head', 'options', 'patch', 'post', 'put']);
/** What an imported OpenAPI document says; members that the local cloud does not understand go to `refuse`. */
export interface ApiDocument {
  readonly keySource: 'AUTHORIZER' | 'HEADER' | undefined;
  readonly binaryMediaTypes: readonly string[];
  readonly methods: readonly Method[];
  readonly gatewayResponses: Readonly<Record<string, GatewayResponse>>;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html */
export function readDocument(document: JsonObject, refuse: Refuse): ApiDocument {
  check(documentShape, document, 'Body', refuse);
  const source = document['x-amazon-apigateway-api-key-source'];
  const schemes = readSchemes(object(object(document.components).securitySchemes), refuse);
  const found: Method[] = [];
  for (const [path, item] of Object.entries(object(document.paths))) {
    const shared = list(object(item).parameters);
    for (const [name, method] of Object.entries(object(item))) {
      const at = `Body.paths.${path}.${name}`;
      if (name === 'parameters') continue;
      if (!methods.has(name) || !isObject(method)) refuse('the local cloud does not understand this member.', at);
      else found.push(readMethod({ document, path, name, method, shared, schemes, at, refuse }));
    }
  }
  return {
    keySource: source === 'AUTHORIZER' || source === 'HEADER' ? source : undefined,
    binaryMediaTypes: texts(document['x-amazon-apigateway-binary-media-types']),
    methods: found,
    gatewayResponses: readGatewayResponses(object(document['x-amazon-apigateway-gateway-responses']), refuse),
  };
}

function check(shape: Shape, value: unknown, at: string, refuse: Refuse): void {
  for (const misfit of misfits(shape, value, at)) refuse(misfit.message, misfit.at);
}

interface Scheme {
  readonly authorizer?: AuthorizerDefinition;
}

function readSchemes(schemes: JsonObject, refuse: Refuse): ReadonlyMap<string, Scheme> {
  return new Map(
    Object.entries(schemes).map(([name, scheme]) => {
      check(schemeShape, scheme, `Body.components.securitySchemes.${name}`, refuse);
      const at = `Body.components.securitySchemes.${name}.x-amazon-apigateway-authorizer`;
      return [name, readScheme(name, object(scheme), (message, member) => refuse(message, `${at}.${member}`))];
    }),
  );
}

function readScheme(name: string, scheme: JsonObject, refuse: Refuse): Scheme {
  const declared = scheme['x-amazon-apigateway-authorizer'];
  if (!isObject(declared)) return {};
  const expression = text(declared.identityValidationExpression);
  const ofRequest = declared.type === 'request';
  return {
    authorizer: {
      name,
      type: ofRequest ? 'REQUEST' : 'TOKEN',
      functionArn: functionArn(declared.authorizerUri),
      identitySources: ofRequest
        ? readSources(text(declared.identitySource) ?? '', (message) => refuse(message, 'identitySource'))
        : [{ in: 'header', name: String(scheme.name) }],
      ttl: number(declared.authorizerResultTtlInSeconds) ?? 300,
      ...(expression === undefined ? {} : { validation: new RegExp(`^(?:${expression})$`) }),
    },
  };
}

interface MethodSource {
  readonly document: JsonObject;
  readonly path: string;
  readonly name: string;
  readonly method: JsonObject;
  readonly shared: readonly unknown[];
  readonly schemes: ReadonlyMap<string, Scheme>;
  readonly at: string;
  readonly refuse: Refuse;
}

function readMethod({ document, path, name, method, shared, schemes, at, refuse }: MethodSource): Method {
  check(methodShape, method, at, refuse);
  const declared = object(method['x-amazon-apigateway-integration']);
  const required = list(method.security ?? document.security).flatMap((entry) => Object.keys(object(entry)));
  for (const unknown of required.filter((scheme) => !schemes.has(scheme))) {
    refuse(`names no security scheme: ${unknown}.`, `${at}.security`);
  }
  const authorizer = required.map((scheme) => schemes.get(scheme)?.authorizer).find((found) => found !== undefined);
  const operationId = text(method.operationId);
  return {
    httpMethod: name === anyMethod ? 'ANY' : name.toUpperCase(),
    resourcePath: path,
    ...(operationId === undefined ? {} : { operationId }),
    ...(authorizer === undefined ? {} : { authorizer }),
    apiKeyRequired: required.some((scheme) => schemes.has(scheme) && schemes.get(scheme)?.authorizer === undefined),
    requiredParameters: validatesParameters(document, method, at, refuse)
      ? [...shared, ...list(method.parameters)].flatMap(requiredParameter)
      : [],
    integration: readIntegration(declared, `${at}.x-amazon-apigateway-integration`, refuse),
  };
}

function readIntegration(declared: JsonObject, at: string, refuse: Refuse): Method['integration'] {
  if (declared.type === 'mock') return readMock(declared, at, refuse);
  check(functionShape, declared, at, refuse);
  if (declared.uri === undefined) refuse('has no integration.', at);
  const streams = declared.responseTransferMode === 'STREAM';
  const { functionArn, problem } = readUri(declared.uri, streams);
  if (problem !== undefined) refuse(problem, `${at}.uri`);
  return {
    kind: 'function',
    functionArn,
    timeout: number(declared.timeoutInMillis) ?? 29_000,
    ...(streams ? { streams } : {}),
  };
}

function validatesParameters(document: JsonObject, method: JsonObject, at: string, refuse: Refuse): boolean {
  const member = 'x-amazon-apigateway-request-validator';
  const name = text(method[member] ?? document[member]);
  if (name === undefined) return false;
  const validator = object(document[`${member}s`])[name];
  if (!isObject(validator)) refuse(`names no validator: ${name}.`, `${at}.${member}`);
  if (object(validator).validateRequestBody === true) {
    refuse('the local cloud does not validate bodies at the gateway.', `Body.${member}s.${name}`);
  }
  return object(validator).validateRequestParameters === true;
}

function requiredParameter(value: unknown): readonly Parameter[] {
  const { name, in: place, required } = object(value);
  if (required !== true || (place !== 'header' && place !== 'path' && place !== 'query')) return [];
  return [{ name: String(name), in: place }];
}

export function functionArn(uri: unknown): string {
  return readUri(uri, false).functionArn;
}
