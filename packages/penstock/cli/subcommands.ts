import type { Command } from './command.ts';
import { nearest } from './nearest.ts';
import { type CommandLine, readOptions, UsageError, type Values } from './options.ts';
import { UserError } from './user-error.ts';

type Described = Command['options'];

/** One command of several that share a name and options. */
export interface Subcommand {
  readonly summary: string;
  /** What the word after it names, such as `QUEUE`; absent: it takes none. */
  readonly takes?: string;
  /** What the word after it may name, where it need not be given. */
  readonly mayTake?: string;
  /** Where the words are to be found, as a sentence goes on: `; dlq list shows them`. */
  readonly hint?: string;
  readonly options: Described;
}

export interface Program<Name extends string> {
  /** As it is typed before the command, such as `npm run events --`. */
  readonly name: string;
  readonly summary: string;
  /** Options of every command. */
  readonly options: Described;
  readonly commands: Readonly<Record<Name, Subcommand>>;
  readonly notes: readonly string[];
}

export type SubcommandReading<Name> =
  | { readonly kind: 'help'; readonly text: string }
  | {
      readonly kind: 'run';
      readonly name: Name;
      readonly values: Values;
      /** What it takes, or empty. */
      readonly word: string;
    };

/** @throws UserError that says what is not understood, and what is */
export function readSubcommand<Name extends string>(
  program: Program<Name>,
  args: readonly string[],
): SubcommandReading<Name> {
  const help = { kind: 'help', text: helpOf(program) } as const;
  const hint = `${program.name} help shows what there is.`;
  const names = Object.keys(program.commands) as Name[];
  const [first = ''] = args;
  if (['', 'help', '--help', '-h'].includes(first)) return help;
  const length = names.some((name) => name.startsWith(`${first} `)) ? 2 : 1;
  const name = args.slice(0, length).join(' ');
  const command: Subcommand | undefined = Object.hasOwn(program.commands, name)
    ? program.commands[name as Name]
    : undefined;
  if (command === undefined) {
    if (args.some((word) => word === '--help' || word === '-h')) return help;
    const meant = nearest(name, names);
    const question = meant === undefined ? '' : ` Did you mean ${meant}?`;
    throw new UserError(`There is no command ${JSON.stringify(name)}.${question} ${hint}`);
  }
  const line = readLine(name, { ...program.options, ...command.options }, args.slice(length), hint);
  if (line.help) return help;
  return { kind: 'run', name: name as Name, values: line.values, word: wordOf(name, command, line.words, hint) };
}

function readLine(name: string, options: Described, args: readonly string[], hint: string): CommandLine {
  try {
    return readOptions(options, args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UserError(`${name}: ${error.message} ${hint}`, { cause: error });
  }
}

function wordOf(name: string, command: Subcommand, words: readonly string[], hint: string): string {
  const { takes, mayTake, hint: where = '' } = command;
  const [word = ''] = words;
  if (words.length > ((takes ?? mayTake) === undefined ? 0 : 1)) {
    throw new UserError(`${name}: ${JSON.stringify(words.at(-1))} is one word too many. ${hint}`);
  }
  if (takes !== undefined && word === '') {
    throw new UserError(`${name} takes the name of a ${takes.toLowerCase()}${where}.`);
  }
  return word;
}

/** What `help` prints: the options of all, then each command with its own. */
function helpOf<Name extends string>({ name, summary, options, commands, notes }: Program<Name>): string {
  const rows = [
    ...optionRows(options, ''),
    ['--help', 'shows this'] as const,
    undefined,
    ...Object.entries<Subcommand>(commands).flatMap(([word, command]) => [
      [[word, wordsOf(command)].join(' ').trimEnd(), command.summary] as const,
      ...optionRows(command.options, '    '),
    ]),
  ];
  const width = Math.max(...rows.map((row) => row?.[0].length ?? 0));
  const lines = rows.map((row) => (row === undefined ? '' : `  ${row[0].padEnd(width)}  ${row[1]}`));
  return [`${name} COMMAND [OPTIONS]`, '', summary, '', ...lines, ...(notes.length === 0 ? [] : ['', ...notes])].join(
    '\n',
  );
}

const wordsOf = ({ takes, mayTake }: Subcommand): string => takes ?? (mayTake === undefined ? '' : `[${mayTake}]`);

function optionRows(options: Described, indent: string): readonly (readonly [string, string])[] {
  return Object.entries(options).map(([name, { value, help }]) => [
    `${indent}--${name}${value === undefined ? '' : ` ${value}`}`,
    help,
  ]);
}
