import { spawnSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { scriptLine } from '../packages/penstock/cli/script.ts';

scriptLine({
  name: 'npm run check:kit --',
  summary: 'Runs every test of the kit in a copy of this repository that has no app in it.',
  options: {},
});

/** What is of the app, and not of the kit. */
const app = ['bin', 'contract', 'functions', 'lib', 'test'];

/** What needs no app; create-penstock is made of one, and so is what is packed of it. */
const packages = ['penstock', 'penstock-rules', 'penstock-client'].map((name) => `packages/${name}/`);

/** Runs every test of the kit in a copy of this repository that has no app in it. */
const folder = mkdtempSync(join(tmpdir(), 'penstock-kit-alone-'));
try {
  const copied = ['.ci', 'docs', 'packages', ...readdirSync('.').filter((name) => lstatSync(name).isFile())];
  for (const name of copied) cpSync(name, join(folder, name), { recursive: true, filter: isSource });
  linkModules(resolve('node_modules'), join(folder, 'node_modules'));
  console.log(`Without ${app.join(', ')}:`);
  const { status } = spawnSync('npm', ['test', '--', ...packages], { cwd: folder, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function isSource(path: string): boolean {
  return !/(^|[\\/])(node_modules|dist)$/.test(path);
}

/** The installed packages, and the links among them that lead into this repository led into the copy. */
function linkModules(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    const entry = join(from, name);
    const isOwn = lstatSync(entry).isSymbolicLink();
    symlinkSync(isOwn ? readlinkSync(entry) : entry, join(to, name));
  }
}
