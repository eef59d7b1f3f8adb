import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { gatewayDocument } from '../../contract/gateway-document.ts';
import { gatewayResponses } from '../../contract/gateway-responses.ts';
import { allowedMethods, gatewayRoutes } from '../../contract/gateway-routes.ts';
import { loadContract } from '../../contract/load.ts';
import type { Operation } from '../../contract/model.ts';
import { componentSchemas } from '../../contract/schema.ts';
import { allProblemCodes } from '../../runtime/problem/codes.ts';
import { contractFile } from './contract.ts';

const contract = loadContract(contractFile);
const document = gatewayDocument(contract, {
  integrationUri: ({ operationId }) => `uri-of-${operationId}`,
  authorizerUri: 'uri-of-authorizer',
  title: 'penstock-test',
}) as GatewayDocument;

interface GatewayDocument {
  readonly [key: string]: unknown;
  readonly info: object;
  readonly paths: Record<string, Record<string, GatewayMethod>>;
  readonly components: { securitySchemes: Record<string, Record<string, unknown>> };
}

interface GatewayMethod {
  readonly [key: string]: unknown;
  readonly parameters: readonly { readonly name: string; readonly required: boolean }[];
  readonly security?: unknown;
}

interface GatewayResponse {
  readonly statusCode: string;
  readonly responseParameters: Record<string, string>;
  readonly responseTemplates: Record<string, string>;
}

const methodOf = ({ path, method }: Operation) => document.paths[path]?.[method.toLowerCase()];
const integrationOf = (path: string, method: string) =>
  document.paths[path]?.[method]?.['x-amazon-apigateway-integration'] as { responses: { default: GatewayResponse } };
const parametersOf = (operation: Operation) => methodOf(operation)?.parameters ?? [];

