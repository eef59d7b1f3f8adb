import { isDeepStrictEqual } from 'node:util';
import type { Resource } from '../assembly/live.ts';
import type { ResolvedStack } from '../assembly/resolved.ts';
import { objects } from '../json.ts';
import { dependenciesOf } from './dependencies.ts';
import type { StackResource, StackState } from './stack.ts';

/** What a deployment does to one resource. */
export type Change =
  | { readonly kind: 'add'; readonly after: StackResource }
  | { readonly kind: 'remove'; readonly before: StackResource }
  | {
      readonly kind: 'modify';
      readonly before: StackResource;
      readonly after: StackResource;
      /** Names of properties. */
      readonly properties: readonly string[];
      /** Whether another resource takes its place. */
      readonly isReplaced: boolean;
    };

/** The resources of a stack as its template makes them. */
export function resourcesOf({ stack, resources }: ResolvedStack): ReadonlyMap<string, StackResource> {
  const dependencies = dependenciesOf(stack.template);
  const declarations = objects(stack.template.Resources);
  const complete = (resource: Resource): StackResource => ({
    ...resource,
    declaration: declarations[resource.logicalId] ?? {},
    needs: dependencies.get(resource.logicalId) ?? [],
    changedAt: Date.now(),
    status: 'CREATE_COMPLETE',
  });
  return new Map(resources.map((resource) => [resource.logicalId, complete(resource)]));
}

/** In the order of the templates, what is removed last. */
export function changesBetween(
  before: ReadonlyMap<string, StackResource>,
  after: ReadonlyMap<string, StackResource>,
): readonly Change[] {
  const wanted = [...after.values()].flatMap((resource) => changeOf(before.get(resource.logicalId), resource));
  const removed = [...before.values()].filter(({ logicalId }) => !after.has(logicalId));
  return [...wanted, ...removed.map((resource): Change => ({ kind: 'remove', before: resource }))];
}

function changeOf(before: StackResource | undefined, after: StackResource): readonly Change[] {
  if (before === undefined) return [{ kind: 'add', after }];
  const names = new Set([...Object.keys(before.properties), ...Object.keys(after.properties)]);
  const properties = [...names].filter((name) => !isDeepStrictEqual(before.properties[name], after.properties[name]));
  const isReplaced = before.serial !== after.serial || before.id !== after.id;
  return properties.length === 0 && !isReplaced ? [] : [{ kind: 'modify', before, after, properties, isReplaced }];
}

/** Why CloudFormation does not begin with a change. */
export function changeProblem(change: Change): string | undefined {
  if (change.kind !== 'modify') return undefined;
  const { before, after, isReplaced } = change;
  if (before.type !== after.type) {
    return `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${after.logicalId}]`;
  }
  if (!isReplaced || after.arn === '' || after.arn !== before.arn) return undefined;
  return `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${after.id} and update the stack again.`;
}

/** Whether a deployment would leave a stack as it is, beside what CloudFormation does not look at, such as comments. */
export function isUnchanged(before: StackState, after: StackState): boolean {
  const view = ({ resources, outputs, tags, template }: StackState) => ({
    resources: [...resources.values()].map(({ logicalId, properties, id, declaration }) => {
      const { DeletionPolicy, UpdateReplacePolicy, Metadata, DependsOn } = declaration;
      return { logicalId, properties, id, policies: { DeletionPolicy, UpdateReplacePolicy, Metadata, DependsOn } };
    }),
    outputs,
    tags,
    description: template.Description,
  });
  const sorted = (state: StackState) => {
    const { resources, ...rest } = view(state);
    return { ...rest, resources: resources.toSorted((a, b) => a.logicalId.localeCompare(b.logicalId)) };
  };
  return isDeepStrictEqual(sorted(before), sorted(after));
}
