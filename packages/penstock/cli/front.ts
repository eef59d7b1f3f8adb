import { readFileSync } from 'node:fs';
import { nearest } from './nearest.ts';
import { UserError } from './user-error.ts';

/**
 * What `penstock` itself answers to its first word; undefined: that is one of its commands.
 *
 * @throws UserError for a word that is none
 */
export function answerOf(word: string, names: readonly string[]): string | undefined {
  if (names.includes(word)) return undefined;
  if (['help', '--help', '-h'].includes(word)) return help(names);
  if (['--version', '-v'].includes(word)) return version();
  const meant = nearest(word, names);
  const received = word === '' ? 'nothing' : JSON.stringify(word);
  throw new UserError(
    `There is no such command of penstock.
    received ${received}
    expected one of ${names.join(', ')}
    fix      ${meant === undefined ? 'npx penstock --help' : `npx penstock ${meant}`}`,
  );
}

const help = (names: readonly string[]): string =>
  `npx penstock COMMAND [OPTIONS]

One contract, one production serverless API on AWS. In the folder of an app, COMMAND is one of

${names.map((name) => `  ${name}`).join('\n')}

npx penstock COMMAND --help says what it does and takes; npx penstock --version, which kit this is.`;

function version(): string {
  return String(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version);
}
