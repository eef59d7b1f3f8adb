import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { errors, exportJWK, generateKeyPair, type JWK } from 'jose';
import { IssuerUnavailable, issuerKeys } from '../../../runtime/access/issuer-keys.ts';

let server: Server;
let published: JWK[];
let reads: number;
let respond: (response: ServerResponse) => void;
let time: number;

beforeEach(async () => {
  published = [await key('first')];
  reads = 0;
  time = 1_800_000_000_000;
  respond = (response) => response.end(JSON.stringify({ keys: published }));
  server = createServer((_request, response) => {
    reads += 1;
    respond(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const key = async (kid: string): Promise<JWK> => ({
  ...(await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey)),
  kid,
  alg: 'ES256',
});
const keysOf = () => {
  const { port } = server.address() as AddressInfo;
  const find = issuerKeys(`http://127.0.0.1:${port}/keys`, () => time);
  return (kid: string) => find({ alg: 'ES256', kid }, { payload: '', signature: '' });
};

describe('the keys of an issuer', () => {
  it('are read at the first token, once for all that wait', async () => {
    const find = keysOf();
    expect(reads).toBe(0);
    await Promise.all([find('first'), find('first'), find('first')]);
    await find('first');
    expect(reads).toBe(1);
  });

  it('are read again after ten minutes', async () => {
    const find = keysOf();
    await find('first');
    time += 599_999;
    await find('first');
    expect(reads).toBe(1);
    time += 1;
    await find('first');
    expect(reads).toBe(2);
  });

  it('are read again for a key that is new, after the cooldown', async () => {
    const find = keysOf();
    await find('first');
    published = [await key('second')];
    time += 29_999;
    await expect(find('second')).rejects.toBeInstanceOf(errors.JWKSNoMatchingKey);
    expect(reads).toBe(1);
    time += 1;
    await find('second');
    expect(reads).toBe(2);
  });

  it('fail a token whose key nobody knows, and do not ask again for it at once', async () => {
    const find = keysOf();
    await find('first');
    time += 30_000;
    await expect(find('forged')).rejects.toBeInstanceOf(errors.JWKSNoMatchingKey);
    await expect(find('forged')).rejects.toBeInstanceOf(errors.JWKSNoMatchingKey);
    expect(reads).toBe(2);
  });

  it('of 256 KB can be read', async () => {
    respond = (response) => response.end(JSON.stringify({ keys: published }).padEnd(256 * 1024));
    await expect(keysOf()('first')).resolves.toBeDefined();
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['of one byte more', (response) => response.end(JSON.stringify({ keys: published }).padEnd(256 * 1024 + 1))],
    ['that end in the middle', (response) => response.write('{"keys":', () => response.destroy())],
    ['somewhere else', (response) => response.writeHead(307, { location: '/other' }).end()],
  ])('fail %s', async (_case, answer) => {
    respond = answer;
    await expect(keysOf()('first')).rejects.toBeInstanceOf(IssuerUnavailable);
  });

  it.each<[string, (response: ServerResponse) => void, string]>([
    ['a status', (response) => response.writeHead(503).end(), 'expected status 200, received 503'],
    ['a size', (response) => response.end('x'.repeat(256 * 1024 + 1)), 'expected 262144 bytes or fewer'],
    ['null', (response) => response.end('null'), 'expected { "keys": [...] } (RFC 7517, 5)'],
    ['no list', (response) => response.end('{"keys":{}}'), 'expected { "keys": [...] } (RFC 7517, 5)'],
    ['a key that is null', (response) => response.end('{"keys":[null]}'), 'expected { "keys": [...] } (RFC 7517, 5)'],
    ['a key that is a text', (response) => response.end('{"keys":["k"]}'), 'expected { "keys": [...] } (RFC 7517, 5)'],
  ])('that are not to be had say where and why: %s', async (_case, answer, why) => {
    respond = answer;
    await expect(keysOf()('first')).rejects.toMatchObject({
      name: 'IssuerUnavailable',
      message: expect.stringMatching(/^The keys at http:\/\/127\.0\.0\.1:\d+\/keys could not be read$/),
      cause: { message: why },
    });
  });

  it('are asked for as a key set', async () => {
    let asked: string | undefined;
    server.on('request', ({ headers }) => {
      asked = headers.accept;
    });
    await keysOf()('first');
    expect(asked).toBe('application/json, application/jwk-set+json');
  });

  it('of an issuer on https are asked for over TLS', async () => {
    const { port } = server.address() as AddressInfo;
    const find = issuerKeys(`https://127.0.0.1:${port}/keys`);
    await expect(find({ alg: 'ES256', kid: 'first' }, { payload: '', signature: '' })).rejects.toMatchObject({
      cause: { code: expect.stringMatching(/SSL|ECONNRESET|EPROTO/) },
    });
    expect(reads).toBe(0);
  });

  it('are asked for again after a failure', async () => {
    const find = keysOf();
    const before = respond;
    respond = (response) => response.writeHead(503).end();
    await expect(find('first')).rejects.toBeInstanceOf(IssuerUnavailable);
    respond = before;
    await expect(find('first')).resolves.toBeDefined();
  });
});
