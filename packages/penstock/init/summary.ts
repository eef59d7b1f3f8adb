import { table } from '../cli/table.ts';
import { count, formatFindings } from '../contract/finding.ts';
import type { Completed } from './complete.ts';
import type { Addition } from './draft.ts';

export interface SummaryOptions {
  readonly color?: boolean;
  /** Where the contract was written. */
  readonly out?: string;
}

const shown = 20;

/** What was written, how much of it somebody has to look at, and what nobody but the API's owner can decide. */
export function printSummary(completed: Completed, { color = false, out }: SummaryOptions): string {
  const { additions, left, leftOut, found, problems } = completed;
  const head = `${count(found, 'finding')}; ${additions.length} changes ${out === undefined ? 'would mend' : `in ${out} mend`} all but ${left.length}.`;
  return [
    head,
    ...(additions.length === 0 ? [] : ['', tableOf(additions, color)]),
    ...(left.length === 0 ? [] : ['', 'To decide:', formatFindings(left.slice(0, shown), { color })]),
    ...(left.length > shown ? [`and ${left.length - shown} more`] : []),
    ...(leftOut.length === 0 ? [] : ['', `Left out until then: ${some(leftOut.map(({ operation }) => operation))}`]),
    ...problemLines(problems),
    ...(out === undefined
      ? []
      : ['', 'Look over what is marked # review. In an app: npx penstock new handlers, npm start']),
  ].join('\n');
}

/** What errors became, and what they said that no problem says. */
function problemLines({ types, untyped, codes }: Completed['problems']): readonly string[] {
  if (types.length === 0) return [];
  return [
    '',
    `Problem types: ${types.map((type) => type.replace(/^.*:/, '')).join(', ')}`,
    ...(untyped.length === 0
      ? []
      : [`Statuses that no problem has: ${untyped.join(', ')}. Handlers can't answer them.`]),
    ...(codes.length === 0
      ? []
      : [
          `Errors that were told apart by a code: ${some(codes.map(({ code }) => code))} (${codes[0]?.pointer}). A problem's detail says them.`,
        ]),
  ];
}

const some = (all: readonly string[]): string =>
  `${all.slice(0, shown).join(', ')}${all.length > shown ? ` and ${all.length - shown} more` : ''}`;

function tableOf(additions: readonly Addition[], color: boolean): string {
  const groups = [...Map.groupBy(additions, ({ rule }) => rule)];
  const rows = groups.map(([rule, all]) => [
    rule,
    String(all.length),
    String(all.filter(({ review }) => review).length),
  ]);
  return table(['asked by', 'changes', 'to review'], rows, { right: ['changes', 'to review'], color });
}
