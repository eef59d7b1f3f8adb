import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { send } from 'penstock/testkit/http';
import { eventually } from '../../packages/penstock/test/local/fixtures/eventually.ts';
import { descendants } from '../../packages/penstock/test/local/fixtures/processes.ts';
import { newOrder } from '../support/orders.ts';

const root = join(import.meta.dirname, '../..');
let data: string;
let cloud: ChildProcess;
let url: string;
let ended: Promise<number | null>;
const printed: string[] = [];
let said = '';

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'penstock-killed-'));
  cloud = spawn('npm', ['start', '--silent', '--', '--port', '0', '--data', data], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  ended = new Promise((resolve) => cloud.once('close', resolve));
  cloud.stderr?.on('data', (chunk) => {
    said += String(chunk);
  });
  createInterface({ input: cloud.stdout as NodeJS.ReadableStream }).on('line', (line) => printed.push(line));
  const ready = /^Penstock is ready on (\S+)$/;
  await eventually(
    () => cloud.exitCode ?? printed.find((line) => ready.test(line)),
    (answer) => answer !== undefined,
    60_000,
  );
  url = ready.exec(printed.at(-1) ?? '')?.[1] ?? '';
}, 120_000);
afterAll(async () => {
  cloud.kill();
  await ended;
  await rm(data, { recursive: true, force: true });
});

/** As `kill -9` of the engine. @returns how many were killed */
async function killEngine(): Promise<number> {
  let killed = 0;
  for (const pid of await descendants(Number(cloud.pid))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (/^[^\0]*\/dynoxide\0/.test(command) && process.kill(pid, 'SIGKILL')) killed++;
  }
  return killed;
}
const restarts = () => printed.filter((line) => line.includes('was started again with its data')).length;

async function token(): Promise<string> {
  const answer = await send(url, 'POST', '/oauth2/token', {
    headers: {
      authorization: `Basic ${Buffer.from('globex:local').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  return String(answer.json.access_token);
}

describe('npm start, whose engine is killed', () => {
  it('goes on with what was written', async () => {
    const bearer = await token();
    const headers = { 'idempotency-key': 'before' };
    const placed = await send(url, 'POST', '/v1/orders', { token: bearer, headers, body: newOrder });
    const killed = await killEngine();
    const read = await send(url, 'GET', `/v1/orders/${placed.json.id}`, { token: bearer });
    await eventually(restarts, (count) => count === 1);
    const again = await send(url, 'POST', '/v1/orders', { token: bearer, headers, body: newOrder });

    expect([placed.status, killed, read.status, again.status]).toEqual([201, 1, 200, 201]);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.json.id).toBe(placed.json.id);
  });

  it('ends with one message and exit code 1 when it is killed again and again', async () => {
    for (const round of [2, 3]) {
      await eventually(killEngine, (killed) => killed === 1);
      if (round === 2) await eventually(restarts, (count) => count === round);
    }

    expect(await ended).toBe(1);
    expect(said.trim().split('\n')).toEqual([
      expect.stringMatching(
        /^The DynamoDB engine ended 3 times within a minute, the last time with signal 9\. Its data is in /,
      ),
      'Everything was stopped.',
    ]);
    await expect(fetch(url)).rejects.toThrow();
  });
});
