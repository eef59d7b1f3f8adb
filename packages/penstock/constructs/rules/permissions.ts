import { asArray, asList, asObject } from 'penstock-rules/json';
import { type Resource, referenced, resourcesOf } from 'penstock-rules/template/resources';

/** Whether a policy of the function's role allows an action on a resource that `isOf` knows. */
export function isAllowed(
  { stack, properties }: Resource,
  action: string,
  isOf: (resource: unknown) => boolean,
): boolean {
  const role = referenced(properties.Role);
  return resourcesOf(stack, 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy')
    .filter((policy) => asArray(policy.properties.Roles).some((one) => referenced(one) === role))
    .flatMap((policy) => asArray(asObject(policy.properties.PolicyDocument).Statement).map(asObject))
    .some(
      ({ Effect, Action, Resource: of }) =>
        Effect === 'Allow' && asList(Action).includes(action) && asList(of).some(isOf),
    );
}
