import type { LookupAddress } from 'node:dns';
import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { urlFinding } from '../../../runtime/webhooks/endpoints/endpoint-url.ts';
import {
  AddressRefused,
  pinnedLookup,
  type Resolve,
  systemResolve,
} from '../../../runtime/webhooks/subscriber/pinned-address.ts';
import { isPublicAddress } from '../../../runtime/webhooks/subscriber/public-address.ts';
import { anyIn, v4, v6 } from './addresses.ts';

const numberOf = (address: string): number => address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
const privateV4 = fc.oneof(
  ...['0.0.0.0/8', '10.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'].map(anyIn),
);

/** A number as an address may write it: decimal, octal with any leading noughts, hexadecimal in either case. */
const spelledNumber = (value: number): fc.Arbitrary<string> =>
  fc.constantFrom(
    String(value),
    `0${value.toString(8)}`,
    `000${value.toString(8)}`,
    `0x${value.toString(16)}`,
    `0X${value.toString(16).toUpperCase()}`,
  );

/** An address in one to four parts, of which the last takes what is left (inet_aton). */
const inParts = (address: string): fc.Arbitrary<string> =>
  fc.integer({ min: 1, max: 4 }).chain((parts) => {
    const octets = address.split('.').map(Number);
    const last = octets.slice(parts - 1).reduce((sum, octet) => sum * 256 + octet, 0);
    return fc.tuple(...[...octets.slice(0, parts - 1), last].map(spelledNumber)).map((all) => all.join('.'));
  });

const FULL_WIDTH = 0xff10 - '0'.charCodeAt(0);
/** Other characters that IDNA reads as digits and dots, or an escape that a URL undoes. */
const disguised = (host: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    host,
    `${host}.`,
    host.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + FULL_WIDTH)),
    host.replaceAll('.', '\u3002'),
    host.replaceAll('.', '%2e'),
    host.replace('1', '\u2460'),
    host.replace('1', '\u00b9'),
    host.replace('1', '%31'),
  );

const spelledV4 = privateV4.chain(inParts).chain(disguised);
const spelledV6 = privateV4.chain((address) => {
  const [high, low] = [numberOf(address) >>> 16, numberOf(address) & 0xffff].map((part) => part.toString(16));
  return fc.constantFrom(
    `[::ffff:${address}]`,
    `[::ffff:${high}:${low}]`,
    `[0:0:0:0:0:FFFF:${high}:${low}]`,
    `[::${address}]`,
    `[64:ff9b::${address}]`,
    `[64:ff9b:1::${address}]`,
    `[2002:${high}:${low}::1]`,
  );
});

const never: Resolve = async () => {
  throw new Error('asked for a name');
};

describe('a private address in a URL', () => {
  it('fails in every spelling: when an endpoint is made and when it is sent to, and nothing resolves it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(spelledV4, spelledV6),
        fc.constantFrom('', 'user@', 'example.com:x@'),
        async (host, user) => {
          const text = `https://${user}${host}:8443/hooks`;
          expect(urlFinding(text, { allowPrivate: false })).toBeDefined();
          await expect(pinnedLookup(new URL(text), false, never)).rejects.toBeInstanceOf(AddressRefused);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each(['[::1]', '[::]', '[fe80::1]', '[fd00:ec2::254]', '[0:0:0:0:0:0:0:1]'])('fails as %s', async (host) => {
    await expect(pinnedLookup(new URL(`https://${host}/`), false, never)).rejects.toBeInstanceOf(AddressRefused);
  });

  it.each([
    ['a zone', 'https://[fe80::1%25eth0]/'],
    ['a zone of the URL kind', 'https://[fe80::1%eth0]/'],
    ['a number too many', 'https://1.2.3.4.5/'],
    ['an octet over 255', 'https://1.2.3.256/'],
    ['a port over 65535', 'https://example.com:65536/'],
    ['no host', 'https:///'],
  ])('is no URL with %s', (_case, text) => {
    expect(urlFinding(text, { allowPrivate: false })).toBe('must be an absolute URL');
  });
});

describe('a name', () => {
  const url = new URL('https://subscriber.example/');
  const give = (lookup: Awaited<ReturnType<typeof pinnedLookup>>, all: boolean) =>
    new Promise<readonly LookupAddress[]>((resolve, reject) =>
      lookup('subscriber.example', { all }, (error, found, family) => {
        if (error !== null) reject(error);
        else resolve(typeof found === 'string' ? [{ address: found, family: family ?? 0 }] : found);
      }),
    );

  const anyAddress: fc.Arbitrary<LookupAddress> = fc.oneof(
    privateV4.map((address) => ({ address, family: 4 })),
    fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((value) => ({ address: v4(value), family: 4 })),
    fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map((value) => ({ address: v6(value), family: 6 })),
    anyIn('2600::/12').map((address) => ({ address, family: 6 })),
  );

  it('is connected to at addresses that are public, all of them, or not at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAddress, { maxLength: 4 }), async (addresses) => {
        const pinned = await pinnedLookup(url, false, async () => addresses).catch((error: unknown) => error);
        const arePublic = addresses.length > 0 && addresses.every(({ address }) => isPublicAddress(address));
        if (typeof pinned !== 'function') {
          expect([pinned instanceof AddressRefused, arePublic]).toEqual([true, false]);
          return;
        }
        expect(arePublic).toBe(true);
        expect(await give(pinned as Awaited<ReturnType<typeof pinnedLookup>>, true)).toEqual(addresses);
      }),
    );
  });

  it.each([
    ['stands for nothing', [], 'The name has no address'],
    ['stands for what is private', ['10.0.0.1'], 'The name has an address that is not public'],
  ])('fails, and says to us why, when it %s', async (_case, addresses, text) => {
    const resolve: Resolve = async () => addresses.map((address) => ({ address, family: 4 }));

    await expect(pinnedLookup(url, false, resolve)).rejects.toMatchObject({ name: 'AddressRefused', message: text });
  });

  it('gains nothing by standing for something else a moment later', async () => {
    const answers = ['93.184.216.34', '127.0.0.1', '169.254.169.254'];
    const resolve = jest.fn<Resolve>(async () => [{ address: answers.shift() ?? '', family: 4 }]);
    const lookup = await pinnedLookup(url, false, resolve);

    const given = [await give(lookup, true), await give(lookup, false), await give(lookup, true)];

    expect(given.flat().map(({ address }) => address)).toEqual(Array(3).fill('93.184.216.34'));
    expect(resolve).toHaveBeenCalledTimes(1);
  });

  it.each(['localhost', 'localhost.', 'LOCALHOST', 'loc%61lhost', 'ｌocalhost'])(
    'fails when it is this machine itself: %s',
    async (host) => {
      await expect(pinnedLookup(new URL(`https://${host}/`), false, systemResolve)).rejects.toThrow();
    },
  );

  it('is what follows a user name that looks like an address', async () => {
    const resolve = jest.fn<Resolve>(async () => [{ address: '93.184.216.34', family: 4 }]);
    await pinnedLookup(new URL('https://127.0.0.1@subscriber.example/'), false, resolve);

    expect(resolve).toHaveBeenCalledWith('subscriber.example');
  });
});
