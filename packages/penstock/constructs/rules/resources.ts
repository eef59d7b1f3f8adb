import { asArray, asObject, type JsonObject } from '../../contract/json.ts';
import type { Stage } from '../stage/stage.ts';
import type { Rule, Subject, SynthesizedStack, Violation } from './rule.ts';

export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly stack: SynthesizedStack;
}

/** The resources of a stack, of these types or of any. */
export function resourcesOf(stack: SynthesizedStack, ...types: readonly string[]): readonly Resource[] {
  return Object.entries(asObject(stack.template.Resources))
    .map(([logicalId, value]) => {
      const { Type, Properties } = asObject(value);
      return { logicalId, type: String(Type), properties: asObject(Properties), stack };
    })
    .filter(({ type }) => types.length === 0 || types.includes(type));
}

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

/** Whether a property is the name that a stage gives to something: `penstock-<stage>-<name>`. */
export const isNamed = (value: unknown, stage: Stage, name: string): boolean =>
  value === `penstock-${stage.name}-${name}`;

export const violation = (
  { logicalId, stack }: Resource,
  location: string,
  message: string,
  fix: string,
): Violation => ({ stack: stack.name, logicalId, location, message, fix });

/** A rule that judges each resource of some types by itself. */
export const resourceRule = (
  id: string,
  types: readonly string[],
  check: (resource: Resource, subject: Subject) => readonly Violation[],
): Rule => ({
  id,
  check: (subject) =>
    subject.stacks.flatMap((stack) => resourcesOf(stack, ...types).flatMap((resource) => check(resource, subject))),
});
