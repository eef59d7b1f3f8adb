import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { makePrivateFile } from '../private-files.ts';
import { LocalError } from '../problems.ts';
import { chooseEngine, type EngineKind } from './choice.ts';
import { createEngineClient, type EngineClient } from './client.ts';
import { createEmbeddedEngine } from './embedded/embedded-engine.ts';
import { type EngineProcess, startEngineProcess } from './engine-process.ts';
import { bestProtection, type Protection } from './protection.ts';
import { type Supervised, supervise } from './supervise.ts';

/** A DynamoDB-compatible engine that answers. */
export interface Engine {
  readonly client: EngineClient;
  /** What keeps web pages from it; absent for an engine that somebody else runs. */
  readonly protection?: Protection | 'in-process';
  close(): Promise<void>;
}

export interface EngineOptions {
  readonly region: string;
  /** Where its data is kept; absent: in memory. */
  readonly file?: string;
  /** A running engine to use instead, as `DYNAMODB_ENDPOINT` gives it. */
  readonly endpoint?: string;
  /** As `chooseEngine` says by default. */
  readonly kind?: EngineKind;
  /** Of dynoxide; the best that the machine allows by default. */
  readonly protection?: Protection;
  /** Hears that the engine ended by itself and was started again with its data, with how it ended. */
  readonly restarted?: (how: string) => void;
  /** Hears that the engine ended by itself and does not come back. */
  readonly failed?: (error: LocalError) => void;
}

/**
 * Starts an engine, or connects to the one at `endpoint`.
 *
 * @throws LocalError when the endpoint is none, the engine's file is not its own, or nothing answers within 10 s
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  if (options.endpoint !== undefined) return connectTo(options.endpoint, options.region);
  return (options.kind ?? chooseEngine()) === 'embedded' ? startEmbedded(options) : startDynoxide(options);
}

/** DynamoDB deletes what has expired within days; nobody waits so long here. */
const expireEveryMs = 10_000;

function startEmbedded({ region, file, failed }: EngineOptions): Engine {
  if (file !== undefined) makePrivateFile(file);
  const { client, deleteExpired, close } = createEmbeddedEngine({ region, ...(file === undefined ? {} : { file }) });
  const expire = () => {
    try {
      deleteExpired();
    } catch (cause) {
      failed?.(new LocalError(`What has expired cannot be deleted: ${Object(cause).message}.`, { cause }));
    }
  };
  const expiring = setInterval(expire, expireEveryMs).unref();
  return {
    client,
    protection: 'in-process',
    close: async () => {
      clearInterval(expiring);
      close();
    },
  };
}

async function connectTo(endpoint: string, region: string): Promise<Engine> {
  const url = URL.parse(endpoint);
  if (url?.protocol !== 'http:') {
    throw new LocalError(
      `DYNAMODB_ENDPOINT is an http URL, such as http://127.0.0.1:8000, received ${JSON.stringify(endpoint)}.`,
    );
  }
  const agent = new Agent({ keepAlive: true });
  const route = { agent, hostname: url.hostname, port: Number(url.port) || 80 };
  const client = createEngineClient(async () => route, region);
  if (await answers(client)) return { client, close: async () => agent.destroy() };
  agent.destroy();
  throw new LocalError(`No DynamoDB answers at ${endpoint} (DYNAMODB_ENDPOINT). Start it, or unset it.`);
}

async function startDynoxide({ region, file, restarted, failed, ...options }: EngineOptions): Promise<Engine> {
  const protection = options.protection ?? (await bestProtection());
  if (file !== undefined) makePrivateFile(file);
  const engine: Supervised<EngineProcess> = await supervise({
    start: () => launch(protection, region, file),
    lasting: file,
    restarted,
    failed,
  });
  const client = createEngineClient(async () => (await engine.current()).route, region);
  return { client, protection, close: engine.close };
}

async function launch(protection: Protection, region: string, file: string | undefined): Promise<EngineProcess> {
  const engine = await startEngineProcess(protection, file);
  let ended = false;
  void engine.ended.then(() => {
    ended = true;
  });
  const client = createEngineClient(async () => engine.route, region);
  if (await answers(client, () => ended)) return engine;
  await engine.stop();
  throw new LocalError(`The DynamoDB engine does not start: ${engine.said() || 'it gives no reason'}`);
}

/** Whether an engine answers within 10 s, or before it has ended. */
async function answers(client: EngineClient, ended = () => false): Promise<boolean> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline && !ended()) {
    const reply = await client.send('ListTables', { Limit: 1 }).catch(() => undefined);
    if (reply?.status === 200) return true;
    await sleep(10);
  }
  return false;
}
