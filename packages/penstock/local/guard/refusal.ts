import type { IncomingMessage } from 'node:http';

/** Why a request goes no further. */
export interface GuardRefusal {
  readonly status: 421 | 403;
  readonly detail: string;
}

export interface GuardOptions {
  /** Names by which the listener is called beside those of this machine, without their port. */
  readonly isOwnName?: (name: string) => boolean;
  /** Whether a web page of another origin may call this path; none may by default. */
  readonly allowsOrigin?: (origin: string, path: string) => boolean;
}

/** A listener binds 127.0.0.1; `[::1]` is what a proxy of the user's own may put before it. */
const ownNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether a request may have been sent by a web page that has no business here. A page of another origin is told by its
 * `Origin`, and where a browser sends none (an image, a script, a form's GET) by `Sec-Fetch-Site`; a page whose name
 * was rebound to this machine has the origin that it calls, and is told by its `Host`. Programs that are no browser
 * send neither `Origin` nor `Sec-Fetch-Site`; a request without a `Host` is of none that a page runs in.
 *
 * @see https://fetch.spec.whatwg.org/#origin-header
 * @see https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header
 * @see https://owasp.org/www-community/attacks/DNS_Rebinding
 */
export function refusalOf(request: IncomingMessage, options: GuardOptions = {}): GuardRefusal | undefined {
  const port = request.socket.localPort ?? 0;
  const { authority, path } = target(request.url ?? '/');
  const hosts = [...valuesOf(request, 'host'), ...authority];
  const stranger = hosts.find((host) => !isOwnHost(host, port, options));
  if (stranger !== undefined) return misdirected(stranger, port);
  const origins = valuesOf(request, 'origin');
  const isAllowed = (origin: string) => options.allowsOrigin?.(origin, path) === true;
  const foreign = origins.find((origin) => !isOwnOrigin(origin, port, options) && !isAllowed(origin));
  if (foreign !== undefined) return forbidden(`A page of ${printable(foreign)} may not call this.`);
  const site = valuesOf(request, 'sec-fetch-site').find((value) => value !== 'same-origin' && value !== 'none');
  if (site === undefined || origins.some(isAllowed)) return undefined;
  return forbidden(`A page of another origin may not call this (Sec-Fetch-Site: ${printable(site)}).`);
}

function isOwnHost(host: string, port: number, { isOwnName = () => false }: GuardOptions): boolean {
  const [, name = '', given = '80'] = /^(\[[0-9a-f:]+\]|[^:]*)(?::(\d+))?$/.exec(host.toLowerCase()) ?? [];
  return Number(given) === port && (ownNames.has(name) || isOwnName(name));
}

function isOwnOrigin(origin: string, port: number, options: GuardOptions): boolean {
  const [, host] = /^http:\/\/(.+)$/i.exec(origin) ?? [];
  return host !== undefined && isOwnHost(host, port, options);
}

/** The path of a request, and the authority that a target in absolute form has, which counts before `Host` (RFC 9112, 3.2.2). */
function target(url: string): { readonly authority: readonly string[]; readonly path: string } {
  const [, authority, rest = url] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  const [path = ''] = rest.split(/[?#]/);
  return { authority: authority === undefined ? [] : [authority], path: path === '' ? '/' : path };
}

/** Each value as it was sent: Node keeps the first of several `Host`. */
function valuesOf({ rawHeaders }: IncomingMessage, name: string): readonly string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

function misdirected(host: string, port: number): GuardRefusal {
  return {
    status: 421,
    detail: `This listener is called 127.0.0.1:${port} or localhost:${port}; the request's Host is ${printable(host)}.`,
  };
}

const forbidden = (detail: string): GuardRefusal => ({ status: 403, detail });

const printable = (value: string): string => JSON.stringify(value.slice(0, 100));
