import { parseArgs } from 'node:util';
import { LocalError } from './problems.ts';

/** Options by their long names; `text` takes a value. */
export type OptionTypes = Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly default?: string }>>;

/**
 * Reads a command line in which only these options may stand.
 *
 * @throws LocalError naming what is not understood, and the usage
 */
export function readArguments(args: readonly string[], options: OptionTypes, usage: string) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new LocalError(`${reason}. Usage: ${usage}`, { cause: error });
  }
}

/** @throws LocalError unless the value is a port number */
export function portOf(value: unknown, option = '--port'): number {
  const port = Number(value);
  if (String(value).trim() !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new LocalError(`${option} is a number from 0 to 65535, received ${JSON.stringify(value)}.`);
}

/** Runs a command; what it says to the user goes to stderr, without a stack trace, and it exits with 1. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof LocalError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
