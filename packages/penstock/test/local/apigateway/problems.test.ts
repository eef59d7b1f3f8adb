import { describe, expect, it } from '@jest/globals';
import { object } from '../../../local/json.ts';
import { problemsOf } from '../fixtures/problems.ts';
import type { Template } from '../fixtures/template.ts';

/** The object at a path of the API's document. */
const at = ({ Resources }: Template, ...path: readonly string[]) =>
  path.reduce((owner, member) => object(owner[member]), object(Resources.Api?.Properties.Body));
const integration = (timeoutInMillis: number) => (template: Template) =>
  void Object.assign(at(template, 'paths', '/open', 'get', 'x-amazon-apigateway-integration'), { timeoutInMillis });
const cache = (authorizerResultTtlInSeconds: number) => (template: Template) =>
  void Object.assign(at(template, 'components', 'securitySchemes', 'authorizer', 'x-amazon-apigateway-authorizer'), {
    authorizerResultTtlInSeconds,
  });

describe('a document that API Gateway does not import', () => {
  it.each<[string, (template: Template) => void, RegExp]>([
    ['an integration over 29 s', integration(29_001), /GET \/open: an integration's timeout .* received 29001/],
    ['an integration under 50 ms', integration(49), /from 50 to 29000 ms, received 49/],
    ['an authorizer whose results stay over an hour', cache(3601), /authorizer authorizer: .* 3600 s, received 3601/],
  ])('has %s', async (_, edit, message) => {
    expect(await problemsOf(edit)).toMatch(message);
  });

  it.each([
    ['29 s', integration(29_000)],
    ['50 ms', integration(50)],
    ['an hour', cache(3600)],
  ])('is none with %s', async (_, edit) => {
    expect(await problemsOf(edit)).toBe('');
  });
});
