import type { ResolverOptions } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import type { Resolve } from './pinned-address.ts';

export interface DnsOptions {
  /** `address:port`; those of the system by default. */
  readonly servers?: readonly string[];
  /** For the first question; a server that is silent is asked once more and costs about four times this. */
  readonly timeoutMs?: number;
  /** What asks them. */
  readonly resolverWith?: (options: ResolverOptions) => Resolver;
}

const systemResolver = (options: ResolverOptions): Resolver => new Resolver(options);

/** There is no such name, or it has no address. */
const NO_ADDRESS = new Set(['ENOTFOUND', 'ENODATA']);

const as = (family: 4 | 6) => (addresses: readonly string[]) => addresses.map((address) => ({ address, family }));

/**
 * Asks the name servers, both families at once, and gives IPv6 only where there is no IPv4: Lambda reaches no IPv6
 * outside a VPC, so what is known of it is not worth a wait. Not `dns.lookup`: it works in libuv's four threads, so that
 * a few names whose servers don't answer would hold up all others, and it tries the hosts file and search domains, in
 * which nothing public is found.
 * @see https://nodejs.org/api/dns.html#implementation-considerations
 */
export function dnsResolve({ servers, timeoutMs = 500, resolverWith = systemResolver }: DnsOptions = {}): Resolve {
  return async (hostname) => {
    const resolver = resolverWith({ timeout: timeoutMs, tries: 2 });
    if (servers !== undefined) resolver.setServers(servers);
    const v6 = resolver.resolve6(hostname).then(as(6));
    v6.catch(() => {});
    try {
      return await resolver.resolve4(hostname).then(as(4));
    } catch (noV4) {
      return await v6.catch((noV6) => {
        throw NO_ADDRESS.has((noV4 as NodeJS.ErrnoException).code ?? '') ? noV6 : noV4;
      });
    } finally {
      resolver.cancel();
    }
  };
}
