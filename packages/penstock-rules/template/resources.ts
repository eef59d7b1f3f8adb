import { asArray, asObject, type JsonObject } from '../json.ts';
import type { SynthesizedStack, Violation } from '../rule.ts';
import { perStack } from './per-stack.ts';

export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  /** What becomes of it when it leaves the template; undefined where the template leaves that to CloudFormation. */
  readonly deletionPolicy: unknown;
  readonly stack: SynthesizedStack;
}

const allOf = perStack((stack): readonly Resource[] =>
  Object.entries(asObject(stack.template.Resources)).map(([logicalId, value]) => {
    const { Type, Properties, DeletionPolicy } = asObject(value);
    return { logicalId, type: String(Type), properties: asObject(Properties), deletionPolicy: DeletionPolicy, stack };
  }),
);

/** The resources of a stack, of these types or of any. */
export const resourcesOf = (stack: SynthesizedStack, ...types: readonly string[]): readonly Resource[] =>
  allOf(stack).filter(({ type }) => types.length === 0 || types.includes(type));

/** The logical id that a `Ref` or an `Fn::GetAtt` names; undefined for anything else. */
export function referenced(value: unknown): string | undefined {
  const { Ref: ref, 'Fn::GetAtt': attribute } = asObject(value);
  const id = ref ?? asArray(attribute)[0];
  return typeof id === 'string' ? id : undefined;
}

/** Every logical id named within a value, however deep. */
export function referencedWithin(value: unknown): readonly string[] {
  const own = referenced(value);
  if (own !== undefined) return [own];
  if (Array.isArray(value)) return value.flatMap(referencedWithin);
  return Object.values(asObject(value)).flatMap(referencedWithin);
}

export const violation = (
  { logicalId, stack }: Resource,
  location: string,
  message: string,
  fix: string,
): Violation => ({ stack: stack.name, logicalId, location, message, fix });

/** Each violation once: a function behind many methods is said to work too long, or too seldom, once. */
export const distinct = (violations: readonly Violation[]): readonly Violation[] => [
  ...new Map(violations.map((one) => [JSON.stringify(one), one])).values(),
];

/** A check that judges each resource of some types by itself. */
export const eachResource =
  <Subject extends { readonly stacks: readonly SynthesizedStack[] }>(
    types: readonly string[],
    judge: (resource: Resource, subject: Subject) => readonly Violation[],
  ) =>
  (subject: Subject): readonly Violation[] =>
    subject.stacks.flatMap((stack) => resourcesOf(stack, ...types).flatMap((resource) => judge(resource, subject)));
