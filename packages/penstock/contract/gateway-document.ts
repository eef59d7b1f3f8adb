import { anyMethod, optionsMethod } from './gateway-mocks.ts';
import { gatewayResponses } from './gateway-responses.ts';
import { allowedMethods, type GatewayRoute, gatewayRoutes } from './gateway-routes.ts';
import type { Contract, Operation, Parameter } from './model.ts';

/** What the gateway document needs from the stack; every string may be a CDK token. */
export interface GatewayBindings {
  /** The invocation URI of the function (its alias) behind an operation. */
  readonly integrationUri: (operation: Operation) => string;
  readonly authorizerUri: string;
  /** The name of the API; the contract's title by default. */
  readonly title?: string;
}

/**
 * Every body reaches its function as bytes in base64, so that what is no UTF-8 is seen and refused: as text, the gateway
 * would put U+FFFD in its place. All types, because a type is matched as the caller spells it. A function's answer stays
 * text, which its `isBase64Encoded` says.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 */
const EVERY_TYPE_IS_BINARY = ['*/*'];

/**
 * The OpenAPI 3.0 document that API Gateway imports. It holds routes, required parameters, security and integrations
 * only: API Gateway knows neither OpenAPI 3.1 nor JSON Schema 2020-12, and bodies are the function's to validate.
 */
export function gatewayDocument(contract: Contract, bindings: GatewayBindings): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of gatewayRoutes(contract.operations)) {
    const { path } = route.operation;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: method(route, bindings) };
  }
  for (const [path, allowed] of allowedMethods(contract.operations)) {
    paths[path] = {
      ...paths[path],
      options: optionsMethod(path, allowed, contract.operations),
      'x-amazon-apigateway-any-method': anyMethod(path, allowed, contract.operations),
    };
  }
  return {
    openapi: '3.0.1',
    info: { title: bindings.title ?? contract.title, version: contract.version },
    'x-amazon-apigateway-api-key-source': 'AUTHORIZER',
    'x-amazon-apigateway-binary-media-types': EVERY_TYPE_IS_BINARY,
    'x-amazon-apigateway-request-validators': {
      parameters: { validateRequestParameters: true, validateRequestBody: false },
    },
    'x-amazon-apigateway-gateway-responses': gatewayResponses(),
    paths,
    components: { securitySchemes: securitySchemes(bindings) },
  };
}

function method({ method: name, operation }: GatewayRoute, { integrationUri }: GatewayBindings): object {
  return {
    // A derived HEAD has no name of its own: in a document a name is one method's.
    ...(name === operation.method ? { operationId: operation.operationId } : {}),
    parameters: operation.parameters.filter(isOneName).map(parameter),
    responses: {},
    'x-amazon-apigateway-request-validator': 'parameters',
    'x-amazon-apigateway-integration': {
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: integrationUri(operation),
      timeoutInMillis: operation.timeouts.integration,
      ...(operation.timeouts.stream === undefined ? {} : { responseTransferMode: 'STREAM' }),
    },
    ...(operation.scopes.length === 0 ? {} : { security: tokenAndUsageKey }),
  };
}

// As API Gateway exports it and SAM writes it: a list of two, which OpenAPI would read as either, is both here.
const tokenAndUsageKey = [{ authorizer: [] }, { api_key: [] }];

/**
 * The names of parameters that the gateway can check; the others (`filter[name]`) are the function's alone.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
const mappable = /^[A-Za-z0-9._$:-]+$/;

/** Whether the gateway sees a parameter under its name: it knows no cookies, and an object may be sent by its members. */
function isOneName({ name, in: place, style, explode, type }: Parameter): boolean {
  const shapes = typeof type === 'object' && 'oneOf' in type ? type.oneOf : [type];
  const hasMembers = shapes.some((shape) => typeof shape === 'object' && 'members' in shape);
  const spreads = place === 'query' && hasMembers && (style === 'deepObject' || (style === 'form' && explode));
  return place !== 'cookie' && mappable.test(name) && !spreads;
}

/** What is not a scalar of one type is text to the gateway, and it takes an empty text of what is required for none. */
function parameter({ name, in: place, required, allowEmptyValue, type }: Parameter): object {
  const isScalar = typeof type === 'string' && type !== 'json' && type !== 'null';
  return { name, in: place, required: required && !allowEmptyValue, schema: { type: isScalar ? type : 'string' } };
}

function securitySchemes({ authorizerUri }: GatewayBindings): object {
  return {
    authorizer: {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authtype': 'custom',
      'x-amazon-apigateway-authorizer': {
        type: 'token',
        authorizerUri,
        authorizerResultTtlInSeconds: 60,
        // A scheme is compared without case, one or more spaces follow it (RFC 9110, 11.1 and 11.4).
        identityValidationExpression: '^[Bb][Ee][Aa][Rr][Ee][Rr] +[-A-Za-z0-9._~+/]+=*$',
      },
    },
    api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
  };
}
