import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { helpAlone, scriptLine } from '../packages/penstock/cli/script.ts';
import { table } from '../packages/penstock/cli/table.ts';

scriptLine(
  {
    name: 'npm run slow-tests --',
    summary: 'Runs tests and lists the files that took longest. What follows goes to npm test.',
    options: {},
    notes: ['npm run slow-tests -- test/http'],
  },
  helpAlone(process.argv.slice(2)),
);

/** Rows of the table: what is faster than these is not worth a look. */
const most = 30;

interface TestFile {
  readonly name: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly assertionResults: readonly { readonly duration?: number | null }[];
}

const casesOf = ({ assertionResults }: TestFile): number =>
  assertionResults.reduce((sum, { duration }) => sum + (duration ?? 0), 0);
const inSeconds = (ms: number): string => (ms / 1000).toFixed(1);

/** `npm run slow-tests -- PATH`: runs tests and lists the files that took longest, and how long their cases took of it. */
const folder = mkdtempSync(join(tmpdir(), 'penstock-slow-'));
try {
  const report = join(folder, 'report.json');
  const { npm_execpath: npm } = process.env;
  if (npm === undefined) throw new Error('npm runs this: `npm run slow-tests`.');
  const args = [npm, 'test', '--silent', '--', '--json', `--outputFile=${report}`, ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  process.exitCode = status ?? 1;
  const { testResults }: { readonly testResults: readonly TestFile[] } = JSON.parse(readFileSync(report, 'utf8'));
  console.log(shown(testResults));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function shown(files: readonly TestFile[]): string {
  const rows = files
    .map((file) => ({ ...file, tookMs: file.endTime - file.startTime, casesMs: casesOf(file) }))
    .toSorted((one, other) => other.tookMs - one.tookMs)
    .slice(0, most)
    .map(({ name, tookMs, casesMs, assertionResults }) => [
      inSeconds(tookMs),
      inSeconds(casesMs),
      String(assertionResults.length),
      relative('.', name),
    ]);
  return table(['seconds', 'in cases', 'cases', 'file'], rows, { right: ['seconds', 'in cases', 'cases'] });
}
