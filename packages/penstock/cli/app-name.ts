import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from './user-error.ts';

const form = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const longest = 32;

/**
 * The name of the app in a folder, with which every name that it has in AWS begins: `penstock.name` of its package.json,
 * or else the package's name without the scope.
 *
 * @throws UserError where that is no name for an app
 */
export function appName(root: string): string {
  const file = join(root, 'package.json');
  const { name, penstock } = JSON.parse(readFileSync(file, 'utf8'));
  const own: unknown = Object(penstock).name;
  const received = own ?? String(name ?? '').replace(/^@[^/]+\//, '');
  if (typeof received === 'string' && received.length <= longest && form.test(received)) return received;
  throw new UserError(
    `${file}, ${own === undefined ? 'name' : 'penstock.name'}: with it the names of all that the app has in AWS begin.
    received ${JSON.stringify(received)}
    expected at most ${longest} lower-case letters, digits and single hyphens, a letter first
    fix      write "penstock": { "name": "..." } in package.json`,
  );
}

/** What an app and a stage put before the name of whatever they have. */
export const stagePrefix = (app: string, stage: string): string => `${app}-${stage}`;
