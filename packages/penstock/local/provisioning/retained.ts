import type { Resource } from '../assembly/live.ts';
import { object } from '../json.ts';
import type { StackResource } from './stack.ts';

/** Resources that are there although no stack has them any more. */
export interface Retained {
  add(resource: Resource): void;
  has(resource: Resource): boolean;
  forget(resource: Resource): void;
  all(): readonly Resource[];
}

export function createRetained(): Retained {
  const resources = new Map<string, Resource>();
  return {
    add: (resource) => void resources.set(keyOf(resource), resource),
    has: (resource) => resources.has(keyOf(resource)),
    forget: (resource) => void resources.delete(keyOf(resource)),
    all: () => [...resources.values()],
  };
}

const keyOf = ({ type, id }: Resource): string => `${type} ${id}`;

/**
 * Whether a resource outlives its place in the stack. One that replaced another and is taken back does not.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html
 */
export function retains(
  { declaration, status }: StackResource,
  { isGone, isRollback }: { readonly isGone: boolean; readonly isRollback: boolean },
): boolean {
  // What was there before the stack took it in is there after the stack gives it back.
  if (isRollback && status === 'IMPORT_COMPLETE') return true;
  if (!isGone) return !isRollback && declaration.UpdateReplacePolicy === 'Retain';
  return (
    declaration.DeletionPolicy === 'Retain' || (declaration.DeletionPolicy === 'RetainExceptOnCreate' && !isRollback)
  );
}

/**
 * Whether AWS would draw the name of a resource, or of what it is named after: another of its kind is never in its way.
 * Here names can be foreseen, so what was retained is taken over, with what it holds.
 */
export function hasDrawnName({ declaration, needs }: Pick<StackResource, 'declaration' | 'needs'>): boolean {
  const names = Object.entries(object(declaration.Properties)).filter(([property]) => property.endsWith('Name'));
  return names.every(([, value]) => needs.some((id) => new RegExp(`["{]${id}["}.]`).test(JSON.stringify(value))));
}
