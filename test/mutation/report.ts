import { type Judged, shownMutant } from './explained.ts';
import { mutators } from './mutators/index.ts';
import type { Result } from './results.ts';

/** Percent of the mutants that some test notices, those that end or hang the process included. */
export const scoreOf = (results: readonly Result[]): number =>
  results.length === 0 ? 100 : (100 * results.filter(({ fate }) => fate.status !== 'survived').length) / results.length;

/** The committed report: the score of each file, and what survived with the reason. */
export function report(results: readonly Result[], { explained, unexplained, stale }: Judged): string {
  return [
    '# Mutation testing',
    '',
    '<!-- Written by `npm run mutate`; do not edit. -->',
    '',
    'Each mutant is one change of a line of `packages/penstock/runtime`, `packages/penstock/constructs/rules` or `packages/penstock-rules`. A test of the same room has to fail with it,',
    'in one process and without a running stage. `npm run mutate` tries all of them; see',
    '[decision 0022](../decisions/0022-mutants-are-switched-not-built.md).',
    '',
    `**${percent(scoreOf(results))} of ${results.length} mutants are noticed.** ${explained.length} survive with an explanation, ${unexplained.length} without.`,
    '',
    `Kinds: ${Object.keys(mutators).join('; ')}. Left out: types, import paths, and what a log line is called.`,
    '',
    '## By file',
    '',
    '| file | mutants | noticed | survive | score |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows(results),
    '',
    '## Survivors',
    '',
    ...survivors(explained),
    ...list(
      'Not explained',
      unexplained.map((one) => `${one.path}:${one.line} ${code(shownMutant(one))}`),
    ),
    ...list(
      'Explanations of what no longer survives',
      stale.map((one) => `${one.file} ${code(one.line)} ${code(one.mutant)}`),
    ),
  ].join('\n');
}

const percent = (score: number): string => `${score.toFixed(1)} %`;

function rows(results: readonly Result[]): readonly string[] {
  return Object.entries(Object.groupBy(results, ({ path }) => path)).map(([path, all = []]) => {
    const survive = all.filter(({ fate }) => fate.status === 'survived').length;
    return `| ${path} | ${all.length} | ${all.length - survive} | ${survive} | ${percent(scoreOf(all))} |`;
  });
}

function survivors(explained: Judged['explained']): readonly string[] {
  return Object.entries(Object.groupBy(explained, ({ path }) => path)).flatMap(([path, all = []]) => [
    `### ${path}`,
    '',
    ...Object.values(Object.groupBy(all, ({ text, why }) => `${text} ${why}`)).flatMap((same = []) => [
      `- ${code(same[0]?.text ?? '')}`,
      ...[...new Set(same.map(shownMutant))].map((mutant) => `  - ${code(mutant)}`),
      '',
      `  ${same[0]?.why.replaceAll(/\s+/g, ' ')}`,
      '',
    ]),
  ]);
}

const list = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`## ${title}`, '', ...lines.map((line) => `- ${line}`), ''];

/** Code in Markdown, whatever backticks are in it. */
function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length)) + 1);
  return fence === '`' ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}
