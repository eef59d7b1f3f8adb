import { describe, expect, it } from '@jest/globals';
import { resourcesOf } from 'penstock-rules/template/resources';
import { asObject } from '../../contract/json.ts';
import { stackOf, stageLike, synthesize } from './synthesized.ts';

const apiOf = (gatewayLogRole: 'managed' | 'existing') =>
  stackOf(synthesize(stageLike('dev', { gatewayLogRole })), 'parcels-dev-api-eu-west-1');
const accountsIn = (stack: ReturnType<typeof apiOf>) => resourcesOf(stack, 'AWS::ApiGateway::Account');

describe('the log role of API Gateway', () => {
  const stack = apiOf('managed');
  const resource = (id = '') => asObject(asObject(stack.template.Resources)[id]);

  it('is registered before a stage logs', () => {
    const [stage] = resourcesOf(stack, 'AWS::ApiGateway::Stage');

    expect(accountsIn(stack)).toHaveLength(1);
    expect(resource(stage?.logicalId).DependsOn).toContain(accountsIn(stack)[0]?.logicalId);
  });

  it('outlives the stack, because every API of the account uses it', () => {
    expect(resource(accountsIn(stack)[0]?.logicalId)).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate' });
  });

  it('is left to whoever registered it in a stage that says so', () => {
    expect(accountsIn(apiOf('existing'))).toEqual([]);
  });
});
