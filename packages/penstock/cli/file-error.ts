import { UserError } from './user-error.ts';

/** What is to be done about a path, by the code of the system: https://nodejs.org/api/errors.html#common-system-errors */
const fixes: Readonly<Record<string, string>> = {
  EACCES: 'take a path that you may use, or change its mode',
  EPERM: 'take a path that you may use, or change its mode',
  EROFS: 'take a path on a disk that can be written',
  ENOSPC: 'make room on the disk',
  ENOENT: 'name one that is there, or make its folder',
  EISDIR: 'name a file: this is a folder',
  ENOTDIR: 'name a folder: something in this path is a file',
  EEXIST: 'name a folder: something in this path is a file',
};

/** An error of the file system as the person at the keyboard needs it; any other as it is. */
export function fileError(error: unknown): unknown {
  const { code, path } = Object(error) as NodeJS.ErrnoException;
  const fix = fixes[String(code)];
  if (error instanceof UserError || fix === undefined || typeof path !== 'string') return error;
  return new UserError(
    `A file or a folder cannot be used.\n    received ${path} (${code})\n    expected one that can be\n    fix      ${fix}`,
    { cause: error },
  );
}
