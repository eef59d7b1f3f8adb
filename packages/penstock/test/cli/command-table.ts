import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A command of `penstock`: its module, and the words that go before those of the user. */
export interface TabledCommand {
  readonly name: string;
  readonly file: string;
  readonly words: readonly string[];
}

const folder = join(import.meta.dirname, '../../cli');

/** The source that lists the commands: to load it is to run one of them. */
export const tableText = readFileSync(join(folder, 'commands.ts'), 'utf8');

const entry = /^ {2}'?([\w:-]+)'?: \{ load: (?:contract|.*import\('(.+)'\)).*?(?:word: '(\w+)')? \},$/gm;

export const commandTable: readonly TabledCommand[] = [...tableText.matchAll(entry)].map(
  ([, name = '', file = '../contract/cli.ts', word]) => ({
    name,
    file: join(folder, file),
    words: word === undefined ? [] : [word],
  }),
);
