import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { rules } from 'penstock-rules';
import { parse } from 'yaml';
import { rules as contractRules } from '../../packages/penstock/constructs/rules/index.ts';

const read = (path: string) => readFileSync(path, 'utf8');
const linksIn = (path: string) =>
  // Code may look like a link.
  [
    ...read(path)
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\((?!https?:)([^)#]+)/g),
  ].map(([, link = '']) => join(dirname(path), link));

describe('the documentation', () => {
  const pages = [
    ...['README.md', 'AGENTS.md', 'CONTRIBUTING.md', 'SECURITY.md'],
    ...globSync(['docs/*.md', 'docs/{how-to,reference}/*.md', 'packages/*/README.md']),
  ];

  it.each(pages)('leads nowhere that is not there: %s', (page) => {
    expect(linksIn(page).filter((target) => !existsSync(target))).toEqual([]);
  });

  it('is all within reach of its index', () => {
    const index = linksIn('docs/index.md');

    // Decisions and runbooks have an index of their own.
    expect(
      globSync('docs/{*,how-to/*,reference/*}.md').filter((page) => !['docs/index.md', ...index].includes(page)),
    ).toEqual([]);
  });

  it('has a line for each decision', () => {
    const files = globSync('docs/decisions/[0-9]*.md');

    expect(linksIn('docs/decisions/README.md').toSorted()).toEqual(files.toSorted());
  });

  it('names each rule of the contract', () => {
    const rows = [...read('docs/how-to/rules.md').matchAll(/^\| (`.+?) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([a-z-]+)`/g)].map(([, id = '']) => id),
    );

    expect(rows.toSorted()).toEqual(contractRules.map(({ id }) => id).toSorted());
    expect(rules.filter(({ id }) => rows.includes(id))).toEqual([]);
  });
});

describe('a workflow', () => {
  const workflows = globSync('.github/workflows/*.yml').map((path) => [path, read(path)] as const);

  it.each(workflows)('uses actions by their commits, with the version beside it: %s', (_path, text) => {
    const used = [...text.matchAll(/uses: (.+)/g)].map(([, action = '']) => action);

    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  });

  it.each(workflows)('may read, and leaves no credentials behind: %s', (_path, text) => {
    const { permissions, jobs } = parse(text);

    expect(permissions).toEqual({ contents: 'read' });
    for (const { steps, 'timeout-minutes': minutes } of Object.values<{ steps: object[]; 'timeout-minutes': number }>(
      jobs,
    )) {
      expect(minutes).toBeGreaterThan(0);
      expect(steps[0]).toMatchObject({ with: { 'persist-credentials': false } });
    }
  });

  it('publishes every package, each after those that it needs', () => {
    const published = [
      ...read('.github/workflows/release.yml').matchAll(/npm publish \.\/packages\/([\w-]+)\/dist/g),
    ].map(([, name = '']) => name);
    const neededBy = (name: string): readonly string[] =>
      Object.keys(JSON.parse(read(`packages/${name}/package.json`)).dependencies ?? {});

    expect(published.toSorted()).toEqual(
      globSync('packages/*/package.json')
        .map((path) => path.split(/[\\/]/)[1])
        .toSorted(),
    );
    for (const [index, name] of published.entries())
      expect(neededBy(name).filter((one) => published.slice(index).includes(one))).toEqual([]);
  });
});

describe('what editors do', () => {
  it('is what Biome formats', () => {
    const { formatter } = JSON.parse(read('biome.json'));
    const settings = read('.editorconfig');

    expect(settings).toContain(`indent_style = ${formatter.indentStyle}`);
    expect(settings).toContain(`indent_size = ${formatter.indentWidth}`);
    expect(settings).toContain(`max_line_length = ${formatter.lineWidth}`);
  });
});

describe('a pin that is not the latest', () => {
  it('is the version that is installed', () => {
    const { devDependencies, overrides } = JSON.parse(read('package.json'));
    const page = read('docs/how-to/update-dependencies.md');

    for (const name of ['aws-cdk', '@biomejs/biome', 'jest', '@swc/core', 'typescript'])
      expect(page).toContain(`| ${devDependencies[name]}`);
    expect(page).toContain(`\`unrs-resolver\` ${overrides['unrs-resolver']}`);
  });
});
