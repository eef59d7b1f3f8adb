import { describe, expect, it } from '@jest/globals';
import { failureWords } from '../../../runtime/webhooks/subscriber/failure-words.ts';
import { NoAnswer } from '../../../runtime/webhooks/subscriber/http-post.ts';
import { AddressRefused } from '../../../runtime/webhooks/subscriber/pinned-address.ts';

const untrusted = 'the certificate is not signed by an authority that is trusted';

describe('why there was no answer', () => {
  it.each([
    ['ECONNREFUSED', 'the connection was refused'],
    ['ECONNRESET', 'the connection was closed without an answer'],
    ['EHOSTUNREACH', 'the host is not reachable'],
    ['ENETUNREACH', 'the network is not reachable'],
    ['ENOTFOUND', 'the name does not resolve'],
    ['ENODATA', 'the name does not resolve'],
    ['EAI_AGAIN', 'the name could not be resolved'],
    ['ESERVFAIL', 'the name could not be resolved'],
    ['ETIMEOUT', 'the name could not be resolved'],
    ['ETIMEDOUT', 'no connection could be made in time'],
    ['CERT_HAS_EXPIRED', 'the certificate has expired'],
    ['CERT_NOT_YET_VALID', 'the certificate is not valid yet'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate is for another name'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', untrusted],
    ['SELF_SIGNED_CERT_IN_CHAIN', untrusted],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', untrusted],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', `${untrusted}, or the chain to it is not complete`],
    ['HPE_INVALID_CONSTANT', 'no answer (HPE_INVALID_CONSTANT)'],
    [undefined, 'no answer (UNKNOWN)'],
  ])('is said in words for %s', (code, words) => {
    expect(failureWords(Object.assign(new Error('10.0.0.1'), code && { code }))).toBe(words);
  });

  it('is what we know ourselves', () => {
    expect(failureWords(new NoAnswer('no answer within 5000 ms'))).toBe('no answer within 5000 ms');
    expect(failureWords(new AddressRefused('10.0.0.1'))).toBe('the name does not stand for a public address');
  });

  it('is known to us by its name', () => {
    expect(new NoAnswer('no answer within 5000 ms').name).toBe('NoAnswer');
  });

  it('has 128 characters at most', () => {
    expect(failureWords({ code: 'E'.repeat(200) })).toBe(`no answer (${'E'.repeat(117)}`);
  });
});
