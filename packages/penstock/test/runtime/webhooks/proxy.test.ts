import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { closeServersAfterEach, listen, serve } from './servers.ts';

closeServersAfterEach();

const adapter = pathToFileURL(join(import.meta.dirname, '../../../runtime/webhooks/subscriber/http-subscriber.ts'));
const script = `
  import { get } from 'node:http';
  import { httpSubscriber } from ${JSON.stringify(adapter.href)};
  const [plain, secure] = process.argv.slice(1);
  const post = (url) =>
    httpSubscriber({ allowPrivate: true }).post({ url, headers: {}, body: '{}' }, new AbortController().signal);
  const others = await new Promise((resolve) => get(plain, (response) => resolve(response.resume().statusCode)));
  console.log(JSON.stringify([others, await post(plain), await post(secure)]));
`;

describe('a proxy in the environment', () => {
  it('is used by others and not for webhooks: it would resolve names anew, and reach what is private', async () => {
    const seen: unknown[] = [];
    const proxy = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.writeHead(418).end();
    });
    proxy.on('connect', ({ url }, socket) => {
      seen.push(`CONNECT ${url}`);
      socket.destroy();
    });
    const address = `http://127.0.0.1:${await listen(proxy)}`;
    const port = await serve((_request, response) => response.writeHead(204).end());
    const plain = `http://127.0.0.1:${port}/`;
    const env: NodeJS.ProcessEnv = { ...process.env, NODE_USE_ENV_PROXY: '1', NO_PROXY: '', no_proxy: '' };
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']) env[name] = address;

    const out = await new Promise<string>((resolve, reject) => {
      const args = ['--input-type=module', '-e', script, plain, `https://127.0.0.1:${port}/`];
      execFile(process.execPath, args, { env }, (error, stdout) => (error === null ? resolve(stdout) : reject(error)));
    });

    expect(JSON.parse(out)).toEqual([418, { status: 204 }, { error: expect.any(String) }]);
    expect(seen).toEqual([`GET ${plain}`]);
  });
});
