// Its process works in the folder that this one was in when it was loaded: one that a test removes is no such folder.
import 'esbuild';
import { Console } from 'node:console';
import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { processState } from './jest/process-state.ts';

export interface CommandOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** The working directory. */
  readonly cwd?: string;
  /** The environment; that of the tests by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exits with ${code}`);
    this.code = code;
  }
}

/**
 * Runs the module of a command to its end in this process, as `node FILE ...args` does in one of its own: with its command
 * line, working directory and environment, and neither of its outputs a terminal. To start a process and load what
 * this one has loaded takes a second of the processor; what only a process has, such as signals, needs one. One command at
 * a time.
 */
export async function runCommandHere(
  file: string,
  args: readonly string[],
  { cwd, env }: CommandOptions = {},
): Promise<CommandOutcome> {
  const [stdout, stderr] = [collector(), collector()];
  const restore = processFor([file, ...args], stdout.stream, stderr.stream);
  try {
    if (env !== undefined) process.env = { ...env };
    if (cwd !== undefined) process.chdir(cwd);
    const failed = await settle(file, stderr.stream);
    return { code: failed ?? Number(process.exitCode ?? 0), stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    restore();
  }
}

/** The exit code, where it is not the process's own. */
async function settle(file: string, stderr: Writable): Promise<number | undefined> {
  try {
    // A module that another test file has run, in this process, would be done already.
    await import(`${pathToFileURL(file).href}?run=${randomUUID()}`);
    return undefined;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return 1;
  }
}

function processFor(line: readonly string[], stdout: Writable, stderr: Writable): () => void {
  const restore = processState();
  const { argv } = process;
  const own = Object.entries(Object.getOwnPropertyDescriptors(process)).filter(([name]) => /^std(out|err)$/.test(name));
  process.argv = [process.execPath, ...line];
  process.exitCode = undefined;
  process.exit = (code) => {
    throw new Exit(Number(code ?? process.exitCode ?? 0));
  };
  for (const [name, value] of Object.entries({ stdout, stderr }))
    Object.defineProperty(process, name, { value, configurable: true });
  globalThis.console = new Console({ stdout, stderr });
  return () => {
    process.argv = argv;
    for (const [name, descriptor] of own) Object.defineProperty(process, name, descriptor);
    restore();
  };
}

function collector(): { readonly stream: Writable; readonly text: () => string } {
  let text = '';
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return { stream, text: () => text };
}
