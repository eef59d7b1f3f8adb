import { writeFile } from 'node:fs/promises';
import { nativeBundle } from '../../build/native-entry.ts';
import { LocalError } from '../problems.ts';
import type { Session } from '../session.ts';
import type { LocalTask } from './environment.ts';
import { type GrpcProcess, type GrpcProcessOptions, startGrpcProcess } from './process.ts';

export interface GrpcSession {
  readonly session: Session;
  readonly port: number;
}

/** Serves gRPC beside a session, and follows it: what an edit changes, the process that serves has too. */
export async function withGrpc(session: Session, options: GrpcProcessOptions): Promise<GrpcSession> {
  const process = await startGrpcProcess(taskOf(session), options);
  return { port: process.port, session: followed(session, process) };
}

function followed(session: Session, process: GrpcProcess): Session {
  return {
    get cloud() {
      return session.cloud;
    },
    get record() {
      return session.record;
    },
    replaceCode: async (record, codes) => {
      const names = await session.replaceCode(record, codes);
      const code = codes.get(nativeBundle);
      if (code === undefined) return names;
      const task = taskOf(session);
      await writeFile(task.file, code);
      await process.replace(task);
      return [...names, task.name];
    },
    renew: async (signal) => {
      const changes = await session.renew(signal);
      await process.replace(taskOf(session));
      return changes;
    },
    close: async () => {
      await process.close();
      await session.close();
    },
  };
}

/** @throws LocalError where the stage has none */
function taskOf({ cloud }: Session): LocalTask {
  const [task] = cloud.tasks();
  if (task === undefined) throw new LocalError('The stage has nothing that serves gRPC: contract/rpc has no service.');
  return task;
}
