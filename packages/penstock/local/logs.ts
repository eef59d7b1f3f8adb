import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileMode, makePrivateFolder } from './private-files.ts';

/** Takes the lines of functions and of the access log, as CloudWatch Logs would. */
export interface Logs {
  /** @param requestId the invocation that the line is of, where it is of one */
  write(source: string, line: string, requestId?: string): void;
  close(): Promise<void>;
}

export type LogListener = (line: string, source: string, requestId?: string) => void;

/** @param directory where each source has a file of its own; absent: lines go to `listener` alone */
export function createLogs(directory: string | undefined, listener: LogListener): Logs {
  const files = new Map<string, WriteStream>();
  if (directory !== undefined) makePrivateFolder(directory);
  let closed = false;
  const fileOf = (folder: string, source: string) => {
    const file = files.get(source) ?? createWriteStream(join(folder, `${source}.log`), { flags: 'a', mode: fileMode });
    files.set(source, file);
    return file;
  };
  return {
    write: (source, line, requestId) => {
      if (directory !== undefined && !closed) fileOf(directory, source).write(`${line}\n`);
      listener(line, source, requestId);
    },
    close: async () => {
      closed = true;
      await Promise.all([...files.values()].map((file) => new Promise<void>((resolve) => file.end(resolve))));
    },
  };
}
