import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commandTable } from '../../packages/penstock/test/cli/command-table.ts';
import { runCommandHere } from '../../packages/penstock/testkit/command.ts';

const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync('package.json', 'utf8')).scripts;
const pages = ['README.md', 'AGENTS.md', 'CONTRIBUTING.md', 'docs/*.md', 'docs/{how-to,reference,runbooks}/*.md'];

/** A command line of a document: `npm run NAME --`, `npm start --`, `npx penstock NAME`, with what follows. */
interface Shown {
  readonly page: string;
  readonly name: string;
  readonly args: string;
}

const shownIn = (page: string): readonly Shown[] => {
  const text = readFileSync(page, 'utf8').replaceAll(/ *\\\n */g, ' ');
  const lines = text.matchAll(
    /np[mx] (?:run )?(?:--silent )?(start|penstock [\w:-]+|[\w:-]+)(?: (?:-- )?([^`|#\n)"&]*))?/g,
  );
  return [...lines].map(([, name = '', args = '']) => ({ page, name: name.replace('penstock ', ''), args }));
};

/** What a script runs, by its name in package.json or its own: the module and its first words. */
function moduleOf(name: string): readonly [string, readonly string[]] | undefined {
  const [, command = name] = /^penstock (\S+)$/.exec(scripts[name] ?? '') ?? [];
  const found = commandTable.find((one) => one.name === command);
  return found === undefined ? undefined : [found.file, found.words];
}

const helps = new Map<string, Promise<string>>();
async function helpOf(file: string, words: readonly string[]): Promise<string> {
  const key = [file, ...words].join(' ');
  const help = helps.get(key) ?? runCommandHere(file, [...words, '--help']).then(({ stdout }) => stdout);
  helps.set(key, help);
  return help;
}

const optionsIn = (args: string): readonly string[] =>
  [...args.matchAll(/(?<=^|\s)--[a-z][\w-]*/g)].map(([one]) => one);

const shown = pages
  .flatMap((pattern) => globSync(pattern))
  .toSorted()
  .flatMap(shownIn);
const own = shown.filter(({ name }) => moduleOf(name) !== undefined);

describe('the documents', () => {
  it('show every command of an app', () => {
    const names = new Set(own.map(({ name }) => JSON.stringify(moduleOf(name))));
    const missing = commandTable.filter(({ file, words }) => !names.has(JSON.stringify([file, words])));

    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('name no script that neither package.json nor a new app has', () => {
    const run = pages
      .flatMap((pattern) => globSync(pattern))
      .flatMap((page) => [...readFileSync(page, 'utf8').matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)])
      .map(([, name = '']) => name);

    expect([...new Set(run)].filter((name) => !Object.hasOwn(scripts, name) && name !== 'upgrade')).toEqual([]);
  });

  it('give no command an option that it does not have', async () => {
    const wrong: string[] = [];
    for (const { page, name, args } of own) {
      const [file, words] = moduleOf(name) ?? ['', []];
      const help = await helpOf(file, words);
      const unknown = optionsIn(args).filter((option) => !new RegExp(`^ +${option}( |$)`, 'm').test(help));
      wrong.push(...unknown.map((option) => `${page}: npm run ${name} -- ${option}`));
    }

    expect(wrong).toEqual([]);
  });

  it('give the CDK CLI no verb and no option that it does not have', () => {
    const { resolve } = createRequire(import.meta.url);
    const registry = readFileSync(join(resolve('aws-cdk/package.json'), '../lib/cli/cli-type-registry.json'), 'utf8');
    const { commands, globalOptions } = JSON.parse(registry);
    const namesOf = (options: object = {}) =>
      Object.entries(options).flatMap(([name, { alias }]) => [
        `--${name}`,
        `--no-${name}`,
        ...[alias ?? []].flat().map((one: string) => `-${one}`),
      ]);
    const lines = pages
      .flatMap((pattern) => globSync(pattern))
      .flatMap((page) => [...readFileSync(page, 'utf8').matchAll(/npx cdk (\w+) ?([^`|#\n]*)/g)])
      .map(([line, verb = '', args = '']) => ({ line, verb, args }));
    const wrong = lines.filter(({ verb, args }) => {
      const known = [...namesOf(globalOptions), ...namesOf(commands[verb]?.options)];
      const given = [...args.matchAll(/(?<=^|\s)--?[a-z][\w-]*/g)].map(([one]) => one);
      return commands[verb] === undefined || given.some((option) => !known.includes(option));
    });

    expect(lines.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });
});
