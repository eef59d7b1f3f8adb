import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Makes each package publishable: JavaScript and declarations in its folder `dist`, with a package.json whose entry
 * points are those files. `npm pack` there gives what a registry would get.
 */
const root = join(import.meta.dirname, '..');

type Manifest = Readonly<Record<string, unknown>> & {
  readonly exports: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
};

for (const path of globSync('packages/*/package.json', { cwd: root })) await build(dirname(path));

async function build(folder: string): Promise<void> {
  const from = join(root, folder);
  const out = join(from, 'dist');
  rmSync(out, { recursive: true, force: true });
  compile(from, out);
  const others = globSync('**/*', { cwd: from, exclude: isLeftOut, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/(?<!\.d)\.ts$|^package\.json$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of others) copy(file, join(out, file.slice(from.length)));
  for (const file of ['LICENSE', 'CHANGELOG.md']) copyFileSync(join(root, file), join(out, file));
  const manifest: Manifest = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(published(manifest), undefined, 2)}\n`);
  for (const file of Object.values(manifest.bin ?? {})) {
    const at = join(out, file);
    writeFileSync(at, readFileSync(at, 'utf8').replace(/(import\('\.[^']*)\.ts'\)/g, "$1.js')"));
    chmodSync(at, 0o755);
  }
  await assembleApps(from, out);
  process.stdout.write(`${folder}/dist\n`);
}

/** Of a package, what no user gets. */
function isLeftOut(entry: string | { readonly name: string }): boolean {
  return ['dist', 'test', 'node_modules', 'package.json', 'assemble'].includes(
    basename(typeof entry === 'string' ? entry : entry.name),
  );
}

/** The apps that create-penstock copies, as the checkout has them. */
async function assembleApps(from: string, out: string): Promise<void> {
  const assembler = join(from, 'assemble/assemble.ts');
  if (!existsSync(assembler)) return;
  const { assemble } = await import(assembler);
  for (const kind of ['empty', 'sample']) await assemble(kind, join(out, 'app', kind));
}

function compile(from: string, out: string): void {
  const options = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      outDir: out,
      rootDir: from,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      allowImportingTsExtensions: false,
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
    },
    include: [join(from, '**/*')],
    exclude: ['dist', 'test', 'assemble'].map((one) => join(from, one)),
  };
  const config = join(from, 'tsconfig.build.json');
  writeFileSync(config, JSON.stringify(options));
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config], { stdio: 'inherit' });
  } finally {
    rmSync(config);
  }
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** The same package, made of what was built. */
function published({ exports, ...rest }: Manifest): object {
  const entries = Object.entries(exports).map(([entry, file]) => {
    const built = file.replace(/\.[jt]s$/, '');
    const types = file.endsWith('.ts') ? { types: `${built}.d.ts` } : {};
    return [entry, { ...types, default: `${built}.js` }];
  });
  return { ...rest, exports: Object.fromEntries(entries) };
}
