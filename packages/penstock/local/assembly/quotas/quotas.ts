import type { JsonObject } from '../../json.ts';
import { accessQuotas } from './access.ts';
import { lambdaQuotas } from './lambda.ts';
import { messagingQuotas } from './messaging.ts';
import { type Finding, findings, type Rule } from './rule.ts';
import { storageQuotas } from './storage.ts';
import { tagsProblem } from './tags.ts';

const quotas: Readonly<Record<string, readonly Rule[]>> = {
  ...accessQuotas,
  ...lambdaQuotas,
  ...messagingQuotas,
  ...storageQuotas,
};

const tags: Rule = { at: 'Tags', problem: tagsProblem };

/**
 * What a service refuses of a resource at deploy, although its template is well formed.
 *
 * @param held whether to quotas that can be raised too
 */
export function quotaFindings(type: string, properties: JsonObject, held = true): readonly Finding[] {
  const rules = quotas[type]?.filter(({ canBeRaised }) => held || canBeRaised !== true) ?? [];
  return findings([...rules, tags], properties);
}
