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
export function printSummary({ additions, left, found }: Completed, { color = false, out }: SummaryOptions): string {
  const head = `${count(found, 'finding')}; ${additions.length} changes ${out === undefined ? 'would mend' : `in ${out} mend`} all but ${left.length}.`;
  return [
    head,
    ...(additions.length === 0 ? [] : ['', tableOf(additions, color)]),
    ...(left.length === 0 ? [] : ['', 'To decide:', formatFindings(left.slice(0, shown), { color })]),
    ...(left.length > shown ? [`and ${left.length - shown} more; npm run contract shows all`] : []),
  ].join('\n');
}

function tableOf(additions: readonly Addition[], color: boolean): string {
  const groups = [...Map.groupBy(additions, ({ rule }) => rule)];
  const rows = groups.map(([rule, all]) => [
    rule,
    String(all.length),
    String(all.filter(({ review }) => review).length),
  ]);
  return table(['asked by', 'changes', 'to review'], rows, { right: ['changes', 'to review'], color });
}
