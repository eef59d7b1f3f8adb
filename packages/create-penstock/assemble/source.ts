import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the files of an app come from. */
export const checkout = join(import.meta.dirname, '../../..');

/** What deploys an app, after `bin/pipeline.ts` made the roles for it. */
export const pipelineFile = '.github/workflows/deploy.yml';

/** Of the checkout, what an app gets too. */
const patterns = [
  ...[pipelineFile, 'bin/*.ts', 'cdk.json', 'contract/**', 'functions/**', 'lib/**'],
  'test/{functions,http,support}/**',
];

/** A test that reaches into the packages is of this repository, not of an app. */
const isOfTheRepository = (path: string): boolean =>
  path.startsWith('test/') && /from '(\.\.\/)+packages\//.test(readFileSync(join(checkout, path), 'utf8'));

/** The files of an app with the sample, relative to it, with forward slashes. */
export function appFiles(): readonly string[] {
  const files = patterns
    .flatMap((pattern) => globSync(pattern, { cwd: checkout, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(checkout.length + 1)
        .replaceAll('\\', '/'),
    );
  return withoutOrphans(files.filter((path) => !isOfTheRepository(path)));
}

/** A test file that imports one that an app does not get is none for an app either. */
function withoutOrphans(files: readonly string[]): readonly string[] {
  const known = new Set(files);
  const whole = files.filter((path) => !path.startsWith('test/') || importsOf(path).every((one) => known.has(one)));
  return whole.length === files.length ? whole : withoutOrphans(whole);
}

function importsOf(path: string): readonly string[] {
  if (!path.endsWith('.ts')) return [];
  const text = readFileSync(join(checkout, path), 'utf8');
  return [...text.matchAll(/from '(\.[^']+)'/g)].map(([, to = '']) => join(path, '..', to).replaceAll('\\', '/'));
}

/** What an app without the sample gets of it. */
export const isOfEmptyApp = (path: string): boolean =>
  path === pipelineFile ||
  /^(bin\/|cdk\.json$|contract\/openapi\.yaml$|functions\/(access|health)\/|test\/functions\/health\/)/.test(path);
