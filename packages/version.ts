import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..');
const usage = 'node packages/version.ts [--check] 1.2.3';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const { values, positionals } = parseArgs({ options: { check: { type: 'boolean' } }, allowPositionals: true });
const [version = ''] = positionals;
if (!/^\d+\.\d+\.\d+(-[0-9a-z.-]+)?$/.test(version))
  fail(`Received ${JSON.stringify(version)}, expected a version: ${usage}`);

const files = ['package.json', ...globSync('packages/*/package.json', { cwd: root })].map((path) => join(root, path));
const manifests = files.map((file): { file: string; manifest: Manifest } => ({
  file,
  manifest: JSON.parse(readFileSync(file, 'utf8')),
}));
if (values.check) checkRepositories();
const own = new Set(manifests.map(({ manifest }) => manifest.name));

for (const { file, manifest } of manifests) {
  const wanted = at(manifest);
  if (JSON.stringify(wanted) === JSON.stringify(manifest)) continue;
  if (values.check)
    fail(
      `${file} has another version than ${version}, or depends on one. Fix: ${usage.replace('[--check] 1.2.3', version)}`,
    );
  writeFileSync(file, `${JSON.stringify(wanted, undefined, 2)}\n`);
}

/** Provenance compares `repository` with where a package was built, and a registry refuses one that has none. */
function checkRepositories(): void {
  const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (repository?.url === undefined) {
    fail(
      'package.json has no repository. Fix: write { "type": "git", "url": "git+https://..." } in each package.json.',
    );
  }
}

/** A package at the version, which depends on the others at the same one. */
function at(manifest: Manifest): Manifest {
  const { dependencies } = manifest;
  const raised = Object.entries(dependencies ?? {}).map(([name, old]) => [name, own.has(name) ? version : old]);
  return { ...manifest, version, ...(dependencies && { dependencies: Object.fromEntries(raised) }) };
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
