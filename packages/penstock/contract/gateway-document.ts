import type { Endpoint } from './endpoint.ts';
import { gatewaySchemes, gatewaySecurity } from './gateway-authorizers.ts';
import { anyMethod, optionsMethod } from './gateway-mocks.ts';
import { gatewayResponses } from './gateway-responses.ts';
import { allowedMethods, type GatewayRoute, gatewayRoutes } from './gateway-routes.ts';
import type { Contract, Parameter } from './model.ts';

/** What the gateway document needs from the stack; every string may be a CDK token. */
export interface GatewayBindings {
  /** The invocation URI of the function (its alias) behind an operation. */
  readonly integrationUri: (operation: Endpoint) => string;
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
 *
 * @param endpoints the operations of the contract by default, and those of other doors where there are any
 */
export function gatewayDocument(
  contract: Contract,
  bindings: GatewayBindings,
  endpoints: readonly Endpoint[] = contract.operations,
): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of gatewayRoutes(endpoints)) {
    const { path } = route.operation;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: method(route, bindings) };
  }
  for (const [path, allowed] of allowedMethods(endpoints)) {
    const mocked = { path, allowed, endpoints, cors: contract.cors };
    paths[path] = {
      ...paths[path],
      options: optionsMethod(mocked),
      'x-amazon-apigateway-any-method': anyMethod(mocked),
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
    'x-amazon-apigateway-gateway-responses': gatewayResponses(endpoints, contract),
    paths,
    components: { securitySchemes: gatewaySchemes(endpoints, bindings.authorizerUri) },
  };
}

function method({ method: name, operation }: GatewayRoute, { integrationUri }: GatewayBindings): object {
  return {
    // A derived HEAD, or a further method, has no name of its own: in a document a name is one method's.
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
    ...gatewaySecurity(operation),
  };
}

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
