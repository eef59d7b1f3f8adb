import { spawn } from 'node:child_process';
import { appRoot } from '../cli/app.ts';
import { LocalError } from './problems.ts';

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the program. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a program with this Node in the folder of the app, to its end.
 *
 * @returns what it printed
 * @throws LocalError with what the program said, where it fails
 */
export async function runNode(
  args: readonly string[],
  { env = process.env, signal }: RunOptions = {},
): Promise<string> {
  const child = spawn(process.execPath, args, { cwd: appRoot(), env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  child.stdout.on('data', (chunk) => said.push(String(chunk)));
  child.stderr.on('data', (chunk) => said.push(String(chunk)));
  const end = () => child.kill();
  process.once('exit', end);
  signal?.addEventListener('abort', end, { once: true });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => {
    process.off('exit', end);
    signal?.removeEventListener('abort', end);
  });
  const text = said.join('').trim();
  if (code !== 0) throw new LocalError(text || `${args[0]} ends with status ${code}.`);
  return text;
}
