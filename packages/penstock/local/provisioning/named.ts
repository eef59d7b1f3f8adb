import { namedTypes } from 'penstock-rules/named-types';
import { object } from '../json.ts';
import type { StackResource } from './stack.ts';

/**
 * Whether CloudFormation finds a resource, that a deleted stack kept, by itself: by a name that the template has, and
 * which identifies the resource.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-automatically.html
 */
export function isFoundByName({ type, declaration }: StackResource): boolean {
  const known = namedTypes[type];
  if (known?.import !== 'name') return false;
  const isNamed = typeof object(declaration.Properties)[known.name] === 'string';
  return isNamed && ['Retain', 'RetainExceptOnCreate'].includes(String(declaration.DeletionPolicy));
}

/** The property that identifies a resource of a type that can be imported, such as `QueueUrl`. */
export function identifierOf(type: string): string | undefined {
  const known = namedTypes[type];
  return known === undefined || known.import === 'none' ? undefined : known.identifier;
}
