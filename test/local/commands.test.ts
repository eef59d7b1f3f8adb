import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { bindServer, originOf } from '../../local/port.ts';
import { startSmallCloud } from './fixtures/cloud.ts';

/** Runs a command of the local cloud to its end. */
function run(file: string, ...args: string[]): Promise<{ code: unknown; out: string; said: string }> {
  const path = join(import.meta.dirname, '../../local', file);
  return new Promise((resolve) => {
    execFile(process.execPath, [path, ...args], (error, out, said) => resolve({ code: error?.code ?? 0, out, said }));
  });
}

describe('the commands', () => {
  it.each([
    ['an unknown option', ['--prot', '1'], /^Unknown option '--prot'\. Usage: npm start -- \[--port 3000\]/],
    ['an option without its value', ['--port'], /^Option '--port <value>' argument missing\. Usage: /],
    ['a word', ['local'], /^Unexpected argument 'local'\. .*Usage: /],
    ['a port that is none', ['--port', '99999'], /^--port is a number from 0 to 65535, received "99999"\.\n$/],
  ])('fail at the start with %s, in one line', async (_, args, message) => {
    const { code, said } = await run('main.ts', ...args);

    expect([code, said.trim().split('\n').length]).toEqual([1, 1]);
    expect(said).toMatch(message);
  });

  it('fail at the start when the port is in use, before anything is synthesized', async () => {
    const server = await bindServer(0);
    const { port } = new URL(originOf(server));
    const { code, out, said } = await run('main.ts', '--port', port);
    server.close();

    expect([code, out]).toEqual([1, '']);
    expect(said).toBe(`Port ${port} is in use. Choose another with --port, or --port 0 for any free one.\n`);
  });

  it('print a token and nothing else', async () => {
    const small = await startSmallCloud();
    const { port } = new URL(small.cloud.url);
    const { code, out } = await run('token.ts', '--port', port, '--scope', 'things:read');
    await small.close();

    expect(code).toBe(0);
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });

  it.each([
    ['tenant', ['--tenant', 'bob'], "There is no tenant bob. The clients are acme; the secret of each is 'local'.\n"],
    ['scope', ['--scope', 'admin'], 'The scopes are things:read things:write.\n'],
  ])('fail for a token of an unknown %s, naming those there are', async (_, args, message) => {
    const small = await startSmallCloud();
    const { port } = new URL(small.cloud.url);
    const { code, said } = await run('token.ts', '--port', port, ...args);
    await small.close();

    expect([code, said]).toEqual([1, message]);
  });

  it('fail for a token when no local cloud runs', async () => {
    const server = await bindServer(0);
    const { port } = new URL(originOf(server));
    await new Promise((resolve) => server.close(resolve));
    const { code, said } = await run('token.ts', '--port', port);

    expect(code).toBe(1);
    expect(said).toBe(`No local cloud answers on port ${port}. Start it with npm start, or name its --port.\n`);
  });
});
