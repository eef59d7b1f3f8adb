import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bindServer, originOf } from '../../local/port.ts';
import { runCommandHere } from '../../testkit/command.ts';
import { type SmallCloud, startSmallCloud } from './fixtures/cloud.ts';

/** The folder of an app that has the stages of the sample. */
const app = mkdtempSync(join(tmpdir(), 'penstock-app-'));
mkdirSync(join(app, 'lib'));
for (const [file, text] of Object.entries({
  'cdk.json': '{}',
  'package.json': '{ "type": "module" }',
  'lib/stages.ts': `export { stages } from ${JSON.stringify(join(import.meta.dirname, '../../testkit/sample/stages.ts'))};`,
}))
  writeFileSync(join(app, file), text);
afterAll(() => rmSync(app, { recursive: true, force: true }));

/** Runs a command of the local cloud to its end. */
async function run(file: string, ...args: string[]): Promise<{ code: number; out: string; said: string }> {
  const path = join(import.meta.dirname, '../../local', file);
  const { code, stdout, stderr } = await runCommandHere(path, args, { cwd: app });
  return { code, out: stdout, said: stderr };
}

describe('the commands', () => {
  it.each([
    [
      'an unknown option',
      ['--prot', '1'],
      /^There is no option --prot; did you mean --port\? npm start -- --help shows/,
    ],
    ['an option without its value', ['--port'], /^--port takes a value/],
    ['a word', ['local'], /^"local" is no option, and no word is expected here\. npm start -- --help shows/],
    ['a port that is none', ['--port', '99999'], /^--port is a number from 0 to 65535, received "99999"\.\n$/],
  ])('fail at the start with %s, in one line', async (_, args, message) => {
    const { code, said } = await run('main.ts', ...args);

    expect([code, said.trim().split('\n').length]).toEqual([1, 1]);
    expect(said).toMatch(message);
  });

  it('fail at the start when the port is in use, before anything is synthesized', async () => {
    const server = await bindServer(0);
    const { port } = new URL(originOf(server));
    const { code, out, said } = await run('main.ts', '--port', port, '--provider-port', '0');
    server.close();

    expect([code, out]).toEqual([1, '']);
    expect(said).toMatch(
      new RegExp(`^Port ${port}, for the API, is in use.*\\. Choose another with --port, or .*\\n$`),
    );
  });

  it('fail at the start with every port that is in use', async () => {
    const [api, provider] = [await bindServer(0), await bindServer(0)];
    const [port, providerPort] = [api, provider].map((server) => new URL(originOf(server)).port);
    const { code, out, said } = await run('main.ts', '--port', String(port), '--provider-port', String(providerPort));
    api.close();
    provider.close();

    expect([code, out]).toEqual([1, '']);
    expect(said.trim().split('\n')).toEqual([
      expect.stringMatching(`^Port ${port}, for the API, is in use.*--port 0`),
      expect.stringMatching(`^Port ${providerPort}, for the simulated provider, is in use.*--provider-port 0`),
    ]);
  });

  it.each(['main.ts', 'token.ts', 'listen.ts', 'faults/main.ts', 'deploy/main.ts'])(
    'explain themselves: %s',
    async (file) => {
      const { code, out, said } = await run(file, '--help');

      expect([code, said]).toEqual([0, '']);
      expect(out).toMatch(/^npm (start|run [\w:]+) -- \[OPTIONS\]\n/);
      expect(out).toMatch(/ --port PORT .*API.*3000/);
    },
  );

  it.each<[string, string[], string | RegExp]>([
    ['a stage that there is not', ['--stage', 'none'], /^--stage is one of .*, received "none"\.\n$/],
    ['an environment where nothing runs', ['--print-env'], /^No local cloud without a stage runs in .*--empty\.\n$/],
  ])('fail to deploy for %s', async (_, args, message) => {
    const { code, out, said } = await run('deploy/main.ts', '--data', join(app, 'nothing'), ...args);

    expect([code, out, said]).toEqual([1, '', expect.stringMatching(message)]);
  });

  it('print the environment of an empty cloud, in which it answers', async () => {
    const data = join(app, 'empty');
    const main = join(import.meta.dirname, '../../local/main.ts');
    const cloud = spawn(process.execPath, [main, '--empty', '--port', '0', '--data', data], { cwd: app });
    const ended = new Promise((resolve) => cloud.once('exit', resolve));
    await new Promise<void>((resolve) => {
      cloud.stdout.on('data', (text) => String(text).includes('Penstock is ready on') && resolve());
    });
    const { code, out } = await run('deploy/main.ts', '--print-env', '--data', data);
    const variable = (name: string) => new RegExp(`^export ${name}='(.*)'$`, 'm').exec(out)?.[1] ?? '';
    const authorization = `AWS4-HMAC-SHA256 Credential=${variable('AWS_ACCESS_KEY_ID')}/20260101/eu-west-1/sts/aws4_request`;
    const init = { method: 'POST', headers: { authorization }, body: 'Action=GetCallerIdentity' };
    const identity = await (await fetch(variable('AWS_ENDPOINT_URL'), init)).text();
    const api = await (await fetch(variable('PENSTOCK_API'))).text();
    cloud.kill('SIGINT');
    await ended;

    expect([code, variable('AWS_REGION'), api]).toEqual([0, 'eu-west-1', 'No API is deployed here.\n']);
    expect(identity).toContain('<Account>000000000000</Account>');
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

  describe('that set faults', () => {
    let small: SmallCloud;
    let port: string;
    beforeAll(async () => {
      small = await startSmallCloud(
        {
          edit: (template) => {
            const variables = { Variables: { LABELS_URL: 'http://127.0.0.1:0', LABELS_SECRET: 'labels' } };
            Object.assign(template.Resources.Open?.Properties ?? {}, { Environment: variables });
          },
        },
        { provider: await bindServer(0) },
      );
      port = new URL(small.cloud.url).port;
    });
    afterAll(() => small.close());
    const faults = (...args: string[]) => run('faults/main.ts', '--port', port, ...args);

    it('set them for functions, and show them with what they did', async () => {
      const set = await faults('--duplicate', '0.05', '--crash', '1', '--functions', 'Open,Guarded', '--seed', '7');
      small.cloud.faults.of('Open').crashAfter();
      const shown = await faults();

      expect(set).toEqual({
        code: 0,
        said: '',
        out: 'Pollers and bus: duplicate 0.05, crash 1, for Open, Guarded alone, seed 7\n  happened: nothing yet\nProvider: no faults\n',
      });
      expect(shown.out).toContain('happened: crash 1\n');
    });

    it("turn the provider's dial, also back from refusing, and leave the pollers alone", async () => {
      await faults('--throttle', '0.5');
      const refusing = await faults('--provider-refuse', '--provider-latency', '20');
      const served = await fetch(String(small.cloud.provider?.url)).catch(() => 'refused');
      const slow = await faults('--provider-latency', '10');

      expect(refusing.out).toContain('throttle 0.5');
      expect(refusing.out).toContain('Provider: latencyMs 20, refuse, seed 1\n');
      expect(served).toBe('refused');
      expect(slow.out).toContain('Provider: latencyMs 10, seed 1\n');
      expect((await fetch(String(small.cloud.provider?.url))).status).toBe(404);
    });

    it('take all of them away', async () => {
      await faults('--crash', '1', '--provider-hang');

      expect((await faults('--clear')).out).toBe('Pollers and bus: no faults\nProvider: no faults\n');
      expect(small.cloud.faults.of('Open').crashAfter()).toBeUndefined();
    });

    it.each([
      ['a chance over 1', ['--duplicate', '2'], '--duplicate is a chance from 0 to 1, received 2.\n'],
      ['a chance that is no number', ['--crash', 'often'], '--crash is a number, received "often".\n'],
      [
        'a delay before now',
        ['--delay-ms', '-1'],
        /^--delay-ms takes a value; one that begins with a dash is given as --delay-ms=VALUE\./,
      ],
      [
        'a rate of the provider over 1',
        ['--provider-error-rate', '2'],
        '--provider-error-rate is a number from 0 to 1, received 2\n',
      ],
      [
        'an unknown function',
        ['--crash', '1', '--functions', 'pay'],
        /^There is no function or rule pay; there are Open, /,
      ],
      ['a region where there is one', ['--stop-region', 'eu-west-1'], 'This stage has one region.\n'],
      ['a seed alone', ['--seed', '1'], '--seed draws faults: name one beside it.\n'],
      ['--clear and another', ['--clear', '--crash', '1'], '--clear takes all faults away and stands alone.\n'],
      ['an unknown option', ['--chaos'], 'There is no option --chaos. npm run faults -- --help shows what there is.\n'],
    ])('fail for %s', async (_, args, message) => {
      const { code, out, said } = await faults(...args);

      expect([code, out]).toEqual([1, '']);
      if (typeof message === 'string') expect(said).toBe(message);
      else expect(said).toMatch(message);
    });

    it('fail when no local cloud runs there', async () => {
      const server = await bindServer(0);
      const free = new URL(originOf(server)).port;
      await new Promise((resolve) => server.close(resolve));
      const { code, said } = await run('faults/main.ts', '--port', free);
      const wrong = await run('faults/main.ts', '--port', free, '--crash', '2', '--provider-error-rate', '3');

      expect([code, said]).toEqual([
        1,
        `No local cloud answers on port ${free}. Start it with npm start, or name its --port.\n`,
      ]);
      expect(wrong.said).toBe(
        '--crash is a chance from 0 to 1, received 2.\n--provider-error-rate is a number from 0 to 1, received 3\n',
      );
    });
  });
});
