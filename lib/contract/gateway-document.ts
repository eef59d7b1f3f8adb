import { gatewayResponses } from './gateway-responses.ts';
import type { Contract, Operation, Parameter } from './model.ts';

/** What the gateway document needs from the stack; every string may be a CDK token. */
export interface GatewayBindings {
  /** The invocation URI of the function (its alias) behind an operation. */
  readonly integrationUri: (operationId: string) => string;
  readonly authorizerUri: string;
  /** The name of the API; the contract's title by default. */
  readonly title?: string;
}

/**
 * The OpenAPI 3.0 document that API Gateway imports. It holds routes, required parameters, security and integrations
 * only: API Gateway knows neither OpenAPI 3.1 nor JSON Schema 2020-12, and bodies are the function's to validate.
 */
export function gatewayDocument(contract: Contract, bindings: GatewayBindings): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of contract.operations) {
    const item = paths[operation.path] ?? {};
    paths[operation.path] = { ...item, [operation.method.toLowerCase()]: method(operation, bindings) };
  }
  return {
    openapi: '3.0.1',
    info: { title: bindings.title ?? contract.title, version: contract.version },
    'x-amazon-apigateway-api-key-source': 'AUTHORIZER',
    'x-amazon-apigateway-request-validators': {
      parameters: { validateRequestParameters: true, validateRequestBody: false },
    },
    'x-amazon-apigateway-gateway-responses': gatewayResponses(),
    paths,
    components: { securitySchemes: securitySchemes(bindings) },
  };
}

function method(operation: Operation, { integrationUri }: GatewayBindings): object {
  return {
    operationId: operation.operationId,
    parameters: operation.parameters.map(parameter),
    responses: {},
    'x-amazon-apigateway-request-validator': 'parameters',
    'x-amazon-apigateway-integration': {
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: integrationUri(operation.operationId),
      timeoutInMillis: operation.timeouts.integration,
    },
    ...(operation.scopes.length === 0 ? {} : { security: tokenAndUsageKey }),
  };
}

// As API Gateway exports it and SAM writes it: a list of two, which OpenAPI would read as either, is both here.
const tokenAndUsageKey = [{ authorizer: [] }, { api_key: [] }];

function parameter({ name, in: place, required, type }: Parameter): object {
  return { name, in: place, required, schema: { type } };
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
        identityValidationExpression: '^[Bb]earer [-A-Za-z0-9._~+/]+=*$',
      },
    },
    api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
  };
}
