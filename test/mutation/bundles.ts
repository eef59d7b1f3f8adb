import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformFileSync } from '@swc/core';
import { build, type Plugin } from 'esbuild';
import { digest, hashOf } from './hash.ts';
import type { Instrumented } from './instrument.ts';
import { hashOfPackages, packageOf, readLock } from './locked.ts';

/** A test file with all that it loads, the mutants in it, as one script. */
export interface Bundle {
  readonly testFile: string;
  readonly script: string;
  /** Changes with any file in it, and with any package that it loads. */
  readonly hash: string;
  readonly sources: readonly string[];
}

export interface Plan {
  /** By path: the modules with mutants, and the number that comes before their first. */
  readonly modules: ReadonlyMap<string, Instrumented & { readonly offset: number }>;
  readonly testFiles: readonly string[];
  /** Modules that are loaded once, as they are, whatever mutant is active: they make what tests start from. */
  readonly shared: readonly string[];
  readonly folder: string;
}

const root = process.cwd();

/** One script for each test file, and one for each shared module. */
export async function bundle({ modules, testFiles, shared, folder }: Plan): Promise<readonly Bundle[]> {
  const entry = (path: string): [string, string] => [path.replaceAll('/', '+').replace(/\.ts$/, ''), path];
  const withMutants = mutantsOf(modules);
  const { metafile } = await write(testFiles.map(entry), folder, {
    format: 'esm',
    plugins: [withMutants, sharedOf(shared), fileItself, importOnly],
  });
  for (const testFile of testFiles) asBody(scriptOf(folder, testFile));
  await write(shared.map(entry), folder, { format: 'cjs', plugins: [fileItself, importOnly] });
  const lock = readLock();
  return testFiles.map((testFile) => {
    const script = scriptOf(folder, testFile);
    const { inputs = {}, imports = [] } = metafile.outputs[relative(root, script)] ?? {};
    const sources = Object.keys(inputs).filter((path) => !path.includes('node_modules/'));
    const packages = [
      ...Object.keys(inputs).flatMap((path) => path.split('node_modules/').slice(1)),
      ...imports.map(({ path }) => path),
    ].map(packageOf);
    return { testFile, script, hash: digest([hashOf(sources), hashOfPackages(lock, packages)]), sources };
  });
}

export const scriptOf = (folder: string, path: string): string =>
  join(folder, path.replaceAll('/', '+').replace(/\.ts$/, '.js'));

const write = (
  entries: readonly (readonly [string, string])[],
  outdir: string,
  options: { readonly format: 'esm' | 'cjs'; readonly plugins: Plugin[] },
) =>
  build({
    entryPoints: Object.fromEntries(entries),
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node24',
    packages: 'external',
    metafile: true,
    logLevel: 'error',
    ...options,
  });

/** A module that awaits becomes the body of an async function, which esbuild does not write. */
function asBody(script: string): void {
  const { code } = transformFileSync(script, {
    swcrc: false,
    jsc: { target: 'es2024', parser: { syntax: 'ecmascript' } },
    module: { type: 'commonjs', ignoreDynamic: true },
  });
  writeFileSync(script, code);
}

const mutantsOf = (modules: Plan['modules']): Plugin => ({
  name: 'mutants',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const found = modules.get(relative(root, path));
      return found && { contents: found.code(found.offset), loader: 'ts' };
    });
  },
});

const sharedOf = (shared: readonly string[]): Plugin => ({
  name: 'shared',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const file = relative(root, resolve(resolveDir, path));
      return shared.includes(file) ? { path: `shared:${file}`, external: true } : undefined;
    });
  },
});

/** What a file says of itself means the file it was, not the script that it is part of. */
const fileItself: Plugin = {
  name: 'file-itself',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.')) return undefined;
      const own = {
        dirname: JSON.stringify(dirname(path)),
        filename: JSON.stringify(path),
        url: JSON.stringify(pathToFileURL(path).href),
        main: 'false',
      };
      const contents = Object.entries(own).reduce(
        (before, [name, value]) => before.replaceAll(new RegExp(`import\\.meta\\.${name}\\b`, 'g'), value),
        text,
      );
      return { contents, loader: 'ts' };
    });
  },
};

const require = createRequire(import.meta.url);

/** Packages that a script can not require become part of it. */
const importOnly: Plugin = {
  name: 'import-only',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^[@a-z]/ }, ({ path }) => {
      try {
        require.resolve(path);
        return undefined;
      } catch {
        return path === '@jest/globals' ? undefined : { path: fileURLToPath(import.meta.resolve(path)) };
      }
    });
  },
};
