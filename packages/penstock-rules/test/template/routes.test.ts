import { expect, it } from '@jest/globals';
import { routesOf } from '../../template/routes.ts';
import { stackWith } from '../template.ts';

const integrated = (integration: object, operationId?: string) => ({
  operationId,
  'x-amazon-apigateway-integration': integration,
});
const stack = stackWith({
  Fn: ['AWS::Lambda::Function'],
  Api: [
    'AWS::ApiGateway::RestApi',
    {
      Body: {
        paths: {
          '/orders': {
            get: integrated({ type: 'aws_proxy', uri: { 'Fn::Sub': ['x', { Fn: { Ref: 'Fn' } }] } }, 'listOrders'),
            'x-amazon-apigateway-any-method': integrated({ type: 'mock' }),
          },
        },
      },
    },
  ],
});

it('the methods of an API are those of its document', () => {
  const route = { api: 'Api', path: '/orders' };

  expect(
    routesOf(stack).map(({ api, method, path, operationId, location, target, mock }) => ({
      api: api.logicalId,
      method,
      path,
      operationId,
      at: location.split('.').at(-1),
      target: target?.logicalId,
      mock,
    })),
  ).toEqual([
    { ...route, method: 'GET', operationId: 'listOrders', at: 'get', target: 'Fn', mock: false },
    {
      ...route,
      method: 'ANY',
      operationId: undefined,
      at: 'x-amazon-apigateway-any-method',
      target: undefined,
      mock: true,
    },
  ]);
});
