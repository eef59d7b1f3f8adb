import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { builtFiles, importsOf, isThere, type Packed, packAll } from './packed.ts';

const packages = packAll();

/** What a package has beside JavaScript, declarations and what every package has. */
const more: Readonly<Record<string, RegExp>> = {
  penstock:
    /^(contract\/schemas\/openapi-3\.1\.json|constructs\/replica-stream\/handler\/index\.cjs|cost\/prices\.yaml|local\/(dynamodb\/dialer\.cjs|lambda\/(bootstrap|streaming)\.cjs|page\/page\.(css|html))|runtime\/reference\/page\/(page\.css|swagger-ui\/(swagger-ui\.css|swagger-ui-bundle\.js\.LICENSE\.txt|LICENSE|NOTICE))|testkit\/graph\/[a-z]+\.graphql|(proto|testkit\/rpc)\/[a-z0-9/]+\.proto)$/,
  'create-penstock': /^app\/(empty|sample)\//,
};

const ofRepository = JSON.parse(readFileSync('package.json', 'utf8'));

/** Provenance compares it with where the package was built; docs/how-to/release.md. */
const repositoryOf = (name: string): unknown =>
  ofRepository.repository && { ...ofRepository.repository, directory: `packages/${name}` };

const entriesOf = ({ manifest }: Packed) =>
  Object.entries(manifest.exports).flatMap(([entry, targets]) =>
    (typeof targets === 'string' ? [targets] : Object.values(targets)).map((target) => ({ entry, target })),
  );

describe.each(packages.map((one) => [one.name, one] as const))('%s, packed', (name, packed) => {
  it('has JavaScript and declarations, and neither sources nor tests', () => {
    const surprising = packed.files.filter(
      (file) =>
        !/(\.js|\.d\.ts)$|^(package\.json|README\.md|CHANGELOG\.md|LICENSE)$/.test(file) &&
        more[name]?.test(file) !== true,
    );

    expect(surprising).toEqual([]);
    expect(packed.files.filter((file) => /(^|\/)test\//.test(file) && !file.startsWith('app/'))).toEqual([]);
    expect(packed.files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE']));
  });

  it('has all that was built: `files` names it', () => {
    expect(packed.files).toEqual(builtFiles(packed));
  });

  it('says its license, and of what repository it is as far as that is known', () => {
    expect(packed.manifest.license).toBe(ofRepository.license);
    expect(packed.manifest.files).not.toEqual([]);
    expect(packed.manifest.repository).toEqual(repositoryOf(name));
  });

  it('has a declaration for each module', () => {
    const modules = packed.files.filter((file) => file.endsWith('.d.ts') && !file.startsWith('app/'));

    expect(modules.filter((file) => !packed.files.includes(file.replace(/\.d\.ts$/, '.js')))).toEqual([]);
  });

  it('has what its entry points and commands lead to', () => {
    const {
      bin = {},
      main,
      types,
    } = packed.manifest as {
      readonly [name in 'main' | 'types']?: string;
    } & { readonly bin?: Readonly<Record<string, string>> };
    const others = { ...bin, ...(main && { main }), ...(types && { types }) };
    const targets = [...entriesOf(packed), ...Object.entries(others).map(([entry, target]) => ({ entry, target }))];

    expect(targets.filter(({ target }) => !packed.files.includes(posix.normalize(target)))).toEqual([]);
  });

  it('imports only what it has, and packages that it says it needs', () => {
    const { dependencies, peerDependencies, optionalDependencies } = packed.manifest;
    const needed = Object.keys({
      ...(dependencies as object),
      ...(peerDependencies as object),
      ...(optionalDependencies as object),
    });
    const wrong = importsOf(packed).filter(({ from, to }) => {
      if (to.startsWith('.')) return !isThere(packed, posix.join(posix.dirname(from), to));
      const [scope = '', rest] = to.split('/');
      return !to.startsWith('node:') && ![name, ...needed].includes(scope.startsWith('@') ? `${scope}/${rest}` : scope);
    });

    expect(wrong).toEqual([]);
  });

  it('gives the same version of the packages that it needs of this repository', () => {
    const own = new Map(packages.map(({ name, manifest }) => [name, manifest.version]));
    const { dependencies = {} } = packed.manifest as { dependencies?: Readonly<Record<string, string>> };
    const asked = Object.entries(dependencies).filter(([dependency]) => own.has(dependency));

    expect(asked.filter(([dependency, version]) => own.get(dependency) !== version)).toEqual([]);
  });
});

it('the reference page comes with its files and their licenses, and without the package that they are from', () => {
  const { files, manifest } = packages.find(({ name }) => name === 'penstock') as Packed;
  const folder = 'runtime/reference/page/swagger-ui';

  expect(files.filter((file) => file.startsWith(folder)).toSorted()).toEqual(
    ['LICENSE', 'NOTICE', 'swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt', 'swagger-ui.css'].map(
      (file) => `${folder}/${file}`,
    ),
  );
  expect(JSON.stringify([manifest.dependencies, manifest.optionalDependencies])).not.toMatch(/swagger|scarf/);
});

it('nothing that is installed here reports it', () => {
  const { packages: locked } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

  expect(locked['node_modules/@scarf/scarf']).toEqual({ resolved: 'packages/build/no-telemetry', link: true });
});

it('every package is packed', () => {
  expect(packages.map(({ name }) => name).toSorted()).toEqual(
    ['create-penstock', 'penstock', 'penstock-client', 'penstock-rules'].toSorted(),
  );
});
