import { chmodSync, copyFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { compile, notPublished } from './compile.ts';
import { copyVendored } from './vendored.ts';

export interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** JavaScript and declarations of a package, what else it has, and a package.json whose entry points are those files. */
export async function buildPackage(root: string, folder: string, manifest: Manifest): Promise<void> {
  const from = join(root, folder);
  const out = join(from, 'dist');
  rmSync(out, { recursive: true, force: true });
  compile(root, from, out);
  for (const file of otherFiles(from)) copy(file, join(out, relative(from, file)));
  copyVendored(root, manifest.name, out);
  for (const file of ['LICENSE', 'CHANGELOG.md']) copyFileSync(join(root, file), join(out, file));
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(published(manifest), undefined, 2)}\n`);
  for (const file of Object.values(manifest.bin ?? {})) writeCommand(join(out, file));
  await assembleApps(from, out);
}

/** The apps that create-penstock copies, as the checkout has them. */
async function assembleApps(from: string, out: string): Promise<void> {
  const assembler = join(from, 'assemble/assemble.ts');
  if (!existsSync(assembler)) return;
  const { assemble }: { assemble(kind: string, folder: string): Promise<void> } = await import(assembler);
  for (const kind of ['empty', 'sample']) await assemble(kind, join(out, 'app', kind));
}

/** What is neither compiled nor left out: the README, commands in JavaScript, templates. */
function otherFiles(from: string): readonly string[] {
  return globSync('**/*', { cwd: from, exclude: isLeftOut, withFileTypes: true })
    .filter((entry) => entry.isFile() && (!entry.name.endsWith('.ts') || entry.name.endsWith('.d.ts')))
    .map((entry) => join(entry.parentPath, entry.name));
}

function isLeftOut(entry: string | { readonly name: string }): boolean {
  const name = basename(typeof entry === 'string' ? entry : entry.name);
  return [...notPublished, 'node_modules', 'package.json', 'tsconfig.build.json'].includes(name);
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** A command is JavaScript in the checkout too, and imports TypeScript there. */
function writeCommand(file: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(/(import\('\.[^']*)\.ts'\)/g, "$1.js')"));
  chmodSync(file, 0o755);
}

/** The same package, made of what was built. npm applies no `publishConfig.exports`. */
function published({ exports, ...rest }: Manifest): object {
  const entries = Object.entries(exports).map(([entry, file]) => {
    // What is JavaScript in the checkout stays what it is.
    if (!file.endsWith('.ts')) return [entry, file];
    const built = file.slice(0, -'.ts'.length);
    return [entry, { types: `${built}.d.ts`, default: `${built}.js` }];
  });
  // For compilers that know no `exports`: CDK apps with TypeScript's older module resolution.
  const main = '.' in exports ? { main: './index.js', types: './index.d.ts' } : {};
  return { ...rest, ...main, exports: { ...Object.fromEntries(entries), './package.json': './package.json' } };
}
