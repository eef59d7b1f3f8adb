import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createApp } from '../../../create-penstock/create.ts';
import { contractFile } from '../../contract/files.ts';
import { loadContract } from '../../contract/load.ts';
import { localCredentials } from '../../examples/local-credentials.ts';
import { type Tried, tryOperations } from '../../examples/try-operations.ts';

const checkout = join(import.meta.dirname, '../../../..');
const penstock = join(import.meta.dirname, '../../cli/penstock.js');
const mostMs = 1_200_000;

/** What became of a document: the operations that were tried, or the step at which it ended. */
export type Served =
  | { readonly tried: readonly Tried[]; readonly seconds: number }
  | { readonly failed: string; readonly why: string };

/** As its owner would: an empty app, the contract that `penstock init` writes, `penstock new handlers`, `npm start`, and a request of each operation. */
export async function serveContract(contract: string): Promise<Served> {
  const parent = mkdtempSync(join(tmpdir(), 'penstock-survey-'));
  const folder = join(parent, 'surveyed');
  const startedAt = performance.now();
  try {
    await createApp({ folder, kind: 'empty' });
    symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, contractFile), contract);
    const why = run(folder, ['new', 'handlers', '--prune']);
    return why === undefined ? await started(folder, startedAt) : { failed: 'new handlers', why };
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

/** What a command said, where it failed. */
function run(folder: string, args: readonly string[]): string | undefined {
  const { status, stdout, stderr } = spawnSync(process.execPath, [penstock, ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: mostMs,
    maxBuffer: 1 << 28,
  });
  return status === 0 ? undefined : gist(stderr || stdout) || `no end within ${mostMs / 1000} s`;
}

async function started(folder: string, startedAt: number): Promise<Served> {
  const child = spawn(process.execPath, [penstock, 'start', '--port', '0', '--no-watch', '--fresh'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    const ready = await readiness(child);
    if (ready.url === undefined) return { failed: 'start', why: gist(ready.said) };
    const local = { app: 'surveyed', stage: 'local', stages, port: Number(new URL(ready.url).port), tenant: 'acme' };
    const contract = loadContract(join(folder, contractFile));
    const tried = await tryOperations(contract, ready.url, localCredentials(local));
    return { tried, seconds: Math.round((performance.now() - startedAt) / 1000) };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

const stages = { local: { regions: ['eu-west-1'], local: true } };

async function readiness(child: ChildProcess): Promise<{ readonly url?: string; readonly said: string }> {
  const said: string[] = [];
  const lines = [child.stdout, child.stderr].flatMap((stream) => (stream === null ? [] : [createInterface(stream)]));
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ said: `no start within ${mostMs / 1000} s` }), mostMs);
    const done = (url?: string) => {
      clearTimeout(timer);
      resolve({ said: said.join('\n'), ...(url !== undefined && { url }) });
    };
    for (const one of lines) {
      one.on('line', (line) => {
        said.push(line);
        const url = /is ready on (http:\S+)/.exec(line)?.[1];
        if (url !== undefined) done(url);
      });
    }
    child.once('close', () => done());
  });
}

/** The first lines that say something, as one. */
function gist(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('Synthesizing'))
    .slice(0, 3)
    .join(' ')
    .slice(0, 300);
}
