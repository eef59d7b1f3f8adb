import { quietOnClosedPipe } from './closed-pipe.ts';
import { type Command, readCommand } from './command.ts';
import { UsageError, type Values } from './options.ts';

/** Of its command line, what a script may read. */
export interface ScriptLine {
  readonly values: Values;
  /** What it takes, or empty. */
  readonly word: string;
}

/**
 * For a module that is a command from its first line to its last: goes on with what its command line says, or ends the
 * process with its help, or with what is not understood.
 */
export function scriptLine(command: Command, args: readonly string[] = process.argv.slice(2)): ScriptLine {
  quietOnClosedPipe();
  try {
    const reading = readCommand(command, args);
    if (reading.kind === 'run') return reading;
    process.stdout.write(`${reading.text}\n`);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
  return process.exit(0);
}

/** The command line of a script that hands its words on to another program, which knows them. */
export const helpAlone = (args: readonly string[]): readonly string[] =>
  args.some((word) => word === '--help' || word === '-h') ? ['--help'] : [];
