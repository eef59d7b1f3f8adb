import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildPackage, type Manifest } from './build/package.ts';
import { scriptLine } from './penstock/cli/script.ts';

scriptLine({
  name: 'npm run build --',
  summary: 'Makes every package publishable, in its folder dist.',
  options: {},
});

/** Makes every package publishable, in its folder `dist`: `npm pack` there gives what a registry would get. */
const root = join(import.meta.dirname, '..');

const folders = globSync('packages/*/package.json', { cwd: root }).map(dirname);
const manifests = new Map(folders.map((folder) => [folder, readManifest(folder)]));

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
}

/** Each package after those that it depends on: it is compiled against what they publish. */
function inOrder(rest: readonly string[], done: readonly string[] = []): readonly string[] {
  if (rest.length === 0) return done;
  const waiting = new Set(rest.map((folder) => manifests.get(folder)?.name));
  const isReady = (folder: string) =>
    Object.keys(manifests.get(folder)?.dependencies ?? {}).every((name) => !waiting.has(name));
  const ready = rest.filter(isReady);
  if (ready.length === 0) throw new Error(`Packages depend on one another: ${rest.join(', ')}`);
  return inOrder(
    rest.filter((folder) => !ready.includes(folder)),
    [...done, ...ready],
  );
}

for (const folder of inOrder(folders)) {
  const manifest = manifests.get(folder);
  if (manifest !== undefined) await buildPackage(root, folder, manifest);
  process.stdout.write(`${folder}/dist\n`);
}
