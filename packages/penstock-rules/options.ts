import { show } from './json.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { type RuleId, rules } from './rules/index.ts';

export interface ResilienceRulesOptions {
  /** The only rules to apply. @default all */
  readonly only?: readonly RuleId[];
  /** Rules not to apply. @default none */
  readonly except?: readonly RuleId[];
  readonly limits?: Partial<Limits>;
}

/** Every mistake in options, each with what was received: JavaScript and a cast get past the types. */
export function checkOptions(options: ResilienceRulesOptions): readonly string[] {
  const known: readonly string[] = rules.map(({ id }) => id);
  return [
    ...unknownMembers('', options, ['only', 'except', 'limits']),
    ...(['only', 'except'] as const).flatMap((name) =>
      (options[name] ?? [])
        .filter((id) => !known.includes(id))
        .map((id) => `${name}: received ${show(id)}, expected rules of ${known.join(', ')}`),
    ),
    ...unknownMembers('limits.', options.limits ?? {}, Object.keys(defaultLimits)),
    ...Object.entries(options.limits ?? {})
      .filter(([name, value]) => name in defaultLimits && !(Number.isInteger(value) && value > 0))
      .map(([name, value]) => `limits.${name}: received ${show(value)}, expected a whole number above 0`),
  ];
}

const unknownMembers = (path: string, value: object, known: readonly string[]): readonly string[] =>
  Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => `${path}${name}: unknown option, expected ${known.join(', ')}`);
