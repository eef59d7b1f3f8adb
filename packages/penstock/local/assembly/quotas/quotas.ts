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

/** What a service refuses of a resource at deploy, although its template is well formed. */
export function quotaFindings(type: string, properties: JsonObject): readonly Finding[] {
  return findings([...(quotas[type] ?? []), tags], properties);
}
