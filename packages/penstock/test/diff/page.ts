import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Level, type RuleName, ruleOf, rules } from '../../diff/rules.ts';
import { breaks, type Case, harmless, risks } from './cases.ts';
import { graphCases, serviceCases, type TextCase } from './text-cases.ts';

export const pagePath = join(import.meta.dirname, '../../../../docs/reference/contract-changes.md');

/** The reference of what \`penstock diff\` says, from its rules and the cases that its tests are made of. */
export const page = (): string => `# Changes of a contract

<!-- Written by \`node packages/penstock/test/diff/page.ts\` of the rules and their cases; do not edit. -->

\`npm run contract:diff -- BASE\` compares the contract, its webhooks, policies and plans, and the events with a base: a revision
of the repository, or a file. Each change is breaking, risky or safe for those who use what the base promised. A breaking change
exits with 1, so that CI fails, unless \`info.version\` has a higher major number. An operation that goes after its \`x-sunset\`
breaks nobody.

What a client sends may be less narrow than before, and what it is sent less wide; a shared schema is judged in each
direction in which it is used. \`allOf\` is laid together and references are followed, so that writing the same otherwise is
no change. Two things are not decided: whether one pattern matches all that another does, and keywords that hold schemas in
a condition (\`not\`, \`if\`); a change of them is risky.

Services beside the contract are compared by buf's [FILE rules](https://buf.build/docs/breaking/rules): what breaks generated
code, the wire or JSON is breaking, under the name of buf's rule. What their methods promise, by \`(penstock.method)\` over the
operation that each serves, is compared by the rules below.

The graph beside it, \`contract/graph.graphql\`, is judged by the rules of
[graphql-inspector](https://the-guild.dev/graphql/inspector/docs/commands/diff) and by use: where the base has its clients'
operations in \`contract/graph/documents\`, what none of them uses breaks nobody. Without them, any client may use anything. A
directive of federation that hides a field breaks those who ask for it; any other is for the gateway. \`@cost\`, \`@listSize\`,
\`@requiresScopes\`, \`@sunset\`, \`@cacheControl\`, \`@useCase\` and \`@penstock\` are compared by the rules below.

The standard part agrees with [oasdiff](https://github.com/oasdiff/oasdiff), which knows neither policies nor events:
\`node packages/penstock/test/diff/oasdiff.ts\` compares the two on every case below and says where and why they differ.

${(['breaking', 'risky', 'safe'] as const).map(section).join('\n')}`;

const cases: readonly (Case | TextCase)[] = [...breaks, ...risks, ...harmless, ...graphCases, ...serviceCases];

function section(level: Level): string {
  const names = (Object.keys(rules) as RuleName[]).filter((name) => ruleOf(name).level === level);
  const rows = names.map((name) => {
    const seen = cases.filter(([, rule]) => rule === name).map(([title]) => title);
    return `| \`${name}\` | ${seen.join('; ')} | ${ruleOf(name).fix ?? ''} |`;
  });
  return `## ${level}\n\n| rule | such as | instead |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

if (import.meta.main) writeFileSync(pagePath, page());
