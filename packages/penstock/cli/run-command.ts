import { quietOnClosedPipe } from './closed-pipe.ts';
import { type Command, readCommand } from './command.ts';
import { fileError } from './file-error.ts';
import type { Values } from './options.ts';
import { UserError } from './user-error.ts';

export interface RunCommandOptions {
  /** The command line after the command. */
  readonly args?: readonly string[];
  /** Turns what was thrown into what the user can mend, where that is known. */
  readonly explained?: (error: unknown) => unknown;
}

/**
 * Runs a command with what its command line says, or prints its help. What it says to the user goes to stderr, without
 * a stack trace, and it exits with 1.
 */
export function runCommand(
  command: Command,
  run: (values: Values, word: string) => Promise<void>,
  { args = process.argv.slice(2), explained }: RunCommandOptions = {},
): Promise<void> {
  return reportingUserErrors(async () => {
    const reading = readCommand(command, args);
    if (reading.kind === 'help') process.stdout.write(`${reading.text}\n`);
    else await run(reading.values, reading.word);
  }, explained);
}

/**
 * Does the work of a command. Whatever it writes may be read by a program that closes the pipe before the end.
 *
 * @param explained as in `RunCommandOptions`; what it does not make a UserError is a bug
 */
export async function reportingUserErrors(
  work: () => Promise<void>,
  explained: (error: unknown) => unknown = (error) => error,
): Promise<void> {
  quietOnClosedPipe();
  try {
    await work();
  } catch (failure) {
    const error = fileError(explained(failure));
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
