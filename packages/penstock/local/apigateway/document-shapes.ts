import type { Shape } from '../assembly/shape.ts';

/** Of the integration with a function. */
export const functionShape: Shape = {
  connectionType: ['INTERNET'],
  httpMethod: ['POST'],
  passthroughBehavior: 'any',
  responseTransferMode: ['BUFFERED', 'STREAM'],
  timeoutInMillis: 'any',
  type: ['aws_proxy', 'mock'],
  uri: 'any',
};
/** What the local cloud understands of a method; a mock integration is read by itself. */
export const methodShape: Shape = {
  deprecated: 'any',
  description: 'any',
  operationId: 'any',
  parameters: 'any',
  requestBody: 'any',
  responses: 'any',
  security: 'any',
  summary: 'any',
  tags: 'any',
  'x-amazon-apigateway-integration': 'any',
  'x-amazon-apigateway-request-validator': 'any',
};
/** Of a security scheme: an API key, or an authorizer. */
export const schemeShape: Shape = {
  description: 'any',
  in: ['header'],
  name: 'any',
  type: ['apiKey'],
  'x-amazon-apigateway-authorizer': {
    authorizerResultTtlInSeconds: 'any',
    authorizerUri: 'any',
    identitySource: 'any',
    identityValidationExpression: 'any',
    type: ['request', 'token'],
  },
  'x-amazon-apigateway-authtype': 'any',
};
/** Of the document's root. */
export const documentShape: Shape = {
  components: { schemas: 'any', securitySchemes: 'any' },
  info: 'any',
  openapi: 'any',
  paths: 'any',
  security: 'any',
  servers: 'any',
  tags: 'any',
  'x-amazon-apigateway-api-key-source': ['AUTHORIZER', 'HEADER'],
  'x-amazon-apigateway-binary-media-types': 'any',
  'x-amazon-apigateway-gateway-responses': 'any',
  'x-amazon-apigateway-request-validator': 'any',
  'x-amazon-apigateway-request-validators': 'any',
};
