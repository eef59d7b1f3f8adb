import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import { ResilienceRules, type RuleId } from 'penstock-rules';
import { defaultLimits, type Limits } from 'penstock-rules/limits';
import { reportOf } from 'penstock-rules/plugin';
import { retention } from '../../contract/events/derive.ts';
import { rules } from './index.ts';
import type { Rule, Subject } from './rule.ts';

type Promises = Pick<Subject, 'contract' | 'graph' | 'consumers' | 'stage'>;

/**
 * All that a stage is judged by: the rules for any app, and the contract's own. A violation is acknowledged, with a
 * reason, beside its construct by the id `ResilienceRules::<rule>` or `Penstock::<rule>`.
 */
export function stageChecks({ contract, graph, consumers, stage }: Promises): readonly IPolicyValidationPlugin[] {
  const limits = accountLimitsOf(stage);
  const except = exceptionsOf(stage);
  return [new ResilienceRules({ except, limits }), new ContractRules({ contract, graph, consumers, stage }, limits)];
}

/**
 * What a stage says that it does without: its alarms only show where it names no topic, its functions share what the
 * account has where it reserves nothing, and what it lets through is for measuring where it sets every throttle at once.
 */
export const exceptionsOf = ({
  alarmTopic,
  reserveConcurrency,
  throttle,
}: Pick<Subject['stage'], 'alarmTopic' | 'reserveConcurrency' | 'throttle'>): readonly RuleId[] => [
  ...(alarmTopic === undefined ? (['alarm-actions'] as const) : []),
  ...(reserveConcurrency === true ? [] : (['bulkhead', 'poller-concurrency'] as const)),
  ...(throttle?.['*'] === undefined ? [] : (['littles-law'] as const)),
];

export const accountLimitsOf = ({ accountConcurrency }: Pick<Subject['stage'], 'accountConcurrency'>): Limits => ({
  ...defaultLimits,
  accountConcurrency,
  deadLetterRetentionSeconds: retention.deadLetters,
});

/** Runs the kit's rules on what was synthesized: each violation ends synth with the construct's path and the fix. */
class ContractRules implements IPolicyValidationPlugin {
  readonly name = 'Penstock';
  readonly ruleIds: string[] = rules.map(({ id }) => id);
  readonly #promises: Promises;
  readonly #limits: Limits;

  constructor(promises: Promises, limits: Limits) {
    this.#promises = promises;
    this.#limits = limits;
  }

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const bound = ({ id, check }: Rule) => ({
      id,
      check: (stacks: Subject['stacks']) => check({ ...this.#promises, limits: this.#limits, stacks }),
    });
    return reportOf(context, rules.map(bound));
  }
}
