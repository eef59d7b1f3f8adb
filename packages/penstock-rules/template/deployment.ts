import { asObject } from '../json.ts';
import { perStack } from './per-stack.ts';
import { type Resource, referencedWithin, resourcesOf } from './resources.ts';

/** Types of resources that a function makes while the stack is deployed. */
const isCustom = (type: string): boolean =>
  type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';

/**
 * Whether a function runs while a stack is deployed, and no more: it makes a custom resource, or the library's provider
 * framework calls it to.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html
 */
export const isOfDeployment = ({ stack, logicalId }: Resource): boolean => makersOf(stack).has(logicalId);

const makersOf = perStack((stack) => {
  const makers = resourcesOf(stack)
    .filter(({ type }) => isCustom(type))
    .flatMap(({ properties }) => referencedWithin(properties.ServiceToken));
  const called = resourcesOf(stack, 'AWS::Lambda::Function')
    .filter(({ logicalId }) => makers.includes(logicalId))
    .flatMap(({ properties }) => referencedWithin(asObject(properties.Environment).Variables));
  return new Set([...makers, ...called]);
});

/** How the library calls what it makes for itself; an app sets none of its properties. */
const ofLibrary = [
  /^LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a/,
  /^BucketNotificationsHandler050a0587b7544547bf325f094a3db834/,
  /^AWS679f53fac002430cb0da5b7982bd2287/,
  /^CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C/,
  /CustomResourceProvider(Handler|Role)/,
  /framework(onEvent|isComplete|onTimeout)/,
];

/** Whether a resource, or what a policy is attached to, is the library's own. */
export const isOfLibrary = ({ logicalId, properties }: Resource): boolean =>
  [logicalId, ...referencedWithin(properties.Roles)].some((id) => ofLibrary.some((known) => known.test(id)));
