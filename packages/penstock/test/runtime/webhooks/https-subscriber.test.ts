import { readFileSync } from 'node:fs';
import { createServer, type ServerOptions } from 'node:https';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { httpSubscriber } from '../../../runtime/webhooks/subscriber/http-subscriber.ts';
import type { Resolve } from '../../../runtime/webhooks/subscriber/pinned-address.ts';
import { closeServersAfterEach, listen } from './servers.ts';

const pem = (name: string): string => readFileSync(join(import.meta.dirname, 'tls', `${name}.pem`), 'utf8');
const known = getCACertificates('default');

beforeAll(() => setDefaultCACertificates([...known, pem('ca')]));
afterAll(() => setDefaultCACertificates(known));
closeServersAfterEach();

/** A subscriber with this certificate, and the names that were asked of it. */
async function startSubscriber(certificate: string, options: ServerOptions = {}) {
  const asked: unknown[] = [];
  const server = createServer({ key: pem('key'), cert: pem(certificate), ...options }, (request, response) => {
    const { servername } = request.socket as TLSSocket;
    asked.push({ servername, host: request.headers.host });
    response.writeHead(204).end();
  });
  return { port: await listen(server), asked };
}

const resolve: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];
const post = (url: string) =>
  httpSubscriber({ allowPrivate: true, resolve }).post({ url, headers: {}, body: '{}' }, new AbortController().signal);

describe('over TLS', () => {
  it('asks for the name at the address that was checked, and trusts a certificate for the name', async () => {
    const { port, asked } = await startSubscriber('good');

    expect(await post(`https://subscriber.example:${port}/hooks`)).toEqual({ status: 204 });
    expect(asked).toEqual([{ servername: 'subscriber.example', host: `subscriber.example:${port}` }]);
  });

  it('has the rest of its time for the answer once the connection stands', async () => {
    jest.useFakeTimers({
      doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'],
    });
    const server = createServer({ key: pem('key'), cert: pem('good') }, (_request, response) => {
      jest.advanceTimersByTime(4999);
      response.writeHead(204).end();
    });

    const reply = await post(`https://subscriber.example:${await listen(server)}/`).finally(() => jest.useRealTimers());

    expect(reply).toEqual({ status: 204 });
  });

  it('knows a name by its final dot', async () => {
    const { port } = await startSubscriber('good');

    expect(await post(`https://subscriber.example.:${port}/`)).toEqual({ status: 204 });
  });

  it.each([
    ['is for another name', 'good', 'other.example', 'the certificate is for another name'],
    ['is for a name and not for its address', 'good', '127.0.0.1', 'the certificate is for another name'],
    ['is signed by itself', 'self-signed', 'subscriber.example', 'not signed by an authority that is trusted'],
    ['has expired', 'expired', 'subscriber.example', 'the certificate has expired'],
    ['is not valid yet', 'early', 'subscriber.example', 'the certificate is not valid yet'],
  ])('fails, and sends nothing, when the certificate %s', async (_case, certificate, name, error) => {
    const { port, asked } = await startSubscriber(certificate);

    expect(await post(`https://${name}:${port}/`)).toEqual({ error: expect.stringContaining(error) });
    expect(asked).toEqual([]);
  });

  it('fails, and sends nothing, when the authority is not known', async () => {
    const { port, asked } = await startSubscriber('good');
    setDefaultCACertificates(known);
    const reply = await post(`https://subscriber.example:${port}/`).finally(() =>
      setDefaultCACertificates([...known, pem('ca')]),
    );

    expect(reply).toEqual({ error: expect.stringContaining('not signed by an authority that is trusted') });
    expect(asked).toEqual([]);
  });

  it('fails when the other side speaks a version that is given up', async () => {
    const { port, asked } = await startSubscriber('good', { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' });

    expect(await post(`https://subscriber.example:${port}/`)).toEqual({
      error: expect.stringMatching(/^no answer \(E/),
    });
    expect(asked).toEqual([]);
  });
});

describe('fails where private addresses are not allowed', () => {
  it('for a name that stands for loopback, whatever certificate is there, without connecting', async () => {
    const { port, asked } = await startSubscriber('good');
    const subscriber = httpSubscriber({ allowPrivate: false, resolve });
    const request = { url: `https://subscriber.example:${port}/`, headers: {}, body: '{}' };

    expect(await subscriber.post(request, new AbortController().signal)).toEqual({
      error: 'the name does not stand for a public address',
    });
    expect(asked).toEqual([]);
  });
});
