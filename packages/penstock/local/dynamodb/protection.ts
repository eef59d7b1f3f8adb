import { spawn } from 'node:child_process';

/**
 * What keeps web pages from the engine, which answers every origin and every signature:
 *
 * - `isolated`: it listens in a network namespace of its own, where nothing else is
 * - `hidden`: it listens on a random one of the 16 million loopback addresses of Linux, and a random port of it
 * - `none`: it listens on 127.0.0.1, since the system has no other loopback address
 */
export type Protection = 'isolated' | 'hidden' | 'none';

/** The best that this machine allows. Found out once a process. */
export function bestProtection(): Promise<Protection> {
  best ??= find();
  return best;
}

let best: Promise<Protection> | undefined;

async function find(): Promise<Protection> {
  if (process.platform !== 'linux') return 'none';
  return (await succeeds(inNamespace(['true']))) ? 'isolated' : 'hidden';
}

/**
 * A command in a user and network namespace of its own, which needs no privilege. Systems that forbid it to ordinary
 * users, some containers among them, fail the command.
 *
 * @see https://man7.org/linux/man-pages/man7/network_namespaces.7.html
 */
export function inNamespace(command: readonly string[]): readonly [string, ...string[]] {
  const start = 'PATH="$PATH:/usr/sbin:/sbin"; ip link set lo up && exec "$@"';
  return ['unshare', '--user', '--map-root-user', '--net', '--', '/bin/sh', '-c', start, 'engine', ...command];
}

function succeeds([file, ...args]: readonly [string, ...string[]]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
