import { type Option, type Options, readOptions, UsageError, type Values } from './options.ts';

/** A command without words of its own, as its help describes it. */
export interface Command {
  /** As it is typed before its options, such as `npm run token --`. */
  readonly name: string;
  /** What it does: a sentence. */
  readonly summary: string;
  readonly options: Readonly<Record<string, Option & { readonly help: string }>>;
  /** The word that it takes beside its options; none by default. */
  readonly word?: { readonly name: string; readonly help: string };
  /** What follows the options in its help: examples, or what else is worth knowing. */
  readonly notes?: readonly string[];
}

export type Reading =
  | { readonly kind: 'help'; readonly text: string }
  | {
      readonly kind: 'run';
      readonly values: Values;
      /** What it takes, or empty. */
      readonly word: string;
    };

/** @throws UsageError, in one line, for what is not understood */
export function readCommand(command: Command, args: readonly string[]): Reading {
  const hint = `${command.name} --help shows what there is.`;
  try {
    const { help, values, words } = readOptions(command.options, args);
    if (help) return { kind: 'help', text: helpOf(command) };
    return { kind: 'run', values, word: wordOf(command, words) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${error.message} ${hint}`, { cause: error });
  }
}

function wordOf({ word: taken }: Command, words: readonly string[]): string {
  const [first = '', ...more] = words;
  const stray = taken === undefined ? words[0] : more[0];
  if (stray !== undefined) {
    const expected = taken === undefined ? 'no word is' : `one ${taken.name} is all that is`;
    throw new UsageError(`${JSON.stringify(stray)} is no option, and ${expected} expected here.`);
  }
  if (taken !== undefined && first === '') throw new UsageError(`It takes a ${taken.name}: ${taken.help}.`);
  return first;
}

/** What `--help` prints: each option with what it does and its default. */
function helpOf({ name, summary, options, word, notes = [] }: Command): string {
  return [
    `${name} ${word === undefined ? '' : `${word.name} `}[OPTIONS]`,
    '',
    summary,
    '',
    ...describeOptions(options, word),
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ].join('\n');
}

function describeOptions(options: Command['options'], word: Command['word']): readonly string[] {
  const taken = word === undefined ? [] : [[word.name, word.help] as const];
  const rows = Object.entries(options).map(([name, option]) => [nameOf(name, option), describe(option)] as const);
  const all = [...taken, ...rows, ['--help', 'shows this'] as const];
  const width = Math.max(...all.map(([left]) => left.length));
  return all.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

const nameOf = (name: string, { value }: Options[string]): string =>
  value === undefined ? `--${name}` : `--${name} ${value}`;

const describe = ({ help, default: usual }: Command['options'][string]): string =>
  usual === undefined ? help : `${help} (default: ${usual})`;
