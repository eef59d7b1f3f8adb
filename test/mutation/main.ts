import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Command, readCommand } from '../../packages/penstock/cli/command.ts';
import { progressOn } from '../../packages/penstock/cli/progress.ts';
import { explanationsIn, judge, shownMutant } from './explained.ts';
import { report, scoreOf } from './report.ts';
import { mutate } from './run.ts';

const reportFile = 'docs/reference/mutation.md';
const explainedFile = 'test/mutation/explained.yaml';
/** Percent. */
const leastScore = 90;

const command: Command = {
  name: 'npm run mutate --',
  summary:
    'Changes the runtime and the rules of the kit one place at a time and runs the tests of the same room: one has to fail.',
  options: { file: { value: 'TEXT', help: 'only files whose path contains TEXT, every survivor listed' } },
  notes: [
    `Ends with 1 when fewer than ${leastScore} % are noticed, or when a survivor is not explained in ${explainedFile}.`,
    `Without --file it writes ${reportFile}. Results are kept until the source, a test or the runner changes.`,
  ],
};

async function main(): Promise<void> {
  const reading = readCommand(command, process.argv.slice(2));
  if (reading.kind === 'help') return say(reading.text);
  const file = String(reading.values.file ?? '');
  const progress = progressOn(process.stderr);
  const results = await mutate({ file, progress: progress.show });
  progress.done();
  if (results.length === 0) throw new Error(`--file matches no file with mutants, received "${file}"`);
  const explanations = explanationsIn(explainedFile).filter((one) => one.file.includes(file));
  const judged = judge(results, explanations);
  const { explained, unexplained, stale } = judged;
  if (file === '') {
    mkdirSync(dirname(reportFile), { recursive: true });
    writeFileSync(reportFile, report(results, judged));
  }
  for (const one of file === '' ? [] : explained) say(`explained   ${one.path}:${one.line}  ${shownMutant(one)}`);
  for (const one of unexplained) say(`unexplained ${one.path}:${one.line}  ${shownMutant(one)}${unreached(one.fate)}`);
  for (const one of stale) say(`stale       ${one.file}  ${one.line}  ${one.mutant}: it does not survive; remove it`);
  const stuck = results.filter(({ fate }) => fate.status === 'stuck').length;
  const score = scoreOf(results);
  say(
    `${score.toFixed(1)} % of ${results.length} mutants are noticed (${stuck} by the time limit); ` +
      `${explained.length} survive with an explanation, ${unexplained.length} without`,
  );
  process.exitCode = score < leastScore || unexplained.length > 0 || stale.length > 0 ? 1 : 0;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const unreached = (fate: { readonly status: string; readonly reached?: boolean }): string =>
  fate.reached === false ? '  (no test gets there)' : '';

await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
