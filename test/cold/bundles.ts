import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from 'penstock/cli/user-error';

/** The bundles of a checkout as a stage in AWS has them, made by the checkout's own build. */
export interface Bundles {
  readonly names: readonly string[];
  folderOf(name: string): string;
  bytesOf(name: string): number;
}

const program = `
const [root, outDir] = process.argv.slice(1);
const { bundle } = await import(root + '/packages/penstock/build/bundle.ts');
const { findEntries } = await import(root + '/packages/penstock/constructs/context/entries.ts');
const entries = Object.fromEntries(findEntries('.').map(({ name, file }) => [name, file]));
await bundle({ root, outDir, entries, checkAnswers: false });
process.stdout.write(JSON.stringify(Object.keys(entries)));
`;

/** @throws UserError where the folder is no checkout, or does not build */
export function bundlesOf(checkout: string, outDir: string): Bundles {
  const cwd = resolve(checkout);
  const args = ['--input-type=module', '--eval', program, cwd, outDir];
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) {
    const why = error?.message ?? stderr.trim();
    throw new UserError(`No bundles came of ${checkout}; expected a checkout with its node_modules.\n\n${why}`);
  }
  return {
    names: JSON.parse(stdout) as string[],
    folderOf: (name) => join(outDir, name),
    bytesOf: (name) => statSync(join(outDir, name, 'index.cjs')).size,
  };
}
