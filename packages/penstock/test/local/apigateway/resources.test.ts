import { describe, expect, it } from '@jest/globals';
import type { ApiDefinition } from '../../../local/apigateway/definition.ts';
import { readApi } from '../../../local/apigateway/read.ts';
import { resolveAssembly } from '../../../local/assembly/resolved.ts';
import { authorizer, integrationOf, method, ofApi, resource, withResources } from '../fixtures/rest-api.ts';
import { smallTemplate, type TemplateResource } from '../fixtures/template.ts';

/** The API of a template with more resources, and what is refused of it. */
function apiOf(more: Readonly<Record<string, TemplateResource>> = {}) {
  const template = smallTemplate();
  withResources(template, more);
  const stack = {
    name: 's',
    region: 'eu-west-1',
    template: { ...template },
    constructPaths: new Map(),
    assets: new Map(),
  };
  const assembly = resolveAssembly([stack]);
  const api = readApi(assembly) as ApiDefinition;
  return { api, problems: assembly.problems.lines };
}
const refusals = (more: Readonly<Record<string, TemplateResource>>) => apiOf(more).problems.join('\n');
const open = { Integration: integrationOf('OpenLive') };
const guarded = (more: object) => ({ Put: method('Things', 'PUT', { ...open, ...more }) });
const mock = (integration: object, answer: object = { StatusCode: '200' }) => ({
  Put: method('Things', 'PUT', {
    Integration: {
      Type: 'MOCK',
      RequestTemplates: { 'application/json': '{ statusCode: 200 }' },
      IntegrationResponses: [{ StatusCode: '200' }],
      ...integration,
    },
    MethodResponses: [answer],
  }),
});

