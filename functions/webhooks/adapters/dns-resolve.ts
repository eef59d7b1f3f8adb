import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import type { Resolve } from './pinned-address.ts';

export interface DnsOptions {
  /** `address:port`; those of the system by default. */
  readonly servers?: readonly string[];
  /** Milliseconds that one question may take; there are two. */
  readonly timeout?: number;
}

/** There is no such name, or it has no address. */
const NO_ADDRESS = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * Asks the name servers, both families at once, IPv4 first: Lambda reaches nothing else outside a VPC. Not `dns.lookup`:
 * it works in libuv's four threads, so that a few names whose servers don't answer would hold up all others, and it
 * tries the hosts file and search domains, in which nothing public is found.
 * @see https://nodejs.org/api/dns.html#implementation-considerations
 */
export function dnsResolve({ servers, timeout = 1500 }: DnsOptions = {}): Resolve {
  return async (hostname) => {
    const resolver = new Resolver({ timeout, tries: 2 });
    if (servers !== undefined) resolver.setServers(servers);
    const answers = await Promise.allSettled([
      resolver.resolve4(hostname).then((all) => all.map((address): LookupAddress => ({ address, family: 4 }))),
      resolver.resolve6(hostname).then((all) => all.map((address): LookupAddress => ({ address, family: 6 }))),
    ]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length > 0) return addresses;
    const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    throw failures.find(({ code }) => !NO_ADDRESS.has(code)) ?? failures[0];
  };
}
