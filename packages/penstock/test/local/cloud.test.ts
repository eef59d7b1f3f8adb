import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { emptyFolder, takeFolder } from '../../local/data.ts';
import { findBinary } from '../../local/dynamodb/binary.ts';
import { functionLine, requestLine } from '../../local/log-printer.ts';
import { bindServer, originOf } from '../../local/port.ts';
import { welcome } from '../../local/welcome.ts';
import { smallAssembly } from './fixtures/assembly.ts';
import { startSmallCloud } from './fixtures/cloud.ts';
import { descendants } from './fixtures/processes.ts';

const folderOf = (name: string) => mkdtemp(join(tmpdir(), `penstock-${name}-`));

/** A test of dynoxide's own process. */
const withBinary = findBinary() === undefined ? it.skip : it;

describe('the local cloud', () => {
  it('tells its routes, tenants and scopes, and what has no effect', async () => {
    const small = await startSmallCloud();
    const { cloud } = small;
    const text = welcome(cloud);
    const exposed = welcome({ ...cloud, engineProtection: 'none' });
    await small.close();

    expect(cloud.routes).toMatchObject([
      { method: 'GET', path: '/open', public: true, functionName: 'Open', throttle: { rate: 1000, burst: 1000 } },
      { method: 'POST', path: '/things/{id}', public: false, functionName: 'Guarded' },
    ]);
    expect([cloud.tenants, cloud.scopes]).toEqual([[{ name: 'acme', plan: 'free' }], ['things:read', 'things:write']]);
    expect([text, exposed].map((said) => said.includes('Web pages can reach the tables'))).toEqual([false, true]);
    expect(text.split('\n')[0]).toBe('Without effect on a laptop: AWS::CloudWatch::Alarm');
    expect(text.split('\n').at(-1)).toBe(`Penstock is ready on ${cloud.url}`);
  });

  it('keeps the logs of functions and of the gateway in files', async () => {
    const dataDir = await folderOf('logs');
    const small = await startSmallCloud(
      { handlers: { Open: "exports.handler = async () => { console.log('hello'); return { statusCode: 204 }; };" } },
      { dataDir },
    );
    await small.fetch('/open');
    await small.close();
    const [access, open] = await Promise.all(
      ['access', 'Open'].map((name) => readFile(join(dataDir, 'logs', `${name}.log`), 'utf8')),
    );
    await rm(dataDir, { recursive: true });

    expect([access, open]).toEqual(['GET /open 204 -\n', 'hello\n']);
  });

  it('leaves nothing running when it is killed', async () => {
    const assembly = await smallAssembly();
    const program = `
      const { startLocalCloud } = await import(${JSON.stringify(join(import.meta.dirname, '../../local/cloud.ts'))});
      const cloud = await startLocalCloud({ assembly: ${JSON.stringify(assembly)} });
      cloud.onEngineCall(() => {});
      process.stdout.write('up');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const started = await descendants(child.pid ?? 0);
    child.kill('SIGKILL');
    await until(async () => (await Promise.all(started.map(isAlive))).every((alive) => !alive));
    await rm(assembly, { recursive: true });

    expect(started.length).toBeGreaterThan(1);
  });

  withBinary('ends as a whole, with one message, when its engine is killed and the tables were in memory', async () => {
    const before = await descendants(process.pid);
    const small = await startSmallCloud({}, { engine: 'dynoxide' });
    const failures: string[] = [];
    small.cloud.onFailure(({ message }) => failures.push(message));
    for (const pid of (await descendants(process.pid)).filter((one) => !before.includes(one))) {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (/^[^\0]*\/dynoxide\0/.test(command)) process.kill(pid, 'SIGKILL');
    }
    await until(async () => failures.length > 0);
    const answer = await small.fetch('/open').then(
      ({ status }) => status,
      () => 'nothing listens',
    );
    const left = (await descendants(process.pid)).filter((pid) => !before.includes(pid));
    await small.close();

    expect([failures, answer, left]).toEqual([
      ['The DynamoDB engine ended (signal 9), and with it the tables, which were in memory alone.'],
      'nothing listens',
      [],
    ]);
  });

  it('fails with every handler that does not load', async () => {
    const handlers = { Open: "require('./gone');", Guarded: "throw new SyntaxError('typo');" };
    const broken = startSmallCloud({ handlers }, { startsLate: false });

    await expect(broken).rejects.toThrow(
      /^These handlers do not load:\n {2}Open: Error: Cannot find module '\.\/gone'\n {2}Guarded: SyntaxError: typo$/,
    );
  });

  it('fails a template with two APIs', async () => {
    const two = startSmallCloud({
      edit: ({ Resources }) => {
        Resources.Other = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'other', Body: {} } };
      },
    });

    await expect(two).rejects.toThrow('The local cloud serves one region with one API; this stage has 2');
  });
});

describe('the port', () => {
  it('fails when it is in use, and says what to do', async () => {
    const server = await bindServer(0);
    const { port } = new URL(originOf(server));

    await expect(bindServer(Number(port))).rejects.toThrow(
      // Linux tells who holds it; elsewhere nothing is said of that.
      new RegExp(
        `^Port ${port}, for the API, is in use( by process ${process.pid} \\(.+\\))?\\. Choose another with --port, or --port 0 for any free one\\.$`,
      ),
    );
    server.close();
  });

  it('answers 503 until the cloud is ready', async () => {
    const server = await bindServer(0);
    const response = await fetch(originOf(server));
    server.closeAllConnections();
    server.close();

    expect(response.status).toBe(503);
  });
});

describe('the data folder', () => {
  it('fails for a second local cloud, and is free again after the first, also if that was killed', async () => {
    const folder = await folderOf('data');
    const release = takeFolder(folder);

    expect(() => takeFolder(folder)).toThrow(`A local cloud already runs in ${folder} (process ${process.pid}).`);
    release();
    for (const left of ['999999999', '', '0', '-1', 'x']) {
      await writeFile(join(folder, 'running.pid'), left);
      expect(() => takeFolder(folder)()).not.toThrow();
    }
    await rm(folder, { recursive: true });
  });

  it('is emptied of tables and logs alone', async () => {
    const folder = await folderOf('fresh');
    await Promise.all(
      ['dynamodb-eu-west-1.db', 'dynamodb-eu-west-1.db-wal', 'logs', 'mine.txt', 'issuer-key.pem'].map((name) =>
        writeFile(join(folder, name), name),
      ),
    );
    emptyFolder(folder);
    const left = await Promise.all(['mine.txt', 'issuer-key.pem'].map((name) => readFile(join(folder, name), 'utf8')));

    expect(left).toEqual(['mine.txt', 'issuer-key.pem']);
    await expect(readFile(join(folder, 'dynamodb-eu-west-1.db-wal'))).rejects.toThrow('ENOENT');
    await rm(folder, { recursive: true });
  });
});

describe('the log on the terminal', () => {
  const line = (entry: object) => functionLine(JSON.stringify(entry), 'fn')?.replace(/^[\d:.]+ /, '');

  it('shows requests, warnings, errors and what is no JSON, and leaves the routine to the files', () => {
    expect(requestLine({ method: 'GET', path: '/a', status: 200, latency: 3 })).toMatch(
      /^[\d:.]{12} GET \/a 200 3 ms$/,
    );
    expect(line({ level: 'INFO', message: 'request' })).toBeUndefined();
    expect(line({ _aws: {} })).toBeUndefined();
    expect(line({ level: 'WARN', message: 'slow' })).toBe('WARN fn: slow');
    expect(line({ level: 'ERROR', message: { errorType: 'E', errorMessage: 'bad' } })).toBe('ERROR fn: E: bad');
    expect(
      line({ level: 'ERROR', message: 'failed', error: { name: 'E', message: 'bad', stack: 'E: bad\n at' } }),
    ).toBe('ERROR fn: failed: E: bad');
    expect(functionLine('plain', 'fn')).toBe('fn: plain');
  });
});

async function isAlive(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ' Z ');
  return !/ Z /.test(status);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it does not happen within 30 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
