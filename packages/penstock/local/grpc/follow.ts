import type { LocalCloud } from '../cloud.ts';
import { reasonOf } from '../provisioning/transition.ts';
import { type GrpcProcess, type GrpcProcessOptions, startGrpcProcess } from './process.ts';

export interface FollowOptions extends GrpcProcessOptions {
  /** Hears where gRPC is served, and what does not start. */
  readonly print: (line: string) => void;
}

/**
 * Serves gRPC in a cloud that others deploy to: by a process while a task is deployed, and by another when that changes.
 *
 * @returns ends it, and the process
 */
export function followTasks(
  cloud: Pick<LocalCloud, 'onDeployed' | 'tasks'>,
  { port, log, print }: FollowOptions,
): () => Promise<void> {
  let process: GrpcProcess | undefined;
  let served: string | undefined;
  let last: Promise<void> = Promise.resolve();
  const update = async () => {
    const [task] = cloud.tasks();
    const wanted = task && JSON.stringify(task);
    if (wanted === served) return;
    served = wanted;
    if (task === undefined) {
      await process?.close();
      process = undefined;
    } else if (process === undefined) {
      process = await startGrpcProcess(task, { port, log });
      print(`gRPC is served on 127.0.0.1:${process.port}`);
    } else {
      await process.replace(task);
    }
  };
  const updateNext = () => {
    last = last.then(update).catch((error: unknown) => print(reasonOf(error)));
  };
  const stop = cloud.onDeployed(updateNext);
  updateNext();
  return async () => {
    stop();
    await last;
    await process?.close();
  };
}
