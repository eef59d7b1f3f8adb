import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { UserError } from '../../cli/user-error.ts';

/** What buf says of a file: where, by which of its rules, and what. */
export interface BufFinding {
  readonly path?: string;
  readonly start_line?: number;
  readonly start_column?: number;
  readonly type: string;
  readonly message: string;
}

/** buf ends with it where it found something in the files. */
const FOUND = 100;

/** The most that a descriptor set may have: far more than any app's. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/**
 * Runs buf in a folder.
 *
 * @returns what it wrote, or every finding
 * @throws UserError where it is not installed for this platform, or fails for a reason of its own
 */
export function runBuf(
  args: readonly string[],
  folder: string,
): { readonly output: Buffer } | { readonly findings: readonly BufFinding[] } {
  const { status, stdout, stderr, error } = spawnSync(bufBinary(), [...args, '--error-format', 'json'], {
    cwd: folder,
    maxBuffer: MAX_OUTPUT_BYTES,
    // Nothing is looked up in a registry; a cache in the home folder would be one more thing to go wrong.
    env: { ...process.env, BUF_CACHE_DIR: folder },
  });
  if (status === 0) return { output: stdout };
  const said = `${stdout}${stderr}`;
  const findings = status === FOUND ? findingsIn(said) : [];
  if (findings.length > 0) return { findings };
  throw new UserError(`buf ${args[0]} failed: ${error?.message ?? said.trim()}`, { cause: error });
}

const findingsIn = (said: string): readonly BufFinding[] =>
  said
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

/** Of the package that npm installs for this platform; buf's own launcher would add a process of Node to each call. */
function bufBinary(): string {
  const name = `@bufbuild/buf-${process.platform}-${process.arch}`;
  const file = process.platform === 'win32' ? 'buf.exe' : 'buf';
  const fromBuf = createRequire(createRequire(import.meta.url).resolve('@bufbuild/buf/package.json'));
  try {
    return fromBuf.resolve(`${name}/bin/${file}`);
  } catch (cause) {
    const why = 'npm leaves it out with `--omit=optional`, or where node_modules came from another platform';
    throw new UserError(
      `contract/rpc is checked by buf.\n    received no package ${name}: ${why}\n    fix      run \`npm ci\` on this machine`,
      { cause },
    );
  }
}
