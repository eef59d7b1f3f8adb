import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { Agent, type AgentOptions } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { LocalError } from '../problems.ts';
import { engineCommand } from './binary.ts';
import type { EngineRoute } from './client.ts';
import { inNamespace, type Protection } from './protection.ts';

/** A process of the engine, which may not answer yet. */
export interface EngineProcess {
  readonly route: EngineRoute;
  /** Resolves when it has ended, with how. */
  readonly ended: Promise<string>;
  /** What it has said on stderr. */
  said(): string;
  /** Ends it, and resolves when it has ended. */
  stop(): Promise<void>;
}

const agentOptions: AgentOptions = { keepAlive: true };
/** Milliseconds for the engine to end by itself, which takes it some tens. */
const graceMs = 2_000;
/** Nothing else listens in a namespace of the engine's own. */
const isolatedPort = 8000;

/** Starts the engine. A session of its own keeps a terminal's Ctrl-C away. */
export async function startEngineProcess(protection: Protection, file?: string): Promise<EngineProcess> {
  if (protection === 'isolated') return startIsolated(file);
  const host = protection === 'hidden' ? randomLoopback() : '127.0.0.1';
  const port = await freePort(host);
  const [shell, ...args] = engineCommand({ host, port }, file);
  const child = spawn(shell, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const agent = new Agent(agentOptions);
  return watch(child, { agent, hostname: host, port }, () => child.stdio[3]?.destroy());
}

function startIsolated(file: string | undefined): EngineProcess {
  const address = { host: '127.0.0.1', port: isolatedPort };
  const dialer = join(import.meta.dirname, 'dialer.cjs');
  const [unshare, ...args] = inNamespace([
    process.execPath,
    dialer,
    String(isolatedPort),
    ...engineCommand(address, file),
  ]);
  const child = spawn(unshare, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const agent = new DialledAgent(child);
  return watch(child, { agent, hostname: address.host, port: address.port }, () => {
    if (child.connected) child.disconnect();
  });
}

function watch(child: ChildProcess, route: EngineRoute, end: () => void): EngineProcess {
  const said: string[] = [];
  child.stderr?.on('data', (chunk) => said.push(String(chunk)));
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(howItEnded(code, signal)));
  });
  // Whoever kills what stands between leaves the engine to its guard.
  void ended.then(end);
  return {
    route,
    ended,
    said: () => said.join('').trim(),
    stop: async () => {
      route.agent.destroy();
      end();
      // It first ends what it has begun, and would wait for ever for the rest of a request that was cut off.
      const timer = setTimeout(() => killGroup(child), graceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** With the engine and what stands between, which a signal to the child alone would not reach. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}

/** A shell, and the dialer after it, end with 128 and the number of the signal that ended what they ran. */
function howItEnded(code: number | null, signal: string | null): string {
  if (signal !== null) return signal;
  return code !== null && code > 128 ? `signal ${code - 128}` : `exit status ${code}`;
}

interface Dialled {
  readonly id: number;
  /** The code of a system error; absent: the socket comes with the message. */
  readonly error?: string;
}
type Connected = NonNullable<Parameters<Agent['createConnection']>[1]>;

/** The types of Node want a socket beside an error too; it is not looked at. */
const noSocket = undefined as unknown as Socket;

/** Takes its connections from the dialer, whose network this process is not in. */
class DialledAgent extends Agent {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Connected>();
  #last = 0;

  constructor(child: ChildProcess) {
    super(agentOptions);
    this.#child = child;
    child.on('message', ({ id, error }: Dialled, socket) => {
      const connected = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) connected?.(null, socket as Socket);
      else connected?.(refused(error), noSocket);
    });
    child.once('exit', () => this.#giveUp());
    child.once('error', () => this.#giveUp());
  }

  override createConnection(_: unknown, connected: Connected = () => {}): undefined {
    const id = ++this.#last;
    this.#waiting.set(id, connected);
    const fail = (error: Error | null) => {
      if (error !== null && this.#waiting.delete(id)) connected(error, noSocket);
    };
    if (this.#child.connected) this.#child.send(id, fail);
    else fail(refused('ECONNREFUSED'));
  }

  #giveUp(): void {
    for (const connected of this.#waiting.values()) connected(refused('ECONNREFUSED'), noSocket);
    this.#waiting.clear();
  }
}

function refused(code: string): Error {
  return Object.assign(new Error(`connect ${code}: the engine takes no connection`), { code });
}

function randomLoopback(): string {
  return `127.${randomInt(1, 255)}.${randomInt(0, 256)}.${randomInt(1, 255)}`;
}

async function freePort(host: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new LocalError(`There is no free port on ${host}.`);
  return address.port;
}
