import { createRequire } from 'node:module';
import { LocalError } from '../problems.ts';

/** The engine is an optional dependency, one package a platform. */
export function engineBinary(platform = `${process.platform}-${process.arch}`): string {
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${platform}/dynoxide`);
  } catch {
    throw new LocalError(
      `There is no DynamoDB engine for ${platform}: the package @dynoxide/${platform} is not installed. ` +
        'Install it, or set DYNAMODB_ENDPOINT to a running DynamoDB-compatible server (DynamoDB Local, say).',
    );
  }
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
