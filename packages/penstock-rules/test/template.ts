import { defaultLimits } from '../limits.ts';
import type { Check, SynthesizedStack, Templates, Violation } from '../rule.ts';

/** What a fixture breaks: parsed JSON, changed in place. */
export type Loose = Record<string, unknown>;

/** Resources by their logical ids: what a small template has. */
export type Resources = Readonly<Record<string, readonly [type: string, properties?: object, deletionPolicy?: string]>>;

export const stackWith = (resources: Resources, name = 'stack', region = 'eu-west-1'): SynthesizedStack => ({
  name,
  region,
  template: {
    Resources: Object.fromEntries(
      Object.entries(resources).map(([id, [Type, Properties, DeletionPolicy]]) => [
        id,
        { Type, ...(Properties && { Properties }), ...(DeletionPolicy && { DeletionPolicy }) },
      ]),
    ),
  },
});

/** What a rule finds in an app of one stack. */
export const judge = (
  { check }: Check<Templates>,
  resources: Resources,
  over: Partial<Templates> = {},
): readonly Violation[] => check({ limits: defaultLimits, stacks: [stackWith(resources)], ...over });

export const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
