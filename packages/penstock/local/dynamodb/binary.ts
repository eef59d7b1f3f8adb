import { createRequire } from 'node:module';
import { LocalError } from '../problems.ts';

const thisPlatform = `${process.platform}-${process.arch}`;

/** The engine's binary, an optional dependency with one package a platform; undefined where there is none. */
export function findBinary(platform = thisPlatform): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${platform}/dynoxide`);
  } catch {
    return undefined;
  }
}

/** @throws LocalError where the platform has no binary */
export function engineBinary(platform = thisPlatform): string {
  const found = findBinary(platform);
  if (found !== undefined) return found;
  throw new LocalError(
    `There is no dynoxide for ${platform}: the package @dynoxide/${platform} is not installed. ` +
      'Install it, or unset PENSTOCK_ENGINE to use the embedded engine, which is on every platform.',
  );
}

/**
 * The engine does not notice when its parent is killed. A shell between the two does: it holds the read end of a pipe
 * that closes with its parent, and then ends the engine. What the engine writes is for its owner alone.
 */
const guard = 'umask 077; "$@" 3<&- & engine=$!; { cat <&3 >/dev/null; kill "$engine"; } 2>/dev/null & wait "$engine"';

/** The command that runs the engine at an address and ends it when file descriptor 3 closes. */
export function engineCommand(address: { readonly host: string; readonly port: number }, file?: string) {
  const where = ['--host', address.host, '--port', String(address.port)];
  const database = file === undefined ? [] : ['--db-path', file];
  return ['/bin/sh', '-c', guard, 'engine', engineBinary(), 'serve', ...where, ...database] as const;
}
