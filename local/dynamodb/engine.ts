import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalError } from '../problems.ts';
import { createEngineClient, type EngineClient } from './client.ts';

/** A DynamoDB-compatible engine that answers. */
export interface Engine {
  readonly client: EngineClient;
  close(): Promise<void>;
}

export interface EngineOptions {
  readonly region: string;
  /** Where its data is kept; absent: in memory. */
  readonly file?: string;
  /** A running engine to use instead, as `DYNAMODB_ENDPOINT` gives it. */
  readonly endpoint?: string;
}

/**
 * Starts the bundled engine, or connects to the one at `endpoint`.
 *
 * @throws LocalError when there is no engine for this platform, the endpoint is none, or nothing answers within 10 s
 */
export async function startEngine({ region, file, endpoint }: EngineOptions): Promise<Engine> {
  if (endpoint !== undefined) {
    if (URL.parse(endpoint)?.protocol !== 'http:') {
      throw new LocalError(
        `DYNAMODB_ENDPOINT is an http URL, such as http://127.0.0.1:8000, received ${JSON.stringify(endpoint)}.`,
      );
    }
    const client = createEngineClient(endpoint, region);
    await untilAnswering(
      client,
      () => `No DynamoDB answers at ${endpoint} (DYNAMODB_ENDPOINT). Start it, or unset it.`,
    );
    return { client, close: async () => client.close() };
  }
  const port = await freePort();
  const child = spawnGuarded([
    engineBinary(),
    'serve',
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    ...database(file),
  ]);
  const said: string[] = [];
  child.stderr?.on('data', (chunk) => said.push(String(chunk)));
  const client = createEngineClient(`http://127.0.0.1:${port}`, region);
  const close = async () => {
    client.close();
    await stop(child);
  };
  const failure = () => `The DynamoDB engine does not start: ${said.join('').trim() || 'it gives no reason'}`;
  try {
    await untilAnswering(client, failure, () => child.exitCode !== null || child.signalCode !== null);
  } catch (error) {
    await close();
    throw error;
  }
  return { client, close };
}

function database(file: string | undefined): readonly string[] {
  return file === undefined ? [] : ['--db-path', file];
}

/** The engine is an optional dependency, one package a platform. */
export function engineBinary(platform = `${process.platform}-${process.arch}`): string {
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${platform}/dynoxide`);
  } catch {
    throw new LocalError(
      `There is no DynamoDB engine for ${platform}: the package @dynoxide/${platform} is not installed. ` +
        'Install it, or set DYNAMODB_ENDPOINT to a running DynamoDB-compatible server (DynamoDB Local, say).',
    );
  }
}

/**
 * The engine does not notice when its parent is killed. A shell between the two does: it holds the read end of a pipe
 * that closes with this process, and then ends the engine. A session of its own keeps a terminal's Ctrl-C away.
 */
const guard = '"$@" 3<&- & engine=$!; { cat <&3 >/dev/null; kill "$engine"; } 2>/dev/null & wait "$engine"';

function spawnGuarded(command: readonly string[]): ChildProcess {
  return spawn('/bin/sh', ['-c', guard, 'engine', ...command], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
}

async function stop(child: ChildProcess): Promise<void> {
  const running = child.exitCode === null && child.signalCode === null;
  const ended = running ? new Promise<void>((resolve) => child.once('exit', () => resolve())) : undefined;
  child.stdio[3]?.destroy();
  await ended;
}

async function untilAnswering(client: EngineClient, failure: () => string, ended = () => false): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline && !ended()) {
    const reply = await client.send('ListTables', { Limit: 1 }).catch(() => undefined);
    if (reply?.status === 200) return;
    await sleep(10);
  }
  throw new LocalError(failure());
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new LocalError('There is no free port on 127.0.0.1.');
  return address.port;
}
