import { NoAnswer } from './http-post.ts';
import { AddressRefused } from './pinned-address.ts';

const UNTRUSTED = 'the certificate is not signed by an authority that is trusted';
const UNRESOLVED = 'the name could not be resolved';

const explanations: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed without an answer',
  EHOSTUNREACH: 'the host is not reachable',
  ENETUNREACH: 'the network is not reachable',
  ENOTFOUND: 'the name does not resolve',
  ENODATA: 'the name does not resolve',
  EAI_AGAIN: UNRESOLVED,
  ESERVFAIL: UNRESOLVED,
  ETIMEOUT: UNRESOLVED,
  ETIMEDOUT: 'no connection could be made in time',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `${UNTRUSTED}, or the chain to it is not complete`,
};

/** Words for the endpoint's owner. They name no address: what a name resolves to inside is nobody's business. */
export function failureWords(error: unknown): string {
  if (error instanceof AddressRefused) return 'the name does not stand for a public address';
  if (error instanceof NoAnswer) return error.message;
  const { code = 'UNKNOWN' } = error as { readonly code?: string };
  return explanations[code] ?? `no answer (${code})`.slice(0, 128);
}
