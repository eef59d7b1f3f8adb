import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OperatorAccess } from '../../../local/control.ts';
import { type CdkRun, cdkCli, modules } from './cdk.ts';

/** An app that `cdk init` has made, with the stack of the fixture in place of the empty one. */
export interface PlainApp {
  /** Synthesizes it into the folder that the other verbs deploy from. @throws Error where that fails */
  synth(): Promise<void>;
  run(...args: readonly string[]): Promise<CdkRun>;
  edit(file: string, change: (source: string) => string): void;
}

const fixture = join(import.meta.dirname, '../fixtures/plain-app');

/** `npx tsx` is what `cdk init` would install; esbuild, which it uses too, is here already. */
const build = [
  'npx --no-install esbuild bin/plain.ts lib/plain-stack.ts --format=cjs --platform=node',
  '--outdir=. --outbase=. --log-level=error && node bin/plain.js',
].join(' ');

export async function plainApp(access: OperatorAccess, root: string): Promise<PlainApp> {
  const folder = join(root, 'plain');
  mkdirSync(folder);
  const cdk = cdkCli(access, folder, root);
  const made = await cdk.run('init', 'app', '--language', 'typescript', '--generate-only');
  if (made.status !== 0) throw new Error(made.output);
  cpSync(fixture, folder, { recursive: true });
  symlinkSync(modules, join(folder, 'node_modules'), 'junction');
  // What tells NodejsFunction where the app begins.
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  return {
    synth: async () => {
      const { status, output } = await cdk.run('synth', '--quiet', '--app', build, '--output', 'cdk.out');
      if (status !== 0) throw new Error(output);
    },
    run: cdk.run,
    edit: (file, change) => {
      const path = join(folder, file);
      writeFileSync(path, change(readFileSync(path, 'utf8')));
    },
  };
}
