import { describe, expect, it } from '@jest/globals';
import type { ApiDefinition } from '../../../local/apigateway/definition.ts';
import { mockReply } from '../../../local/apigateway/mock.ts';
import { readMock } from '../../../local/apigateway/mock-integration.ts';
import type { RequestContext } from '../../../local/apigateway/request-context.ts';

const api = { binaryMediaTypes: [], stageVariables: {} } as unknown as ApiDefinition;
const responses = { default: { statusCode: '200' }, '4..': { statusCode: '404' } };
const template = { 'application/json': '{ statusCode: 200 }' };

/** What a mock answers to a request. */
function answer(declared: object, { body = '', headers = {} as Record<string, string> } = {}) {
  const mock = readMock({ type: 'mock', responses, ...declared }, 'Integration', (message) => {
    throw new Error(message);
  });
  const request = { body: Buffer.from(body), headers: Object.entries(headers), query: [], method: 'POST', path: '/' };
  return mockReply({ request } as unknown as RequestContext, mock, api);
}
const text = { headers: { 'content-type': 'text/plain' } };

describe('what a mock makes of content that it has no template for', () => {
  it.each([
    ['when_no_match', { requestTemplates: template }, 500],
    ['when_no_templates', { requestTemplates: template }, 415],
    ['when_no_templates', {}, 500],
    ['never', { requestTemplates: template }, 415],
    ['never', {}, 415],
  ])('is by %s with %j a %i', (passthroughBehavior, more, status) => {
    expect(answer({ passthroughBehavior, ...more }, text)).toMatchObject({ status });
  });

  it('is what a template would have given', () => {
    expect(answer({}, { body: '{"statusCode": 404}' })).toMatchObject({ status: 404 });
    expect(answer({ requestTemplates: template })).toMatchObject({ status: 200 });
  });
});

describe('the answer of a mock', () => {
  const templates = (responseTemplates: object) => ({
    requestTemplates: template,
    responses: { default: { statusCode: '200', responseTemplates } },
  });

  it('is of the type that is asked for, else of JSON', () => {
    const both = templates({ 'text/plain': 'text', 'application/json': '{}' });

    expect(answer(both, { headers: { accept: 'text/plain' } })).toMatchObject({
      body: 'text',
      headers: [['Content-Type', 'text/plain']],
    });
    expect(answer(both, { headers: { accept: 'text/html' } })).toMatchObject({
      body: '{}',
      headers: [['Content-Type', 'application/json']],
    });
  });

  it('is overridden by its template', () => {
    const source = '#set($context.responseOverride.status = 202)#set($context.responseOverride.header.X = "y")done';

    expect(answer(templates({ 'application/json': source }))).toEqual({
      status: 202,
      body: 'done',
      headers: [
        ['Content-Type', 'application/json'],
        ['X', 'y'],
      ],
    });
  });

  it('is an error where no answer is for its status', () => {
    const declared = { requestTemplates: template, responses: { '4..': { statusCode: '404' } } };

    expect(answer(declared)).toMatchObject({ type: 'API_CONFIGURATION_ERROR' });
  });
});
