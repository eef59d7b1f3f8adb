import { asObject } from 'penstock-rules/json';
import { defaultLimits } from 'penstock-rules/limits';
import type { Violation } from 'penstock-rules/rule';
import { type Loose, type Resources, stackWith } from '../../../../penstock-rules/test/template.ts';
import type { Rule, Subject } from '../../../constructs/rules/rule.ts';
import type { AppStage } from '../../../constructs/stage/app-stage.ts';
import type { Contract } from '../../../contract/model.ts';

export { arnOf, type Loose, type Resources, stackWith } from '../../../../penstock-rules/test/template.ts';

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

export const stage: AppStage = {
  app: 'penstock',
  name: 'test',
  regions: ['eu-west-1'],
  token: { issuer: 'https://issuer.example', audience: 'parcels' },
  tenants: {},
  accountConcurrency: 1000,
  logRetentionDays: 30,
  logLevel: 'INFO',
  removal: 'retain',
  deletionProtection: true,
  gatewayLogRole: 'managed',
  providers: { provider: 'https://provider.example' },
};

/** What a rule finds in a stage of one stack. */
export const judge = ({ check }: Rule, resources: Resources, over: Partial<Subject> = {}): readonly Violation[] =>
  check({
    contract: { operations: [] } as unknown as Contract,
    consumers: [],
    stage,
    limits: defaultLimits,
    stacks: [stackWith(resources)],
    ...over,
  });
