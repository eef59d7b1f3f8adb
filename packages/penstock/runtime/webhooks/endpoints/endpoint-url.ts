import { isPublicAddress } from '../subscriber/public-address.ts';

/** Characters; what most servers and proxies accept. */
export const MAX_URL_LENGTH = 2048;

export interface UrlRules {
  /** Allows http and any address: a stage on a laptop has no others. */
  readonly allowPrivate: boolean;
}

/**
 * Why an endpoint can't have this url; undefined when it can. A name is checked again each time it is used, by what
 * it resolves to then.
 */
export function urlFinding(text: string, { allowPrivate }: UrlRules): string | undefined {
  if (text.length > MAX_URL_LENGTH) return `must have ${MAX_URL_LENGTH} characters or fewer`;
  const url = URL.parse(text);
  if (url === null) return 'must be an absolute URL';
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) return 'must begin with https://';
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or a password';
  if (text.includes('#')) return 'must not have a fragment';
  const address = literalAddress(url);
  if (address !== undefined && !allowPrivate && !isPublicAddress(address)) return 'must not name a private address';
  return undefined;
}

/** The IP address that stands in a URL in place of a name, without the brackets of IPv6. */
export function literalAddress({ hostname }: Pick<URL, 'hostname'>): string | undefined {
  if (hostname.startsWith('[')) return hostname.slice(1, -1);
  return /^\d+\.\d+\.\d+\.\d+$/.test(hostname) ? hostname : undefined;
}
