import { createReplicatedEngine, type ReplicatedEngine } from '../dynamodb/replicas/replicated-engine.ts';
import { makePrivateFile } from '../private-files.ts';
import { LocalError } from '../problems.ts';

/** The tables of all regions. */
export interface ReplicatedTables {
  readonly engine: ReplicatedEngine;
  close(): Promise<void>;
}

export interface ReplicatedTablesOptions {
  readonly regions: readonly string[];
  /** Where they are kept; absent: in memory. */
  readonly file?: string;
  /** Hears that they cannot go on. */
  readonly failed: (error: LocalError) => void;
}

/** DynamoDB deletes what has expired within days; nobody waits so long here. */
const expireEveryMs = 10_000;

/** @throws LocalError where the file is none of this engine */
export function startReplicatedTables({ regions, file, failed }: ReplicatedTablesOptions): ReplicatedTables {
  if (file !== undefined) makePrivateFile(file);
  const failedBecause = (what: string) => (cause: unknown) =>
    failed(new LocalError(`${what}: ${Object(cause).message}.`, { cause }));
  const engine = createReplicatedEngine({
    regions,
    ...(file === undefined ? {} : { file }),
    failed: failedBecause('What regions write is not brought to the others'),
  });
  const expire = () => {
    try {
      engine.deleteExpired();
    } catch (cause) {
      failedBecause('What has expired cannot be deleted')(cause);
    }
  };
  const expiring = setInterval(expire, expireEveryMs).unref();
  return {
    engine,
    close: async () => {
      clearInterval(expiring);
      engine.close();
    },
  };
}
