import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Kind } from './kind.ts';

export interface CreateProps {
  readonly folder: string;
  readonly kind: Kind;
  /** What package.json says of penstock: a version, or `file:` and a tarball; the version of this package by default. */
  readonly kit?: string;
}

/** What the person at the keyboard can mend: its message is all they need, so it is printed without a stack. */
export class CreateError extends Error {
  override readonly name = 'CreateError';
}

/** Of a package, and of what the app has in AWS: as `appName` of penstock takes it. */
const appName = /^(?=.{1,32}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Makes an app. Everything is written beside the folder and moved there last, so that a failure leaves nothing behind.
 *
 * @returns what to do next
 * @throws CreateError for a folder that is not empty, or whose name is none for a package
 */
export async function createApp({ folder, kind, kit = ownVersion() }: CreateProps): Promise<string> {
  const target = resolve(folder);
  const name = basename(target);
  check(folder, target, name);
  const draft = `${target}.draft-${process.pid}`;
  try {
    await write(kind, draft);
    fillIn(draft, { name, kit });
    rmSync(target, { recursive: true, force: true });
    renameSync(draft, target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return nextSteps(folder, kind);
}

function check(folder: string, target: string, name: string): void {
  if (!appName.test(name)) {
    throw new CreateError(
      `The folder's name becomes the app's.
    received ${JSON.stringify(name)}
    expected at most 32 lower-case letters, digits and single hyphens, a letter first
    fix      choose another name`,
    );
  }
  if (existsSync(target) && readdirSync(target).length > 0) {
    throw new CreateError(
      `${folder} holds something already.
    expected a folder that is empty, or does not exist
    fix      choose another name, or empty it`,
    );
  }
}

/** As it was assembled when this package was built; in the checkout it is assembled now. */
async function write(kind: Kind, folder: string): Promise<void> {
  const ready = join(import.meta.dirname, 'app', kind);
  if (existsSync(ready)) {
    cpSync(ready, folder, { recursive: true });
    return;
  }
  const assembler = './assemble/assemble.ts';
  const { assemble }: { assemble(kind: Kind, folder: string): Promise<void> } = await import(assembler);
  await assemble(kind, folder);
}

/** npm leaves files of these names out of packages, so they travel under others. */
const underOtherNames = ['gitignore', 'npmrc'];

function fillIn(folder: string, { name, kit }: { readonly name: string; readonly kit: string }): void {
  for (const one of underOtherNames) renameSync(join(folder, `_${one}`), join(folder, `.${one}`));
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const text = readFileSync(file, 'utf8');
    const filled = text.replaceAll('{{name}}', name).replaceAll('{{kit}}', kit);
    if (filled !== text) writeFileSync(file, filled);
  }
}

const ownVersion = (): string =>
  String(JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8')).version);

const nextSteps = (folder: string, kind: Kind): string => `${folder} is made. What to do next:

  cd ${folder}
  npm install
  npm start              the local cloud, with ${kind === 'empty' ? 'GET /health' : 'the sample'}
  npm test
  npx penstock init      takes an OpenAPI document that is there already
  npx penstock new       a context, an operation, a consumer, a provider, a graph or a service`;
