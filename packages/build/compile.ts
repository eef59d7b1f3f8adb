import { execFileSync } from 'node:child_process';
import { globSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Folders of a package that no user gets: what is built, what tests it, what prepares it. */
export const notPublished = ['dist', 'test', 'assemble', 'sample'];

/** Compiles a package's TypeScript into `out`: the tests stay behind. */
export function compile(root: string, from: string, out: string): void {
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
      paths: publishedPackages(root),
    },
    include: [join(from, '**/*')],
    exclude: notPublished.map((name) => join(from, '**', name)),
  };
  const config = join(from, 'tsconfig.build.json');
  writeFileSync(config, JSON.stringify(options));
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config], { stdio: 'inherit' });
  } finally {
    rmSync(config);
  }
}

/** Other packages as users get them: their sources are no part of this one. */
function publishedPackages(root: string): Readonly<Record<string, readonly string[]>> {
  const dists = globSync('packages/*/dist/package.json', { cwd: root }).map((path) => join(root, dirname(path)));
  return Object.fromEntries(
    dists.flatMap((dist) => {
      const name = basename(dirname(dist));
      return [
        [name, [join(dist, 'index.d.ts')]],
        [`${name}/*`, [join(dist, '*.d.ts')]],
      ];
    }),
  );
}
