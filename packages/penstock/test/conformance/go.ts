import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../cli/user-error.ts';
import { suite, suiteVersion } from './files.ts';

/** Package managers that may install Go without a question, where they are. */
const managers = [
  { command: 'apt-get', args: ['install', '--yes', 'golang-go'], root: true },
  { command: 'brew', args: ['install', 'go'], root: false },
] as const;

const runs = (command: string, args: readonly string[]): boolean => spawnSync(command, args).status === 0;

/** Makes sure that there is a Go that fetches the toolchain which the suite asks for: 1.21 is the first. */
function needGo(): void {
  if (!runs('go', ['version'])) {
    const manager = managers.find(
      ({ command, root }) => (!root || process.getuid?.() === 0) && runs(command, ['--version']),
    );
    if (manager !== undefined) runs(manager.command, manager.args);
  }
  const version = /go1\.(\d+)/.exec(String(spawnSync('go', ['version']).stdout))?.[1];
  if (Number(version) >= 21) return;
  throw new UserError(
    [
      'The conformance suite is a program in Go.',
      `    received ${version === undefined ? 'no `go` in the path, and no package manager that installs it' : `Go 1.${version}`}`,
      '    expected Go 1.21 or later',
      '    fix      install it from https://go.dev/dl',
    ].join('\n'),
  );
}

export interface Suite {
  readonly runner: string;
  /** The folder of its .proto files. */
  readonly protos: string;
}

/** The suite's runner and files: built once, which takes minutes, and kept in a folder. */
export function conformanceSuite(folder: string): Suite {
  const given = process.env.CONNECTCONFORMANCE;
  needGo();
  const runner =
    given ?? join(folder, suiteVersion, process.platform === 'win32' ? 'connectconformance.exe' : 'connectconformance');
  if (!existsSync(runner)) {
    console.log(`Building ${suite} ${suiteVersion}, which takes some minutes the first time`);
    mkdirSync(join(folder, suiteVersion), { recursive: true });
    go(['install', `${suite}/cmd/connectconformance@${suiteVersion}`], { GOBIN: join(folder, suiteVersion) });
  }
  // What is in the cache of modules already is not fetched again.
  const { Dir: source } = JSON.parse(go(['mod', 'download', '-json', `${suite}@${suiteVersion}`]));
  return { runner, protos: join(source, 'proto') };
}

function go(args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr } = spawnSync('go', args, { env: { ...process.env, ...env }, encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new UserError(`go ${args.join(' ')} failed:\n${stderr}${stdout}`);
}
