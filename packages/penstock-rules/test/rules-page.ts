import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../index.ts';
import { defaultLimits } from '../limits.ts';
import type { Rule } from '../rule.ts';
import { fixtures } from './fixtures.ts';
import { stackWith } from './template.ts';

export const pagePath = join(import.meta.dirname, '../../../docs/reference/rules.md');

/** The reference of the rules: each with its reason, its source, and what it says of the template that breaks it. */
export const page = (): string => `# The rules for any CDK app

<!-- Written by \`node packages/penstock-rules/test/rules-page.ts\` of the rules and their fixtures; do not edit. -->

${rules.length} rules of [\`penstock-rules\`](../../packages/penstock-rules/README.md). The id of a rule does not change: options and
acknowledgements (\`ResilienceRules::<id>\`) name it. What they find in public apps is in [rules-survey.md](rules-survey.md).

${rules.map(({ id, title }) => `- [\`${id}\`](#${id}): ${title}`).join('\n')}

${rules.map(section).join('\n')}`;

function section(rule: Rule<keyof typeof fixtures>): string {
  const [{ logicalId, location, message, fix } = noViolation(rule.id)] = rule.check({
    stacks: [stackWith(fixtures[rule.id].bad)],
    limits: defaultLimits,
  });
  return `## ${rule.id}

${rule.title}. ${rule.why} Source: [AWS documentation](${rule.source}).

\`\`\`
${logicalId} ${location}
  ${message}
  ${fix}
\`\`\`
`;
}

function noViolation(id: string): never {
  throw new Error(`The bad fixture of ${id} breaks nothing`);
}

if (import.meta.main) writeFileSync(pagePath, page());