describe('the gateway document', () => {
  it('holds every operation of the contract and no other', () => {
    const routes = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([, { operationId }]) => operationId !== undefined)
        .map(([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`),
    );
    expect(routes).toEqual(
      contract.operations.map(({ operationId, method, path }) => `${operationId} ${method} ${path}`),
    );
  });

  it.each(contract.operations.filter(({ method }) => method === 'GET'))(
    'answers HEAD as GET of $operationId, by its function and with its authorizer, under no second name',
    ({ path }) => {
      const { get, head } = document.paths[path] ?? {};
      expect(head).toEqual({ ...get, operationId: undefined });
      expect(Object.keys(head ?? {})).not.toContain('operationId');
    },
  );

  it('leaves a HEAD that the contract declares to its own operation', () => {
    const [get] = contract.operations.filter(({ method }) => method === 'GET') as [Operation];
    const head: Operation = { ...get, operationId: 'peek', method: 'HEAD' };

    expect(gatewayRoutes([get, head]).map(({ method, operation }) => [method, operation.operationId])).toEqual([
      ['GET', get.operationId],
      ['HEAD', 'peek'],
    ]);
    expect([...allowedMethods([get, head]).values()]).toEqual([['GET', 'HEAD', 'OPTIONS']]);
  });

  it('hands every body over as bytes', () => {
    expect(document['x-amazon-apigateway-binary-media-types']).toEqual(['*/*']);
  });

  it.each([
    ['/v1/parcels', 'POST, GET, HEAD, OPTIONS', []],
    ['/v1/parcels/{parcelId}', 'GET, HEAD, PATCH, OPTIONS', ['parcelId']],
    ['/v1/parcels/{parcelId}/label', 'DELETE, OPTIONS', ['parcelId']],
    ['/health', 'GET, HEAD, OPTIONS', []],
  ])('answers what %s does not take with 405, and OPTIONS with 204, both with Allow: %s', (path, allow, names) => {
    const { options, 'x-amazon-apigateway-any-method': any } = document.paths[path] ?? {};
    for (const [method, status] of [
      [options, '204'],
      [any, '405'],
    ] as const) {
      expect(method).toMatchObject({
        responses: { [status]: { headers: { Allow: { schema: { type: 'string' } } } } },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          contentHandling: 'CONVERT_TO_TEXT',
          passthroughBehavior: 'never',
          requestTemplates: {
            'application/json': `{"statusCode":${status}}`,
            'application/merge-patch+json': `{"statusCode":${status}}`,
            'text/plain': `{"statusCode":${status}}`,
          },
          responses: {
            default: {
              statusCode: status,
              contentHandling: 'CONVERT_TO_TEXT',
              responseParameters: { 'method.response.header.Allow': `'${allow}'` },
            },
          },
        },
      });
      expect(method?.parameters.map(({ name }) => name)).toEqual(names);
      expect(method?.security).toBeUndefined();
    }
  });

  it('answers 405 as a problem document of the contract', () => {
    const { default: answer } = integrationOf('/health', 'x-amazon-apigateway-any-method').responses;
    const body = bodyOf(answer);

    expect([isProblem(body), isProblem.errors]).toEqual([true, null]);
    expect(body).toMatchObject({
      type: 'urn:penstock:problem:method-not-allowed',
      status: 405,
      detail: 'The path takes GET, HEAD, OPTIONS.',
      retryable: false,
    });
    expect(answer.responseParameters).toMatchObject({
      'method.response.header.Content-Type': "'application/problem+json'",
      'method.response.header.X-Correlation-Id': 'context.requestId',
    });
  });

  it.each([
    ['Bearer a.b-c_d~e+f/g==', true],
    ['bearer a', true],
    ['BEARER a', true],
    ['BeArEr    a', true],
    ['Bearer', false],
    ['Bearer ', false],
    ['Bearera', false],
    ['Bearer\ta', false],
    ['Bearer a b', false],
    ['Bearer a, Bearer b', false],
    ['Basic a', false],
  ])('lets the Authorization header %j pass to the authorizer: %s', (header, passes) => {
    const declared = document.components.securitySchemes.authorizer?.['x-amazon-apigateway-authorizer'];
    const { identityValidationExpression = '' } = Object(declared) as Record<string, string>;
    expect(new RegExp(identityValidationExpression).test(header)).toBe(passes);
  });

  it.each(contract.operations)('binds $operationId to its function and its own timeout', (operation) => {
    expect(methodOf(operation)).toMatchObject({
      'x-amazon-apigateway-request-validator': 'parameters',
      'x-amazon-apigateway-integration': {
        type: 'aws_proxy',
        httpMethod: 'POST',
        uri: `uri-of-${operation.operationId}`,
        timeoutInMillis: operation.policy.timeout * 1000,
      },
    });
  });

  it.each(contract.operations)('asks for a token and a usage key on $operationId unless it is public', (operation) => {
    const expected = operation.operationId === 'getHealth' ? undefined : [{ authorizer: [] }, { api_key: [] }];
    expect(methodOf(operation)?.security).toEqual(expected);
  });

  it('speaks OpenAPI 3.0 as far as API Gateway imports it', () => {
    expect(document.openapi).toBe('3.0.1');
    expect(document.info).toEqual({ title: 'penstock-test', version: contract.version });
    expect(Object.keys(document).sort()).toEqual([
      'components',
      'info',
      'openapi',
      'paths',
      'x-amazon-apigateway-api-key-source',
      'x-amazon-apigateway-binary-media-types',
      'x-amazon-apigateway-gateway-responses',
      'x-amazon-apigateway-request-validators',
    ]);
    expect(Object.keys(document.components)).toEqual(['securitySchemes']);
    expect(JSON.stringify(document)).not.toMatch(
      /\$ref|\$defs|"const"|exclusiveM|"null"|"examples"|x-penstock|requestBody/,
    );
    for (const parameter of contract.operations.flatMap(parametersOf)) {
      expect(parameter).toEqual({
        name: expect.any(String),
        in: expect.stringMatching(/^(path|query|header)$/),
        required: expect.any(Boolean),
        schema: { type: expect.stringMatching(/^(string|integer|boolean)$/) },
      });
    }
  });

  it('has the gateway refuse a create without a key, and leaves If-Match to the function', () => {
    const required = contract.operations.map((operation) => [
      operation.operationId,
      parametersOf(operation)
        .filter((parameter) => parameter.required)
        .map(({ name }) => name),
    ]);
    expect(Object.fromEntries(required)).toEqual({
      createParcel: ['Idempotency-Key'],
      listParcels: [],
      getParcel: ['parcelId'],
      updateParcel: ['parcelId'],
      cancelParcel: ['parcelId', 'Idempotency-Key'],
      deleteLabel: ['parcelId'],
      getHealth: [],
    });
  });

  it('takes the usage key from the authorizer, which caches for a minute', () => {
    expect(document['x-amazon-apigateway-api-key-source']).toBe('AUTHORIZER');
    expect(document.components.securitySchemes.authorizer?.['x-amazon-apigateway-authorizer']).toEqual({
      type: 'token',
      authorizerUri: 'uri-of-authorizer',
      authorizerResultTtlInSeconds: 60,
      identityValidationExpression: '^[Bb][Ee][Aa][Rr][Ee][Rr] +[-A-Za-z0-9._~+/]+=*$',
    });
  });
});

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
const isProblem = ajv.compile({ $ref: '#/$defs/Problem', $defs: componentSchemas(contract.document) });
const responses = Object.entries(gatewayResponses(contract.operations) as Record<string, GatewayResponse>);
const bodyOf = ({ responseTemplates }: GatewayResponse): Record<string, unknown> =>
  JSON.parse((responseTemplates['application/json'] ?? '').replaceAll('$context.requestId', 'b1f3'));

// AWS: "Gateway response types for API Gateway", without the two defaults' own names for what they cover.
const types = `ACCESS_DENIED API_CONFIGURATION_ERROR AUTHORIZER_CONFIGURATION_ERROR AUTHORIZER_FAILURE BAD_REQUEST_BODY
  BAD_REQUEST_PARAMETERS DEFAULT_4XX DEFAULT_5XX EXPIRED_TOKEN INTEGRATION_FAILURE INTEGRATION_TIMEOUT INVALID_API_KEY
  INVALID_SIGNATURE MISSING_AUTHENTICATION_TOKEN QUOTA_EXCEEDED REQUEST_TOO_LARGE RESOURCE_NOT_FOUND THROTTLED
  UNAUTHORIZED UNSUPPORTED_MEDIA_TYPE WAF_FILTERED`;

describe("the gateway's own answers", () => {
  it('cover every type that API Gateway has', () => {
    expect(responses.map(([type]) => type).sort()).toEqual(types.split(/\s+/));
  });

  it.each(['MISSING_AUTHENTICATION_TOKEN', 'INVALID_SIGNATURE'])('%s says that there is no such route', (type) => {
    expect(responses.find(([name]) => name === type)?.[1].statusCode).toBe('404');
  });

  it.each(responses)('%s is a problem document of the contract with its own status', (_, response) => {
    const body = bodyOf(response);
    expect([isProblem(body), isProblem.errors]).toEqual([true, null]);
    expect(String(body.status)).toBe(response.statusCode);
    expect(response.responseParameters).toMatchObject({
      'gatewayresponse.header.Content-Type': "'application/problem+json'",
      'gatewayresponse.header.Cache-Control': "'no-store'",
      'gatewayresponse.header.X-Correlation-Id': 'context.requestId',
    });
  });

  it.each(responses)('%s tells nothing of the request but its id', (_, { responseTemplates }) => {
    const variables = JSON.stringify(responseTemplates).match(/\$[\w.]+/g);
    expect(new Set(variables)).toEqual(new Set(['$context.requestId']));
  });

  it.each(responses)('%s speaks of its problem as the functions do', (_, response) => {
    const { type, title, retryable } = bodyOf(response);
    const code = String(type).replace('urn:penstock:problem:', '');
    const known = Object.entries(allProblemCodes).find(([name]) => name === code)?.[1];
    expect({ title, retryable }).toEqual({ title: known?.title, retryable: known?.retryable });
  });

  it.each(responses)(
    '%s says when to come back exactly if it is 429 or 503',
    (_, { statusCode, responseParameters }) => {
      expect(responseParameters['gatewayresponse.header.Retry-After'] !== undefined).toBe(
        /^(429|503)$/.test(statusCode),
      );
    },
  );

  it.each(responses)('%s names the scheme exactly if it is 401', (_, { statusCode, responseParameters }) => {
    const challenge = statusCode === '401' ? `'Bearer realm="penstock"'` : undefined;
    expect(responseParameters['gatewayresponse.header.WWW-Authenticate']).toBe(challenge);
  });
});
