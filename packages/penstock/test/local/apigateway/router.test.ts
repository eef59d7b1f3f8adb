import { describe, expect, it } from '@jest/globals';
import type { Method } from '../../../local/apigateway/definition.ts';
import type { RequestContext } from '../../../local/apigateway/request-context.ts';
import { createRouter } from '../../../local/apigateway/router.ts';

const method = (httpMethod: string, resourcePath: string): Method => ({
  httpMethod,
  resourcePath,
  apiKeyRequired: false,
  requiredParameters: [],
  integration: { kind: 'function', functionArn: '', timeout: 1 },
});
const route = createRouter([
  method('GET', '/a/{id}'),
  method('GET', '/a/fixed'),
  method('GET', '/a/{id}/b/{__proto__}'),
  method('ANY', '/a/{id}'),
  method('POST', '/a/{id}'),
]);

function routed(path: string) {
  const context = { request: { method: 'GET', path } } as RequestContext;
  const refusal = route(context);
  return refusal?.type ?? [context.route?.resourcePath, { ...context.pathParameters }];
}

describe('the router', () => {
  it.each([
    ['/a/1', ['/a/{id}', { id: '1' }]],
    ['/a/fixed', ['/a/fixed', {}]],
    ['/a/%66ixed', ['/a/fixed', {}]],
    ['/a/x%2Fy', ['/a/{id}', { id: 'x/y' }]],
    ['/a/%C3%A9', ['/a/{id}', { id: 'é' }]],
    ['/a', 'MISSING_AUTHENTICATION_TOKEN'],
    ['/a/', 'MISSING_AUTHENTICATION_TOKEN'],
    ['//a/1', 'MISSING_AUTHENTICATION_TOKEN'],
    ['/A/1', 'MISSING_AUTHENTICATION_TOKEN'],
    ['*', 'MISSING_AUTHENTICATION_TOKEN'],
    ['/a/%', 'DEFAULT_4XX'],
  ])('takes %s to its method', (path, expected) => {
    expect(routed(path)).toEqual(expected);
  });

  it.each([
    ['POST', '/a/1', 'POST'],
    ['PUT', '/a/1', 'ANY'],
    ['HEAD', '/a/1', 'ANY'],
    ['TRACE', '/a/1', undefined],
    ['PUT', '/a/fixed', undefined],
  ])('takes %s %s to the method of its resource, else to the one for any', (method, path, expected) => {
    const context = { request: { method, path } } as RequestContext;
    route(context);

    expect(context.route?.httpMethod).toBe(expected);
  });

  it('keeps a parameter of any name', () => {
    const [, parameters] = routed('/a/1/b/2');

    expect(Object.entries(parameters ?? {})).toEqual([
      ['id', '1'],
      ['__proto__', '2'],
    ]);
  });
});
