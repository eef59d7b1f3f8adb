import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SmallCloud, startSmallCloud } from '../fixtures/cloud.ts';
import { authorizer, integrationOf, method, ofApi, withResources } from '../fixtures/rest-api.ts';

const open = { Integration: integrationOf('OpenLive') };
const guarded = { Integration: integrationOf('GuardedLive') };
const echo = { 'application/json': '{"id":"$input.params(\'id\')","tone":"$stageVariables.tone"}' };
let small: SmallCloud;
beforeAll(async () => {
  small = await startSmallCloud({
    edit: (template) => {
      Object.assign(template.Resources.Stage?.Properties ?? {}, { Variables: { tone: 'dry' } });
      withResources(template, {
        ThingAny: method('Thing', 'ANY', guarded),
        ThingGet: method('Thing', 'GET', {
          Integration: {
            Type: 'MOCK',
            RequestTemplates: {
              'application/json': '#if($input.params("no") == "")\n{ statusCode: 200 }\n#{else}{"statusCode": 404}#end',
            },
            IntegrationResponses: [
              { StatusCode: '200', ResponseTemplates: echo },
              { StatusCode: '404', SelectionPattern: '4\\d{2}' },
            ],
          },
          MethodResponses: [{ StatusCode: '200' }, { StatusCode: '404' }],
        }),
        RestAny: method('Rest', 'ANY', guarded),
        ThingsPost: method('Things', 'POST', {
          ...guarded,
          AuthorizationType: 'CUSTOM',
          AuthorizerId: { Ref: 'ByRequest' },
        }),
        ByRequest: authorizer('REQUEST', 'method.request.querystring.key'),
        ThingsPut: method('Things', 'PUT', {
          ...open,
          RequestValidatorId: { Ref: 'Validator' },
          RequestModels: { 'application/json': { Ref: 'Model' } },
        }),
        Validator: ofApi('RequestValidator', { ValidateRequestBody: true }),
        Model: ofApi('Model', { Name: 'Thing', ContentType: 'application/json', Schema: { type: 'object' } }),
      });
    },
    handlers: {
      Authorizer: `exports.handler = async ({ authorizationToken, type, queryStringParameters, methodArn }) => ({
        principalId: type + queryStringParameters.key,
        policyDocument: { Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: methodArn }] },
      });`,
    },
  });
});
afterAll(() => small.close());

const ask = async (path: string, init: RequestInit = {}) => {
  const response = await small.fetch(path, init);
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : undefined };
};
const put = (body: string, type = 'application/json') =>
  ask('/things', { method: 'PUT', body, headers: { 'content-type': type } });

describe('a REST API of resources', () => {
  it.each([
    ['its own method', 'GET', '/things', 'open'],
    ['a mock with a template', 'GET', '/things/1', '{"id":"1","tone":"dry"}'],
    ['another answer of the mock, by its status', 'GET', '/things/1?no=1', ''],
    ['nothing of that name, as AWS does', 'GET', '/nothing', '{"message":"Missing Authentication Token"}'],
  ])('answers with %s', async (_, verb, path, text) => {
    expect((await ask(path, { method: verb })).text).toBe(text);
  });

  it('prefers a fixed path to a parameter, and that to the rest', async () => {
    const [one, rest] = [await ask('/things/1', { method: 'PUT' }), await ask('/things/1/2%203', { method: 'GET' })];

    expect([one.body.resource, one.body.pathParameters]).toEqual(['/things/{id}', { id: '1' }]);
    expect([rest.body.resource, rest.body.pathParameters]).toEqual(['/things/{proxy+}', { proxy: '1/2 3' }]);
    expect(rest.body.stageVariables).toEqual({ tone: 'dry' });
  });

  it('asks an authorizer of requests for what a request says of itself, once an identity', async () => {
    const post = (query: string) => ask(`/things${query}`, { method: 'POST' });
    const before = small.invocations.length;
    const [none, one] = [await post(''), await post('?key=1&other=1')];
    await post('?key=1');
    const another = await post('?key=2');

    expect([none.status, none.body]).toEqual([401, { message: 'Unauthorized' }]);
    expect([one, another].map(({ body }) => body.requestContext.authorizer.principalId)).toEqual([
      'REQUEST1',
      'REQUEST2',
    ]);
    expect(small.invocations.slice(before).filter((name) => name === 'Authorizer')).toHaveLength(2);
  });

  it('asks a body to fit the model of its type alone', async () => {
    const [fits, unfit, broken, other] = [
      await put('{}'),
      await put('[]'),
      await put('{'),
      await put('[]', 'text/plain'),
    ];

    expect([fits.status, unfit.body, broken.status, other.status]).toEqual([
      200,
      { message: 'Invalid request body' },
      400,
      200,
    ]);
  });
});
