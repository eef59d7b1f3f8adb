import { existsSync } from 'node:fs';
import { type Command, readCommand } from '../../packages/penstock/cli/command.ts';
import { countsOf, type Finding, survey } from './survey.ts';

const command: Command = {
  name: 'npm run rules:survey --',
  summary: 'Judges templates of other apps by the rules of penstock-rules: a folder with one folder for each app.',
  options: {
    folder: { value: 'PATH', help: 'where the folders of the apps are; every *.template.json in them is read' },
    rule: { value: 'ID', help: 'lists what this rule found, each with its place' },
  },
  notes: ['Ends with 1 when a rule crashes on a template. What a rule finds is for a person to judge.'],
};

function main(): number {
  const reading = readCommand(command, process.argv.slice(2));
  if (reading.kind === 'help') {
    say(reading.text);
    return 0;
  }
  const folder = String(reading.values.folder ?? '');
  if (folder === '' || !existsSync(folder))
    throw new Error(`--folder: received "${folder}", expected a folder of apps`);
  const apps = survey(folder);
  for (const { app, templates, resources, findings } of apps)
    say(`| ${app} | ${templates} | ${resources} | ${findings.length} | ${described(findings)} |`);
  const findings = apps.flatMap((one) => one.findings);
  for (const [rule, count] of countsOf(findings))
    say(`| ${rule} | ${count} | ${new Set(findings.filter((one) => one.rule === rule).map(({ app }) => app)).size} |`);
  for (const { rule, stack, logicalId, location, message } of findings)
    if (rule === reading.values.rule) say(`${stack} ${logicalId} ${location}: ${message}`);
  const crashes = apps.flatMap((one) => one.crashes);
  for (const { app, rule, error } of crashes) say(`crash: ${rule} on ${app}: ${error}`);
  say(
    `${apps.length} apps, ${apps.reduce((sum, { templates }) => sum + templates, 0)} templates, ${findings.length} findings, ${crashes.length} crashes`,
  );
  return crashes.length > 0 ? 1 : 0;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const described = (findings: readonly Finding[]): string =>
  countsOf(findings)
    .map(([rule, count]) => `${rule} ${count}`)
    .join(', ');

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
