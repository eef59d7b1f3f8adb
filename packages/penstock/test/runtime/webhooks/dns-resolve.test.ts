import { createSocket, type Socket } from 'node:dgram';
import type { ResolverOptions } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { dnsResolve } from '../../../runtime/webhooks/subscriber/dns-resolve.ts';
import { httpSubscriber } from '../../../runtime/webhooks/subscriber/http-subscriber.ts';

type Answer = readonly string[] | 'NXDOMAIN' | 'SERVFAIL' | 'silence';
/** Milliseconds for the first question: there is nothing that could be late. */
const SHORT = 10;
const A = 1;
const AAAA = 28;

let socket: Socket | undefined;
afterEach(() => {
  socket?.close();
});

/** A name server (RFC 1035) that answers every name alike. */
async function nameServer(v4: Answer, v6: Answer): Promise<string[]> {
  const server = createSocket('udp4');
  socket = server;
  server.on('message', (query, { port, address }) => {
    const type = query.readUInt16BE(nameEnd(query));
    const answer = type === A ? v4 : type === AAAA ? v6 : [];
    if (answer !== 'silence') server.send(reply(query, type, answer), port, address);
  });
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
  return [`127.0.0.1:${(server.address() as AddressInfo).port}`];
}

function nameEnd(query: Buffer): number {
  let at = 12;
  while (query[at] !== 0) at += (query[at] ?? 0) + 1;
  return at + 1;
}

function reply(query: Buffer, type: number, answer: Exclude<Answer, 'silence'>): Buffer {
  const addresses = typeof answer === 'string' ? [] : answer;
  const header = Buffer.alloc(12);
  header.writeUInt16BE(query.readUInt16BE(0), 0);
  header.writeUInt16BE(0x8180 + (answer === 'NXDOMAIN' ? 3 : answer === 'SERVFAIL' ? 2 : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  const question = query.subarray(12, nameEnd(query) + 4);
  return Buffer.concat([header, question, ...addresses.map((address) => record(type, address))]);
}

function record(type: number, address: string): Buffer {
  const data = Buffer.from(
    type === A
      ? address.split('.').map(Number)
      : address.split(':').flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]),
  );
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

const V6 = '2606:4700:0:0:0:0:0:1111';

describe('resolving', () => {
  it.each<[string, Answer]>([
    ['has IPv6 too', [V6]],
    ['has no IPv6', []],
    ['has IPv6 that nobody tells', 'SERVFAIL'],
    ['has IPv6 that nobody tells or denies', 'silence'],
  ])('gives the IPv4 addresses of a name that %s, at once', async (_case, v6) => {
    const servers = await nameServer(['93.184.216.34', '93.184.216.35'], v6);

    expect(await dnsResolve({ servers, timeoutMs: 600_000 })('example.com')).toEqual([
      { address: '93.184.216.34', family: 4 },
      { address: '93.184.216.35', family: 4 },
    ]);
  });

  it.each<[string, Answer]>([
    ['is none', []],
    ['is trouble with it', 'SERVFAIL'],
    ['is no word of it', 'silence'],
  ])('gives the IPv6 addresses of a name where there %s in IPv4', async (_case, v4) => {
    const servers = await nameServer(v4, [V6]);

    expect(await dnsResolve({ servers, timeoutMs: SHORT })('example.com')).toEqual([
      { address: '2606:4700::1111', family: 6 },
    ]);
  });

  it('ends by itself when the name servers are silent', async () => {
    const servers = await nameServer('silence', 'silence');
    const asked: ResolverOptions[] = [];
    const resolverWith = (options: ResolverOptions) => {
      asked.push(options);
      return new Resolver({ ...options, timeout: SHORT });
    };

    await expect(dnsResolve({ servers, resolverWith })('example.com')).rejects.toMatchObject({ code: 'ETIMEOUT' });
    expect(asked).toEqual([{ timeout: 500, tries: 2 }]);
  });

  it.each<[string, Answer, Answer, string]>([
    ['trouble in IPv4', 'SERVFAIL', [], 'ESERVFAIL'],
    ['trouble in IPv6', [], 'SERVFAIL', 'ESERVFAIL'],
    ['trouble in IPv6 of what is not there in IPv4', 'NXDOMAIN', 'SERVFAIL', 'ESERVFAIL'],
    ['no such name', 'NXDOMAIN', 'NXDOMAIN', 'ENOTFOUND'],
  ])('fails with what went wrong rather than with what is not there: %s', async (_case, v4, v6, code) => {
    await expect(dnsResolve({ servers: await nameServer(v4, v6) })('example.com')).rejects.toMatchObject({ code });
  });

  it.each<[string, Answer, string]>([
    ['does not exist', 'NXDOMAIN', 'the name does not resolve'],
    ['has no address', [], 'the name does not resolve'],
    ['has a server in trouble', 'SERVFAIL', 'the name could not be resolved'],
    ['has a server that is silent', 'silence', 'the name could not be resolved'],
    ['stands for a private address', ['10.0.0.1'], 'the name does not stand for a public address'],
  ])('fails for a name that %s', async (_case, answer, error) => {
    const servers = await nameServer(answer, answer === 'silence' || typeof answer === 'string' ? answer : []);
    const subscriber = httpSubscriber({ allowPrivate: false, resolve: dnsResolve({ servers, timeoutMs: SHORT }) });
    const request = { url: 'https://example.com/', headers: {}, body: '' };

    expect(await subscriber.post(request, new AbortController().signal)).toEqual({ error });
  });
});
