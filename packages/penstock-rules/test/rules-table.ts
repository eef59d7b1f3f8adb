import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../index.ts';

/** The README, whose table of rules lies between two comments. */
export const readmePath = join(import.meta.dirname, '../README.md');
const [start, end] = ['<!-- rules -->', '<!-- end of rules -->'];

/** The README with the table that the rules make. */
export function withTable(readme: string): string {
  const [before, rest = ''] = readme.split(start);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`${readmePath} needs ${start} and ${end}`);
  const rows = rules.map(({ id, title, why, source }) => `| [\`${id}\`](${source}) | ${title} | ${why} |`);
  const table = ['| rule | what holds | why |', '| --- | --- | --- |', ...rows].join('\n');
  return `${before}${start}\n${table}\n${end}${after}`;
}

if (import.meta.main) writeFileSync(readmePath, withTable(readFileSync(readmePath, 'utf8')));
