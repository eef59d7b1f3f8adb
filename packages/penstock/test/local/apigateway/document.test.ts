import { describe, expect, it } from '@jest/globals';
import { readDocument } from '../../../local/apigateway/document.ts';
import { smallTemplate } from '../fixtures/template.ts';

type Json = Record<string, unknown>;

/** The paths and messages of what is refused in the small document, edited as asked. */
function refusals(edit: (document: Json) => void): string[] {
  const document = structuredClone(smallTemplate().Resources.Api?.Properties.Body) as Json;
  edit(document);
  const found: string[] = [];
  readDocument(document, (message, at) => found.push(`${at}: ${message}`));
  return found;
}

const at = (value: unknown, ...path: string[]): Json =>
  path.reduce<Json>((inner, name) => inner[name] as Json, value as Json);
const open = (document: Json) => at(document, 'paths', '/open', 'get');

const mock = {
  type: 'mock',
  contentHandling: 'CONVERT_TO_TEXT',
  passthroughBehavior: 'never',
  requestTemplates: { 'application/json': '{"statusCode": 405}' },
  responses: {
    default: {
      statusCode: '405',
      contentHandling: 'CONVERT_TO_TEXT',
      responseParameters: { 'method.response.header.Allow': "'GET'", 'method.response.header.X': 'context.requestId' },
      responseTemplates: { 'application/json': '{"id":"$context.requestId"}' },
    },
  },
};

describe('the document of an API', () => {
  it('is understood as it is', () => {
    expect(refusals(() => {})).toEqual([]);
  });

  it('is understood with a mock integration and binary media types', () => {
    const found = refusals((d) => {
      Object.assign(d, { 'x-amazon-apigateway-binary-media-types': ['*/*'] });
      Object.assign(at(d, 'paths', '/open'), {
        'x-amazon-apigateway-any-method': { 'x-amazon-apigateway-integration': mock },
      });
    });

    expect(found).toEqual([]);
  });

  const streaming = 'arn:aws:apigateway:r:lambda:path/2021-11-15/functions/arn/response-streaming-invocations';
  const buffered = 'arn:aws:apigateway:r:lambda:path/2015-03-31/functions/arn/invocations';

  it.each([
    ['STREAM', streaming, 0],
    ['BUFFERED', buffered, 0],
    ['STREAM', buffered, 1],
    ['BUFFERED', streaming, 1],
    [undefined, streaming, 1],
  ])('of transfer mode %s with the URI %s has %i mistakes', (responseTransferMode, uri, count) => {
    const integration = { ...(responseTransferMode && { responseTransferMode }), uri };
    const found = refusals((d) => Object.assign(at(open(d), 'x-amazon-apigateway-integration'), integration));

    expect(found).toHaveLength(count);
  });

  it.each<[string, (document: Json) => void, string]>([
    [
      'an unknown extension',
      (d) => Object.assign(d, { 'x-amazon-apigateway-policy': {} }),
      'Body.x-amazon-apigateway-policy: ',
    ],
    ['models', (d) => Object.assign(at(d, 'components'), { requestBodies: {} }), 'Body.components.requestBodies: '],
    [
      'a method for all without an integration',
      (d) => Object.assign(at(d, 'paths', '/open'), { 'x-amazon-apigateway-any-method': {} }),
      'Body.paths./open.x-amazon-apigateway-any-method.x-amazon-apigateway-integration: has no integration',
    ],
    [
      'another integration',
      (d) => Object.assign(at(open(d), 'x-amazon-apigateway-integration'), { type: 'http' }),
      'the local cloud runs only "aws_proxy" or "mock", received "http"',
    ],
    ...(
      [
        ['that passes content through otherwise', { passthroughBehavior: 'always' }, 'runs only "never"'],
        [
          'with a request template of loops',
          { requestTemplates: { 'a/b': '#foreach($x in $y){"statusCode":405}#end' } },
          '.a/b: line 1: the local cloud runs #set and #if in templates, not #foreach',
        ],
        ['with a request template without a status', { requestTemplates: { 'a/b': '{}' } }, 'a template of a status'],
        ['without answers', { responses: {} }, 'responses: a mock needs an answer'],
        ['with answers by a broken pattern', { responses: { '2(': { statusCode: 200 } } }, 'a regular expression'],
        ['without a status', { responses: { default: {} } }, 'expected a status of 200 to 599'],
        [
          'with a template of something unknown',
          { responses: { default: { statusCode: '405', responseTemplates: { 'application/json': '$nothing' } } } },
          'responses.default.responseTemplates.application/json: line 1: $nothing is nothing that the local cloud knows',
        ],
        [
          'with a header from its answer',
          {
            responses: {
              default: {
                statusCode: '405',
                responseParameters: { 'method.response.header.X': 'integration.response.header.Y' },
              },
            },
          },
          'cannot send "integration.response.header.Y" there',
        ],
      ] as const
    ).map(([name, over, message]): [string, (document: Json) => void, string] => [
      `a mock ${name}`,
      (d) => Object.assign(open(d), { 'x-amazon-apigateway-integration': { ...mock, ...over } }),
      message,
    ]),
    [
      'an integration with credentials',
      (d) => Object.assign(at(open(d), 'x-amazon-apigateway-integration'), { credentials: 'arn' }),
      'integration.credentials: ',
    ],
    ['a method without an integration', (d) => delete open(d)['x-amazon-apigateway-integration'], 'has no integration'],
    [
      'an unknown security scheme',
      (d) => Object.assign(open(d), { security: [{ oauth: [] }] }),
      'names no security scheme: oauth',
    ],
    [
      'another authorizer',
      (d) =>
        Object.assign(at(d, 'components', 'securitySchemes', 'authorizer', 'x-amazon-apigateway-authorizer'), {
          type: 'cognito_user_pools',
        }),
      'the local cloud runs only "request" or "token"',
    ],
    [
      'an unknown validator',
      (d) => Object.assign(open(d), { 'x-amazon-apigateway-request-validator': 'all' }),
      'names no validator: all',
    ],
    [
      'a validator of bodies',
      (d) =>
        Object.assign(at(d, 'x-amazon-apigateway-request-validators', 'parameters'), { validateRequestBody: true }),
      'does not validate bodies at the gateway',
    ],
    [
      'a gateway response that is none',
      (d) => Object.assign(at(d, 'x-amazon-apigateway-gateway-responses'), { THROTLED: {} }),
      'gateway-responses.THROTLED: is no gateway response type',
    ],
    [
      'a header from where there is none',
      (d) =>
        Object.assign(at(d, 'x-amazon-apigateway-gateway-responses', 'UNAUTHORIZED', 'responseParameters'), {
          'gatewayresponse.header.X': 'method.request.body',
        }),
      'cannot send "method.request.body" there',
    ],
  ])('fails with %s', (_, edit, message) => {
    const found = refusals(edit);

    expect(found.join('\n')).toContain(message);
  });
});
