import { describe, expect, it } from '@jest/globals';
import type { Method } from '../../local/apigateway/definition.ts';
import { readMock } from '../../local/apigateway/mock-integration.ts';
import { createCors } from '../../local/cors.ts';

const allows = (headers: Readonly<Record<string, string>>) =>
  createCors({ gatewayResponses: { DEFAULT_4XX: { headers }, DEFAULT_5XX: { headers: {} } }, methods: [] });

/** An API that answers preflights itself, for one origin by a header and for another by a template. */
const preflight = (httpMethod: string): Method => {
  const header = 'Access-Control-Allow-Origin';
  const response = {
    statusCode: '204',
    responseParameters: { [`method.response.header.${header}`]: "'https://a.example'" },
    responseTemplates: {
      'application/json': `#set($origin = $input.params().header.get("Origin"))
        #if($origin == "https://b.example") #set($context.responseOverride.header.${header}="$origin") #end`,
    },
  };
  const declared = { type: 'mock', responses: { default: response } };
  const integration = readMock(declared, 'Integration', (message) => {
    throw new Error(message);
  });
  return { httpMethod, resourcePath: '/', apiKeyRequired: false, requiredParameters: [], integration };
};
const allowsByPreflight = (httpMethod: string) =>
  createCors({ gatewayResponses: {}, methods: [preflight(httpMethod)] });

describe('the origins that an API allows', () => {
  it('are none where its gateway responses name none', () => {
    expect(allows({ 'X-Other': "'https://shop.example'" })('https://shop.example')).toBe(false);
  });

  it('are the one that is named', () => {
    const allowed = allows({ 'Access-Control-Allow-Origin': "'https://shop.example'" });

    expect(['https://shop.example', 'https://shop.example.evil', 'null'].map(allowed)).toEqual([true, false, false]);
  });

  it.each([
    ['https://a.example', true],
    ['https://b.example', true],
    ['https://c.example', false],
  ])('are those that a preflight names: %s', (origin, expected) => {
    expect(allowsByPreflight('OPTIONS')(origin)).toBe(expected);
    expect(allowsByPreflight('GET')(origin)).toBe(false);
  });

  it('are none but those of preflights, whoever may read errors', () => {
    const allowed = createCors({
      gatewayResponses: { DEFAULT_4XX: { headers: { 'Access-Control-Allow-Origin': "'*'" } } },
      methods: [preflight('OPTIONS')],
    });

    expect(['https://a.example', 'https://b.example', 'https://c.example'].map(allowed)).toEqual([true, true, false]);
  });

  it.each(["'*'", 'method.request.header.Origin'])('are all with %s', (source) => {
    expect(allows({ 'access-control-allow-origin': source })('http://any.example')).toBe(true);
  });
});
