import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface PortHolder {
  readonly pid: number;
  /** Its command line, shortened. */
  readonly command: string;
}

/** The most characters of a command line that a message shows. */
const longest = 80;

/**
 * The process that listens on a TCP port of this machine, where that can be known: Linux tells it of one's own processes.
 *
 * @see https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html
 */
export function holderOf(port: number): PortHolder | undefined {
  const sockets = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningOn(port, read(table))));
  if (sockets.size === 0) return undefined;
  const pid = list('/proc').find((name) => /^\d+$/.test(name) && holdsOneOf(sockets, name));
  if (pid === undefined) return undefined;
  const command = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
  return { pid: Number(pid), command: command.length > longest ? `${command.slice(0, longest)}...` : command };
}

/** The sockets' inodes, as `/proc/<pid>/fd` names them. */
function listeningOn(port: number, table: string): readonly string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  // Of IPv4 and IPv6, those that take what comes for 127.0.0.1.
  const addresses = ['0100007F', '0'.repeat(8), '0'.repeat(32), '0000000000000000FFFF00000100007F'];
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    return state === '0A' && addresses.some((address) => local === `${address}:${wanted}`) ? [`socket:[${inode}]`] : [];
  });
}

function holdsOneOf(sockets: ReadonlySet<string>, pid: string): boolean {
  return list(`/proc/${pid}/fd`).some((fd) => sockets.has(link(`/proc/${pid}/fd/${fd}`)));
}

const list = (folder: string) => orElse(() => readdirSync(folder), []);
const read = (file: string) => orElse(() => readFileSync(file, 'utf8'), '');
const link = (file: string) => orElse(() => readlinkSync(file), '');

/** Processes end while they are looked at, and those of others are not for us to see. */
function orElse<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
