import { readFileSync } from 'node:fs';
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
  PolicyValidationStack,
} from 'aws-cdk-lib/core';
import type { Consumer } from '../../contract/events/model.ts';
import type { Contract } from '../../contract/model.ts';
import type { Stage } from '../stage/stage.ts';
import { rules } from './index.ts';
import type { Rule, SynthesizedStack } from './rule.ts';

/**
 * Runs the rules on what was synthesized. Each violation ends synth with the construct's path, what was received and
 * the fix; one is acknowledged, with a reason, beside its construct by the id `Penstock::<rule>`.
 */
export class PenstockChecks implements IPolicyValidationPlugin {
  readonly name = 'Penstock';
  readonly ruleIds: string[] = rules.map(({ id }) => id);
  readonly #contract: Contract;
  readonly #consumers: readonly Consumer[];
  readonly #stage: Stage;

  constructor(contract: Contract, consumers: readonly Consumer[], stage: Stage) {
    this.#contract = contract;
    this.#consumers = consumers;
    this.#stage = stage;
  }

  validate({ stackTemplates }: IPolicyValidationContext): PolicyValidationPluginReport {
    const stacks = stackTemplates.map(read);
    const paths = new Map(
      stackTemplates.map(({ stackConstructPath, templatePath }) => [stackConstructPath, templatePath]),
    );
    const subject = { contract: this.#contract, consumers: this.#consumers, stage: this.#stage, stacks };
    const report = ({ id, check }: Rule) =>
      check(subject).map(({ stack, logicalId, location, message, fix }) => ({
        ruleName: id,
        description: message,
        fix,
        severity: 'error',
        violatingResources: [
          { resourceLogicalId: logicalId, templatePath: paths.get(stack) ?? '', locations: [location] },
        ],
      }));
    const violations = rules.flatMap(report);
    return { success: violations.length === 0, violations };
  }
}

const read = ({ stackConstructPath, templatePath, region }: PolicyValidationStack): SynthesizedStack => ({
  name: stackConstructPath,
  region: region ?? '',
  template: JSON.parse(String(readFileSync(templatePath))),
});
