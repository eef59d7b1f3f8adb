import { terminal } from '../cli/console.ts';
import { reportingUserErrors } from '../cli/run-command.ts';
import { explainedOrLocal } from './aws-errors.ts';
import { readCommandLine } from './command-line.ts';
import { run } from './run.ts';

await reportingUserErrors(async () => {
  const console = terminal();
  const now = new Date();
  const reading = readCommandLine(process.argv.slice(2), now);
  if (reading.kind === 'help') console.print(reading.text);
  else await run(reading.command, reading.target, console, now);
}, explainedOrLocal);
