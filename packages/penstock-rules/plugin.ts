import { readFileSync } from 'node:fs';
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
  PolicyValidationStack,
} from 'aws-cdk-lib/core';
import { defaultLimits, type Limits } from './limits.ts';
import { checkOptions, type ResilienceRulesOptions } from './options.ts';
import type { Check, Rule, SynthesizedStack } from './rule.ts';
import { rules } from './rules/index.ts';

/**
 * Judges the templates of a CDK app at the end of synth: each violation ends synth with the construct's path, what was
 * received, the fix and the page that says so. One is acknowledged, with a reason, by the id `ResilienceRules::<rule>`.
 *
 * @example Validations.of(app).addPlugins(new ResilienceRules({ except: ['bulkhead'] }));
 * @throws TypeError with every mistake in the options
 */
export class ResilienceRules implements IPolicyValidationPlugin {
  readonly name = 'ResilienceRules';
  readonly ruleIds: string[];
  readonly #rules: readonly Rule[];
  readonly #limits: Limits;

  constructor(options: ResilienceRulesOptions = {}) {
    const mistakes = checkOptions(options);
    if (mistakes.length > 0)
      throw new TypeError(`ResilienceRules cannot take its options:\n  ${mistakes.join('\n  ')}`);
    const { only, except, limits } = options;
    this.#rules = rules.filter(({ id }) => (only === undefined || only.includes(id)) && !except?.includes(id));
    this.#limits = { ...defaultLimits, ...limits };
    this.ruleIds = this.#rules.map(({ id }) => id);
  }

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const limits = this.#limits;
    const explained = this.#rules.map(({ id, check, source }) => ({
      id,
      check: (stacks: readonly SynthesizedStack[]) =>
        check({ stacks, limits }).map((found) => ({ ...found, fix: `${found.fix}. See ${source}` })),
    }));
    return reportOf(context, explained);
  }
}

/** What a plugin reports of checks of its own, for CDK to print. */
export function reportOf(
  { stackTemplates }: Pick<IPolicyValidationContext, 'stackTemplates'>,
  checks: readonly Check<readonly SynthesizedStack[]>[],
): PolicyValidationPluginReport {
  const stacks = stackTemplates.map(read);
  const paths = new Map(stackTemplates.map((one) => [one.stackConstructPath, one.templatePath]));
  const violations = checks.flatMap(({ id, check }) =>
    check(stacks).map(({ stack, logicalId, location, message, fix }) => ({
      ruleName: id,
      description: message,
      fix,
      severity: 'error',
      violatingResources: [
        { resourceLogicalId: logicalId, templatePath: paths.get(stack) ?? '', locations: [location] },
      ],
    })),
  );
  return { success: violations.length === 0, violations };
}

const read = ({ stackConstructPath, templatePath, region }: PolicyValidationStack): SynthesizedStack => ({
  name: stackConstructPath,
  region: region ?? '',
  template: JSON.parse(String(readFileSync(templatePath))),
});
