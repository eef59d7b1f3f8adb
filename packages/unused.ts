import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { parse } from '@babel/parser';
import { type Module, readModule } from './build/exports.ts';
import { scriptLine } from './penstock/cli/script.ts';

scriptLine({
  name: 'npm run unused --',
  summary: 'Lists exports that nobody imports, and those that tests alone import.',
  options: {},
});

/**
 * Lists exports that nobody imports: of the kit and the app, but for what an entry point of a package offers. Those that
 * only tests import are listed apart: a test may look at a part, yet a part that only tests need is dead code.
 */
const root = join(import.meta.dirname, '..');
const sources = ['bin', 'lib', 'functions', 'packages', 'test'].flatMap((room) =>
  globSync(`${room}/**/*.ts`, {
    cwd: root,
    exclude: ['**/node_modules/**', '**/dist/**', '**/fixtures/**', '**/template/**'],
  }),
);
const entryPoints = new Map(
  globSync('packages/*/package.json', { cwd: root }).flatMap((path) => {
    const { name, exports } = JSON.parse(readFileSync(join(root, path), 'utf8'));
    return Object.entries<string>(exports).map(
      ([entry, file]) => [posix.join(name, entry), posix.join(dirname(path).replaceAll('\\', '/'), file)] as const,
    );
  }),
);

const modules = new Map(
  sources.map((path) => [path.replaceAll('\\', '/'), readModule(parse, readFileSync(join(root, path), 'utf8'))]),
);
const offered = new Set(entryPoints.values());
/** What is imported in a way that is not an import of TypeScript. */
const otherwiseUsed = [
  // Jest, CDK and the kit load these by their names.
  /\.test\.ts$|\/support\/(end-)?run\.ts$|\/testkit\/jest\/(globals|runtime)\.ts$|^functions\/generated\/|\/entry\/|\/infra\.ts$/,
  // They take the place of modules of the SDK in a bundle: constructs/build/replacements.ts.
  /\/runtime\/aws\/(no-[\w-]+|environment-credentials|xray-core)\.ts$/,
  // The build imports it by its path.
  /\/assemble\/assemble\.ts$/,
];
const isTest = (path: string) => /(^|\/)(test|testkit)\//.test(path);

/** The file that an import leads to; undefined where it is no module of ours. */
function targetOf(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return entryPoints.get(specifier);
  return relative(root, join(root, dirname(from), specifier)).replaceAll('\\', '/');
}

const importers = new Map<string, Set<string>>();
for (const [path, { imports }] of modules)
  for (const { from, name } of imports) {
    const key = `${targetOf(path, from)} ${name}`;
    importers.set(key, (importers.get(key) ?? new Set()).add(path));
  }

const importersOf = (path: string, name: string): readonly string[] => [
  ...(importers.get(`${path} ${name}`) ?? []),
  ...(importers.get(`${path} *`) ?? []),
];

const found = [...modules].flatMap(([path, { exports }]: [string, Module]) =>
  offered.has(path) || otherwiseUsed.some((pattern) => pattern.test(path))
    ? []
    : exports.map((name) => ({ path, name, by: importersOf(path, name) })),
);
const unused = found.filter(({ by }) => by.length === 0);
const testOnly = found.filter(({ path, by }) => by.length > 0 && !isTest(path) && by.every(isTest));

const print = (title: string, list: typeof found) =>
  process.stdout.write(
    `${[`${title}: ${list.length}`, ...list.map(({ path, name }) => `  ${path} ${name}`)].join('\n')}\n`,
  );
print('Imported by nobody', unused);
print('Imported by tests alone', testOnly);
process.exitCode = unused.length === 0 ? 0 : 1;