describe('an API of resources', () => {
  it('has the paths of its resources, from the root on', () => {
    const { api, problems } = apiOf({
      Root: method('', 'ANY', open),
      ThingGet: method('Thing', 'GET', open),
      RestAny: method('Rest', 'ANY', open),
    });

    expect(problems).toEqual([]);
    expect(api.methods.map(({ httpMethod, resourcePath }) => `${httpMethod} ${resourcePath}`)).toEqual([
      'GET /things',
      'ANY /',
      'GET /things/{id}',
      'ANY /things/{proxy+}',
    ]);
    expect(api.binaryMediaTypes).toEqual(['image/png']);
  });

  it('asks for what a validator wants of a method', () => {
    const { api, problems } = apiOf({
      Validator: ofApi('RequestValidator', { ValidateRequestBody: true, ValidateRequestParameters: true }),
      Name: ofApi('Model', {
        Name: 'Name',
        ContentType: 'application/json',
        Schema: { $schema: 'http://json-schema.org/draft-04/schema#', type: 'string', minLength: 1 },
      }),
      Thing2: ofApi('Model', {
        Name: 'Thing',
        ContentType: 'application/json',
        Schema: {
          type: 'object',
          required: ['id'],
          properties: {
            id: { type: 'number', minimum: 0, exclusiveMinimum: true },
            // biome-ignore lint/suspicious/noTemplateCurlyInString: of CloudFormation
            name: { $ref: { 'Fn::Sub': 'https://apigateway.amazonaws.com/restapis/${Api}/models/Name' } },
          },
        },
      }),
      ...guarded({
        RequestValidatorId: { Ref: 'Validator' },
        RequestModels: { 'application/json': { Ref: 'Thing2' } },
        RequestParameters: { 'method.request.querystring.q': true, 'method.request.header.X': false },
      }),
    });
    const put = api.methods.find(({ httpMethod }) => httpMethod === 'PUT');
    const fits = put?.models?.get('application/json');

    expect(problems).toEqual([]);
    expect(put?.requiredParameters).toEqual([{ in: 'query', name: 'q' }]);
    expect(
      [{ id: 1 }, { id: 0 }, { id: 1, name: '' }, { id: 1, name: 'a' }, {}, undefined].map((body) => fits?.(body)),
    ).toEqual([true, false, false, true, false, false]);
  });

  it('has its authorizers by their ids, and its gateway responses', () => {
    const { api, problems } = apiOf({
      ByRequest: authorizer('REQUEST', 'method.request.header.A, context.httpMethod', {
        AuthorizerResultTtlInSeconds: 0,
      }),
      NotFound: ofApi('GatewayResponse', { ResponseType: 'MISSING_AUTHENTICATION_TOKEN', StatusCode: '404' }),
      ...guarded({ AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'ByRequest' } }),
    });

    expect(problems).toEqual([]);
    expect(api.methods.find(({ httpMethod }) => httpMethod === 'PUT')?.authorizer).toMatchObject({
      type: 'REQUEST',
      ttl: 0,
      identitySources: [
        { in: 'header', name: 'A' },
        { in: 'context', name: 'httpMethod' },
      ],
    });
    expect(api.gatewayResponses.MISSING_AUTHENTICATION_TOKEN).toEqual({ status: 404, headers: {} });
  });

  it.each<[string, Readonly<Record<string, TemplateResource>>, string]>([
    [
      'a resource of another API',
      { Lost: resource('x', 'elsewhere') },
      'Lost, AWS::ApiGateway::Resource, Properties.ParentId: names no resource of its API.',
    ],
    [
      'a method of no resource',
      { Put: { ...method('Things', 'PUT', { ...open, ResourceId: 'x' }) } },
      'Properties.ResourceId: names no resource',
    ],
    [
      'an authorizer that is not there',
      guarded({ AuthorizationType: 'CUSTOM' }),
      'Properties.AuthorizerId: names no authorizer',
    ],
    [
      'signed requests',
      guarded({ AuthorizationType: 'AWS_IAM' }),
      'Properties.AuthorizationType: the local cloud runs only "CUSTOM" or "NONE"',
    ],
    [
      'an identity source that it does not know',
      { A: authorizer('REQUEST', 'method.request.body.x') },
      'Properties.IdentitySource: the local cloud does not understand the source method.request.body.x',
    ],
    ['an integration that is none', guarded({ Integration: {} }), 'Properties.Integration: has no integration.'],
    [
      'an integration with HTTP',
      guarded({ Integration: { Type: 'HTTP_PROXY', Uri: 'https://x.test' } }),
      'Properties.Integration.Type: the local cloud runs only "AWS_PROXY" or "MOCK"',
    ],
    [
      'a function named by a variable',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: of API Gateway
      guarded({ Integration: { Type: 'AWS_PROXY', Uri: '/functions/${stageVariables.fn}/invocations' } }),
      'Properties.Integration.Uri: the local cloud runs the functions of a template',
    ],
    [
      'a function called by GET',
      guarded({ Integration: { ...integrationOf('OpenLive'), IntegrationHttpMethod: 'GET' } }),
      'Lambda is called by POST, received "GET"',
    ],
    [
      'an integration that takes too long',
      guarded({ Integration: { ...integrationOf('OpenLive'), TimeoutInMillis: 30_000 } }),
      'from 50 to 29000 ms, received 30000',
    ],
    [
      'a mock whose answer the method has not',
      mock({}, { StatusCode: '201' }),
      'Integration.IntegrationResponses[0]: the method has no response of status 200',
    ],
    [
      'a mock whose header the method has not',
      mock({
        IntegrationResponses: [{ StatusCode: '200', ResponseParameters: { 'method.response.header.X': "'x'" } }],
      }),
      "the method's response 200 has no method.response.header.X",
    ],
    [
      'a mock with a template that it does not understand',
      mock({ RequestTemplates: { 'application/json': '#foreach($a in $b)#end' } }),
      'not #foreach',
    ],
    [
      'a model that is not there',
      {
        V: ofApi('RequestValidator', { ValidateRequestBody: true }),
        ...guarded({ RequestValidatorId: { Ref: 'V' }, RequestModels: { 'application/json': 'None' } }),
      },
      'names no model of its API: None',
    ],
    [
      'a model that is no schema',
      { M: ofApi('Model', { Name: 'M', Schema: { type: 'thing' } }) },
      'Properties.Schema: the schema is not understood',
    ],
    [
      'a gateway response of no type',
      { R: ofApi('GatewayResponse', { ResponseType: 'NONE' }) },
      'is no gateway response type',
    ],
  ])('fails with %s, by name', (_, more, message) => {
    expect(refusals(more)).toContain(message);
  });
});
