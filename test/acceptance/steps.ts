import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Says what is done and how long it took, and ends everything at the first failure, with what was printed. */
export async function step<Result>(what: string, run: () => Result | Promise<Result>): Promise<Result> {
  const began = performance.now();
  process.stdout.write(`${what} ...`);
  try {
    const result = await run();
    process.stdout.write(` ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stdout.write(' failed\n');
    throw error;
  }
}

export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

/** What the checkout's npm adds to the environment would lead the app's commands back to the checkout. */
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));

/** Runs a command line in a folder, as a person would type it. @returns what it printed */
export function shell(cwd: string, line: string): string {
  const { status, stdout, stderr } = spawnSync(line, {
    cwd,
    env: environment,
    shell: '/bin/bash',
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new StepFailed(`${line}\n${stdout}${stderr}`);
  return stdout;
}

export interface Running {
  readonly port: number;
  /** All that was printed so far. */
  output(): string;
  stop(): Promise<void>;
}

/** A script that runs the local cloud, on a free port, until it is ready. */
export async function start(
  cwd: string,
  script: 'start' | 'deploy:local' = 'start',
  options: readonly string[] = [],
): Promise<Running> {
  const child = spawn('npm', ['run', script, '--', '--port', '0', ...options], {
    cwd,
    env: environment,
    detached: true,
  });
  let output = '';
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const ready = new Promise<number>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += String(chunk);
      const [, port] = /is ready on http:\/\/127\.0\.0\.1:(\d+)/.exec(output) ?? [];
      if (port !== undefined) resolve(Number(port));
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', () => reject(new StepFailed(`npm run ${script} ended\n${output}`)));
  });
  return {
    port: await ready,
    output: () => output,
    stop: async () => {
      process.kill(-(child.pid ?? 0), 'SIGINT');
      await closed;
    },
  };
}

/** Packs what was built. @returns the tarballs by package */
export function pack(root: string, packages: readonly string[], into: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    packages.map((name) => {
      const said = shell(root, `npm pack --silent --pack-destination ${into} ./packages/${name}/dist`);
      return [name, join(into, said.trim().split('\n').at(-1) ?? '')];
    }),
  );
}

/** An app takes the packages from the tarballs, since no registry has this version. */
export function useTarballs(app: string, tarballs: Readonly<Record<string, string>>): void {
  const file = join(app, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  for (const [name, path] of Object.entries(tarballs)) {
    if (name.startsWith('create-')) continue;
    manifest.dependencies[name] = `file:${path}`;
  }
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}
