import { show } from 'penstock-rules/json';
import { namedTypes } from 'penstock-rules/named-types';
import type { Violation } from 'penstock-rules/rule';
import { type Resource, resourcesOf, violation } from 'penstock-rules/template/resources';
import type { Rule } from './rule.ts';

/** Names that every such resource has, and that count within a parent alone. */
const ofTheirParent: readonly string[] = [
  'AWS::ApiGateway::Stage',
  'AWS::IAM::Policy',
  'AWS::Lambda::Alias',
  'AWS::Route53::RecordSet',
];

/** What holds data: kept without a name, the next stack begins with an empty one and nobody misses the other. */
const ofData: readonly string[] = [
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
];

/**
 * A name of one's own blocks a replacement, and, where the resource outlives its stack, the next stack of that name. So it is given
 * to types of which both is known (`namedTypes`), and a resource that is kept can be imported by it.
 */
export const explicitNamesRule: Rule = {
  id: 'explicit-names',
  check: ({ stacks }) => stacks.flatMap((stack) => resourcesOf(stack).flatMap(judge)),
};

function judge(resource: Resource): readonly Violation[] {
  const { type, properties } = resource;
  const known = namedTypes[type];
  const property = known?.name ?? nameOf(resource);
  if (property === undefined) return [];
  const name = properties[property];
  const isKept = String(resource.deletionPolicy).startsWith('Retain');
  if (isKept && ofData.includes(type) && typeof name !== 'string') {
    const message = `received ${show(name)}, expected a name: what a deleted stack keeps is found by it`;
    return [violation(resource, `Properties.${property}`, message, 'give it a name of `namesOf`')];
  }
  if (known === undefined) return [refused(resource, property, 'its type has no line in `namedTypes`')];
  // A name that is made of another resource is a new one with that.
  if (isKept && known.import === 'none' && typeof name === 'string') {
    return [refused(resource, property, 'it is kept, and no stack can import one')];
  }
  return [];
}

/** The property by which CloudFormation names a resource of a type that is not known. */
function nameOf({ type, properties }: Resource): string | undefined {
  if (ofTheirParent.includes(type) || !type.startsWith('AWS::')) return undefined;
  const own = `${type.split('::').at(-1)}Name`;
  return ['Name', own].find((property) => properties[property] !== undefined);
}

const refused = (resource: Resource, property: string, why: string): Violation =>
  violation(
    resource,
    `Properties.${property}`,
    `received ${show(resource.properties[property])}, expected no name: ${why}`,
    'leave the name to CloudFormation, and publish it as an SSM parameter; or add the type, with what replaces it and how it is imported',
  );
