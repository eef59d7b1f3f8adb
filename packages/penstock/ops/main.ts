import { explained } from './aws-errors.ts';
import { readCommandLine } from './command-line.ts';
import { terminal } from './console.ts';
import { run } from './run.ts';
import { usage } from './usage.ts';
import { OpsError } from './user-error.ts';

try {
  const console = terminal();
  const now = new Date();
  const { command, target } = readCommandLine(process.argv.slice(2), now);
  if (command.name === 'help') console.print(usage);
  else await run(command, target, console, now);
} catch (failure) {
  const error = explained(failure);
  if (!(error instanceof OpsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
