import { describe, expect, it } from '@jest/globals';
import { checkStage } from '../../constructs/stage/load.ts';
import { asArray, asObject } from '../../contract/json.ts';
import { parts } from '../../testkit/sample/app.ts';
import { stages } from '../../testkit/sample/stages.ts';
import { stacksOfStage } from '../../testkit/stacks.ts';
import { context, only, resourcesOf, stackOf, stageLike, temporaryFolder } from './synthesized.ts';

const shop = 'https://shop.example.com';
const here = 'http://localhost:5173';
const open = {
  ...parts,
  contract: { ...parts.contract, cors: { origins: [shop], credentials: true, maxAge: 60 } },
};

describe('the pages of a stage', () => {
  const cors = { origins: [here] };
  const stacks = stacksOfStage({
    parts: open,
    stage: { ...stageLike('dev'), cors },
    context,
    folder: temporaryFolder(),
  });
  const stack = stackOf(stacks, 'parcels-dev-api-eu-west-1');
  const environments = Object.fromEntries(
    resourcesOf(stack, 'AWS::Lambda::Function').map(({ properties }) => [
      String(properties.FunctionName),
      asObject(asObject(properties.Environment).Variables),
    ]),
  );

  it('take the place of those of the contract, for all that answers', () => {
    const allowed = JSON.stringify(only(stack, 'AWS::ApiGateway::RestApi').Body).match(
      /(?<=Access-Control-Allow-Origin":"')[^']+/g,
    );

    expect(new Set(allowed)).toEqual(new Set([here]));
    expect(environments['parcels-dev-createParcel']).toMatchObject({ CORS_ORIGINS: here, CORS_COOKIES: 'allowed' });
  });

  it('are nothing to a function that pages do not call', () => {
    expect(environments['parcels-dev-authorizer']).not.toHaveProperty('CORS_ORIGINS');
  });

  it('may read the answer of the firewall', () => {
    const [rate] = asArray(only(stack, 'AWS::WAFv2::WebACL').Rules).map(asObject);
    const { CustomResponse } = asObject(asObject(rate?.Action).Block);

    expect(asObject(CustomResponse).ResponseHeaders).toEqual(
      expect.arrayContaining([
        { Name: 'Access-Control-Allow-Origin', Value: here },
        { Name: 'Access-Control-Expose-Headers', Value: 'Retry-After' },
      ]),
    );
  });

  it('may ask before each call that the path takes', () => {
    const settings = asArray(only(stack, 'AWS::ApiGateway::Stage').MethodSettings).map(asObject);
    const at = (method: string) =>
      settings.find(({ HttpMethod, ResourcePath }) => HttpMethod === method && ResourcePath === '/~1v1~1parcels');
    const rates = ['POST', 'GET', 'HEAD'].map((method) => Number(at(method)?.ThrottlingRateLimit));

    expect(at('OPTIONS')?.ThrottlingRateLimit).toBe(rates.reduce((sum, rate) => sum + rate));
  });
});

describe('origins of a stage', () => {
  const findings = (...origins: readonly string[]) =>
    checkStage({ ...stages.dev, cors: { origins } }, open).map(({ path, expected }) => [path, expected]);

  it.each([
    ['a path', [`${shop}/`], 'cors.origins[0]', 'without a path'],
    ['several, with credentials', [shop, here], 'cors.origins', 'one origin where credentials are allowed'],
    ['each, with credentials', ['*'], 'cors.origins', 'browsers refuse'],
  ])('are held to what the contract is: %s', (_, origins, path, expected) => {
    expect(findings(...origins)).toEqual([[path, expect.stringContaining(expected)]]);
  });

  it('may be one of this machine', () => {
    expect(findings(here)).toEqual([]);
  });
});
