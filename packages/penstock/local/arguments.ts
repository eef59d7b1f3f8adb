import { type Command, readCommand } from '../cli/command.ts';
import type { Values } from '../cli/options.ts';
import { UserError } from '../cli/user-error.ts';
import { LocalError } from './problems.ts';

export type { Command } from '../cli/command.ts';
export type { Values } from '../cli/options.ts';

/** The port of the local cloud's API, as every command calls it. */
export const apiPort = { value: 'PORT', default: '3000' } as const;

/** @throws LocalError unless the value is a port number */
export function portOf(value: unknown, option = '--port'): number {
  const port = Number(value);
  if (String(value).trim() !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new LocalError(`${option} is a number from 0 to 65535, received ${JSON.stringify(value)}.`);
}

/**
 * Runs a command with what its command line says, or prints its help. What it says to the user goes to stderr, without
 * a stack trace, and it exits with 1.
 */
export async function runCommand(command: Command, run: (values: Values) => Promise<void>): Promise<void> {
  try {
    const reading = readCommand(command, process.argv.slice(2));
    if (reading.kind === 'help') process.stdout.write(`${reading.text}\n`);
    else await run(reading.values);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
