import { asObject } from '../../../lib/contract/json.ts';
import type { Subject } from '../../../lib/rules/rule.ts';

/** What a fixture breaks: parsed JSON, changed in place. */
export type Loose = Record<string, unknown>;

/** The properties of the first resource of a type whose logical id contains `like`, to be changed in place. */
export function propertiesOf(subject: Subject, type: string, like = ''): Loose {
  for (const { template } of subject.stacks) {
    for (const [id, resource] of Object.entries(asObject(template.Resources))) {
      const { Type, Properties } = asObject(resource);
      if (Type === type && id.includes(like)) return Properties as Loose;
    }
  }
  throw new Error(`No ${type} like ${like}`);
}

export const member = (value: unknown, ...path: readonly (string | number)[]): Loose =>
  path.reduce<unknown>((at, key) => (at as Loose)[key], value) as Loose;

/** A rule, how a template breaks it, and what the violation says. */
export type Break = readonly [rule: string, how: string, (subject: Subject) => void, expected: string];
