import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileMode, makePrivateFolder } from './private-files.ts';

/** Takes the lines of functions and of the access log, as CloudWatch Logs would. */
export interface Logs {
  write(source: string, line: string): void;
  close(): Promise<void>;
}

/** @param directory where each source has a file of its own; absent: lines go to `listener` alone */
export function createLogs(directory: string | undefined, listener: (line: string, source: string) => void): Logs {
  const files = new Map<string, WriteStream>();
  if (directory !== undefined) makePrivateFolder(directory);
  let closed = false;
  const fileOf = (folder: string, source: string) => {
    const file = files.get(source) ?? createWriteStream(join(folder, `${source}.log`), { flags: 'a', mode: fileMode });
    files.set(source, file);
    return file;
  };
  return {
    write: (source, line) => {
      if (directory !== undefined && !closed) fileOf(directory, source).write(`${line}\n`);
      listener(line, source);
    },
    close: async () => {
      closed = true;
      await Promise.all([...files.values()].map((file) => new Promise<void>((resolve) => file.end(resolve))));
    },
  };
}
