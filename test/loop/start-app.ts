import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface StartedApp {
  readonly url: string;
  /** From the command to the line that says it is ready. */
  readonly readyMs: number;
  stop(): Promise<void>;
}

/** Runs `penstock start` on free ports, with data of its own. */
export async function startApp(root: string): Promise<StartedApp> {
  const data = await mkdtemp(join(tmpdir(), 'penstock-loop-'));
  const began = performance.now();
  const command = join(root, 'packages/penstock/cli/penstock.js');
  const child = spawn(process.execPath, [command, 'start', '--port', '0', '--data', data], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`It does not start:\n${lines.join('\n')}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const [, found] = /^Penstock is ready on (\S+)$/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  const readyMs = performance.now() - began;
  return {
    url,
    readyMs,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}
