import { explained } from './aws-errors.ts';
import { readCommandLine, usage } from './command-line.ts';
import { terminal } from './console.ts';
import { run } from './run.ts';
import { OpsError } from './user-error.ts';

try {
  const console = terminal();
  const { command, target } = readCommandLine(process.argv.slice(2));
  if (command.name === 'help') console.print(usage);
  else await run(command, target, console);
} catch (failure) {
  const error = explained(failure);
  if (!(error instanceof OpsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
