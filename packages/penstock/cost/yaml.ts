import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { UserError } from '../cli/user-error.ts';

/** @throws UserError where the file cannot be read, or is no YAML */
export function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message.trim()}`, { cause: error });
  }
}
