import { type ChildProcess, fork } from 'node:child_process';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { LocalError } from '../problems.ts';
import type { LocalTask } from './environment.ts';

/** The process that serves gRPC; it may be started anew, on the same port. */
export interface GrpcProcess {
  readonly port: number;
  /**
   * Ends the one that runs when its calls have ended, and starts another.
   *
   * @throws LocalError with what it said, where it does not start
   */
  replace(task: LocalTask): Promise<void>;
  close(): Promise<void>;
}

export interface GrpcProcessOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly log: (line: string, source: string) => void;
}

/** @throws LocalError with what it said, where it does not start */
export async function startGrpcProcess(task: LocalTask, { port, log }: GrpcProcessOptions): Promise<GrpcProcess> {
  let current = await start(task, port, log);
  const bound = current.port;
  return {
    port: bound,
    replace: async (next) => {
      await current.end();
      current = await start(next, bound, log);
    },
    close: () => current.end(),
  };
}

interface Running {
  readonly port: number;
  end(): Promise<void>;
}

/** By which a process that does not start is told: Node.js says why, and then where. */
const firstLines = 8;

/** It ends by itself when this process goes: its IPC channel closes. */
async function start(task: LocalTask, port: number, log: GrpcProcessOptions['log']): Promise<Running> {
  const child = fork(task.file, [], {
    cwd: dirname(task.file),
    env: { ...task.environment, GRPC_PORT: String(port) },
    execArgv: [`--max-old-space-size=${task.memory}`],
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      if (said.length < firstLines) said.push(line);
      log(line, task.name);
    });
  }
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const bound = await listening(child);
  if (bound === undefined) throw new LocalError([`${task.name} does not start:`, ...said].join('\n  '));
  return {
    port: bound,
    end: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The port that it tells; undefined where it ends before. */
function listening(child: ChildProcess): Promise<number | undefined> {
  return new Promise((resolve) => {
    child.once('message', (message: { readonly port: number }) => resolve(message.port));
    child.once('close', () => resolve(undefined));
  });
}
