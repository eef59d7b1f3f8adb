import { readFileSync } from 'node:fs';
import { UserError } from '../cli/user-error.ts';
import { otherFormat } from './other-formats.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'a folder',
  EACCES: 'no permission',
};

/** The text of the document that is to be completed. @throws UserError for what is no file, and for a file of another format */
export function readDocument(file: string): string {
  const text = readText(file);
  const other = otherFormat(text);
  if (other !== undefined) throw noDocument(`${file}, ${other.received}`, other.fix.replace('FILE', file));
  return text;
}

function readText(file: string): string {
  if (/^https?:/.test(file)) {
    throw noDocument(`${file}, an address`, `curl -fsSL -o openapi.yaml ${file}; npx penstock init openapi.yaml`);
  }
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw noDocument(`${file} (${reasons[code] ?? code})`, 'name the file');
  }
}

const noDocument = (received: string, fix: string): UserError =>
  new UserError(
    `There is no document to read.\n    received ${received}\n    expected a file of OpenAPI 3.0, 3.1 or 3.2\n    fix      ${fix}`,
  );
