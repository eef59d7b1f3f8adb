import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { send } from '../../testkit/http.ts';
import { startServer } from '../../testkit/http-server.ts';

let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  server = await startServer(({ path }, response) => {
    response.writeHead(200, { 'Content-Length': '8' });
    response.write('half', () => {
      if (path === '/cut') response.destroy();
      else response.end('half');
    });
  });
});
afterAll(() => server.close());

it('reads an answer to its end', async () => {
  expect(await send(server.url, 'GET', '/whole')).toMatchObject({ status: 200, text: 'halfhalf' });
});

it('fails for an answer that is cut off, to whom has asked', async () => {
  await expect(send(server.url, 'GET', '/cut')).rejects.toMatchObject({ code: 'ECONNRESET' });
});
