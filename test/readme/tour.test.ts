import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { normalized, script, steps } from './console.ts';

const root = join(import.meta.dirname, '../..');
const ready = /^Penstock is ready on http:\/\/127\.0\.0\.1:(\d+)$/;
let data: string;
let cloud: ChildProcess;
let port: string;
let provider: string;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'penstock-tour-'));
  provider = await freePort();
  cloud = spawn('npm', ['start', '--', '--port', '0', '--provider-port', provider, '--data', data], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  port = await new Promise((resolve, reject) => {
    cloud.once('exit', (code) => reject(new Error(`npm start ended with ${code}`)));
    createInterface({ input: cloud.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const [, found] = ready.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
});

afterAll(async () => {
  const ended = new Promise((resolve) => cloud.once('exit', resolve));
  // As a terminal does on Ctrl-C: to npm and to all that it started.
  process.kill(-Number(cloud.pid), 'SIGINT');
  await ended;
  await rm(data, { recursive: true, force: true });
});

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(free);
}

describe('what documents say that commands print', () => {
  it.each([
    ['README.md', 'A tour in five minutes'],
    ['docs/how-to/tenants.md', 'On a laptop'],
    ['docs/how-to/be-a-client.md', ''],
    ['docs/reference/graph.md', 'Ask for something'],
    ['docs/how-to/versions.md', 'On a laptop'],
  ])('is what they print: %s, %s', async (file, heading) => {
    const tour = steps(await readFile(join(root, file), 'utf8'), heading);
    const marker = '::: next :::';
    const here: readonly (readonly [string, string])[] = [
      ['3000', port],
      ['3100', provider],
      ['/tmp/shop', join(data, 'shop')],
    ];
    const source = here.reduce((text, [there, one]) => text.replaceAll(there, one), script(tour, marker));
    const { stdout } = await promisify(execFile)('bash', ['-c', source], { cwd: root });
    const printed = stdout.split(`\n${marker}\n`).slice(0, -1);
    expect(tour.map(({ command }, index) => ({ command, output: normalized(String(printed[index])) }))).toEqual(
      tour.map(({ command, output }) => ({ command, output: normalized(output) })),
    );
  });
});
