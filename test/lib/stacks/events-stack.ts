import { readFileSync } from 'node:fs';
import { referenced, resourcesOf } from 'penstock-rules/template/resources';
import { asArray, asObject, type JsonObject } from '../../../packages/penstock/contract/json.ts';
import { consumers, only, stackOf, stacksOf } from '../synthesized.ts';

export const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
export const stack = stackOf(stacksOf('dev'), 'penstock-dev-events-eu-west-1');
export const names = [...consumers.map(({ name }) => name), 'relayEvents'];
export const functionNamed = (name: string) =>
  only(stack, 'AWS::Lambda::Function', ({ properties }) => properties.FunctionName === `penstock-dev-${name}`);
export const queueNamed = (name: string) => {
  const found = resourcesOf(stack, 'AWS::SQS::Queue').find(
    ({ properties }) => properties.QueueName === `penstock-dev-${name}`,
  );
  if (found === undefined) throw new Error(`No queue ${name}`);
  return found;
};
export const arnOf = (queue: string) => ({ 'Fn::GetAtt': [queueNamed(queue).logicalId, 'Arn'] });
export const urlOf = (queue: string) => ({ Ref: queueNamed(queue).logicalId });
export const arn = (service: string, resource: string) => ({
  'Fn::Join': ['', [`arn:aws:${service}:eu-west-1:`, { Ref: 'AWS::AccountId' }, `:${resource}`]],
});
export const allow = (Action: string | readonly string[], Resource: unknown) => ({ Action, Effect: 'Allow', Resource });

/** Every statement of every policy that a function's role has. */
export function permissionsOf(name: string): readonly JsonObject[] {
  const roleId = referenced(functionNamed(name).Role);
  return resourcesOf(stack, 'AWS::IAM::Policy')
    .filter(({ properties }) => asArray(properties.Roles).some((one) => referenced(one) === roleId))
    .flatMap(({ properties }) => asArray(asObject(properties.PolicyDocument).Statement).map(asObject));
}
