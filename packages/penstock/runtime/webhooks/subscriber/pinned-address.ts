import type { LookupAddress } from 'node:dns';
import { lookup as resolveName } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { literalAddress } from '../endpoints/endpoint-url.ts';
import { isPublicAddress } from './public-address.ts';

export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** A name stands for an address that must not be connected to. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** What this machine itself would connect to: its hosts file counts. */
export const systemResolve: Resolve = (hostname) => resolveName(hostname, { all: true });

/**
 * Resolves a URL's host once, checks every address, and gives what connects to these and no others: a name that
 * resolves to something else a moment later (DNS rebinding) gains nothing by it.
 * Throws AddressRefused when one of them is not public, unless private ones are allowed.
 */
export async function pinnedLookup(url: URL, allowPrivate: boolean, resolve: Resolve): Promise<LookupFunction> {
  const literal = literalAddress(url);
  // Sockets never look up an address, so a literal is only checked.
  const addresses = literal === undefined ? await resolve(url.hostname) : [{ address: literal, family: 0 }];
  const [first] = addresses;
  if (first === undefined) throw new AddressRefused('The name has no address');
  if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw new AddressRefused('The name has an address that is not public');
  }
  return (_hostname, { all }, callback) =>
    all === true ? callback(null, [...addresses]) : callback(null, first.address, first.family);
}
