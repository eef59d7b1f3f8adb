import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parse } from '@babel/parser';

const root = join(import.meta.dirname, '../../..');

/** A package as a registry would get it. */
export interface Packed {
  readonly name: string;
  readonly folder: string;
  readonly manifest: {
    readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
    readonly [name: string]: unknown;
  };
  /** Relative to the folder, with forward slashes. */
  readonly files: readonly string[];
}

/** Builds every package, and asks npm what it would publish. */
export function packAll(): readonly Packed[] {
  execFileSync(process.execPath, ['packages/build.ts'], { cwd: root, stdio: 'pipe' });
  return globSync('packages/*/dist/package.json', { cwd: root }).map((path) => {
    const folder = join(root, dirname(path));
    const manifest = JSON.parse(readFileSync(join(root, path), 'utf8'));
    return { name: String(manifest.name), folder, manifest, files: filesOf(folder) };
  });
}

function filesOf(folder: string): readonly string[] {
  const [npm, ...args] = npmCommand();
  const json = execFileSync(npm, [...args, 'pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [packed]: { files: { path: string }[] }[] = JSON.parse(String(json));
  return (packed?.files ?? []).map(({ path }) => path).toSorted();
}

/** All that a build left. */
export const builtFiles = ({ folder }: Packed): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted();

/** Under `npm test` npm says where it is: on Windows its command is a script that cannot be run by itself. */
function npmCommand(): [string, ...string[]] {
  const script = process.env.npm_execpath;
  return script === undefined ? ['npm'] : [process.execPath, script];
}

/** What the modules of a package import: `./model.js`, `esbuild`, `node:fs`. */
export function importsOf({ folder, files }: Packed): readonly { readonly from: string; readonly to: string }[] {
  return files
    .filter((file) => file.endsWith('.js') && !file.startsWith('app/'))
    .flatMap((from) => specifiersIn(readFileSync(join(folder, from), 'utf8')).map((to) => ({ from, to })));
}

/** A type in a comment may name a module too. */
const comment = /^\s*(?:\*|\/\*|\/\/).*$/gm;

/** Parsed, because a module may have the text of another in it: what it generates. */
function specifiersIn(code: string): readonly string[] {
  const { body } = parse(code, { sourceType: 'module' }).program;
  const imported = body.flatMap((one) => ('source' in one && one.source ? [one.source.value] : []));
  const onDemand = code.replace(comment, '').matchAll(/\bimport\('([^']+)'\)/g);
  return [...imported, ...Array.from(onDemand, ([, to = '']) => to)];
}

export const isThere = ({ folder }: Packed, path: string): boolean => existsSync(join(folder, path));
