import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from './user-error.ts';

/**
 * The folder of the app that a command is about: that which it is called in, as npm does with scripts.
 *
 * @throws UserError where no app is
 */
export function appRoot(): string {
  const root = process.cwd();
  if (existsSync(join(root, 'cdk.json'))) return root;
  throw new UserError(
    `There is no app here.\n    received ${root}, which holds no cdk.json\n    expected the folder of an app\n    fix      call it there, or with npm run`,
  );
}

/** What an app's file exports by a name: `stages` of `lib/stages.ts`. */
export async function exportOf<Value>(file: string, name: string): Promise<Value> {
  const all: Record<string, unknown> = await import(pathToFileURL(join(appRoot(), file)).href);
  if (!(name in all)) throw new UserError(`${file} exports no ${name}.\n    fix      export it, as a new app does`);
  return all[name] as Value;
}
