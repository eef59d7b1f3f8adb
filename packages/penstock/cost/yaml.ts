import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { UserError } from '../cli/user-error.ts';

/** @throws UserError where the file cannot be read, or is no YAML */
export function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = String(code).startsWith('E') ? `${code}` : message.trim();
    throw new UserError(
      `There is no YAML to read.\n    received ${file} (${reason})\n    expected a file of YAML\n    fix      name the file, or mend what it says`,
      { cause: error },
    );
  }
}
