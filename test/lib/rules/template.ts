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

/** A rule, how a template breaks it, what the violation says, and what is in the logical id that it names. */
export type Break = readonly [
  rule: string,
  how: string,
  breakIt: (subject: Subject) => void,
  expected: string,
  of?: string | undefined,
];

type Find = (subject: Subject) => Loose;

export const set =
  (of: Find, values: Loose): Break[2] =>
  (subject) => {
    Object.assign(of(subject), values);
  };

export const unset =
  (of: Find, name: string): Break[2] =>
  (subject) => {
    delete of(subject)[name];
  };
