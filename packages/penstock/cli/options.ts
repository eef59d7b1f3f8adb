import { parseArgs } from 'node:util';
import { nearest } from './nearest.ts';
import { UserError } from './user-error.ts';

/** An option of a command line, by its long name in a table. */
export interface Option {
  /** What its value is called in the help, such as `PORT`; absent: a switch, which takes none. */
  readonly value?: string;
  readonly default?: string;
}

export type Options = Readonly<Record<string, Option>>;

/** What was given, by the long names: text for an option with a value, `true` for a switch. */
export type Values = Readonly<Record<string, string | boolean | undefined>>;

export interface CommandLine {
  /** `--help` or `-h` was given; then nothing else was checked. */
  readonly help: boolean;
  readonly values: Values;
  /** What is neither an option nor the value of one. */
  readonly words: readonly string[];
}

/** A command line that is not understood. `message` is one line for whoever typed it. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';
}

/**
 * Reads a command line in which only these options may stand.
 *
 * @throws UsageError naming what is not understood, and the option that may be meant
 */
export function readOptions(options: Options, args: readonly string[]): CommandLine {
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(Object.entries(options).map(([name, { value }]) => [name, typeOf(value)])),
      help: { type: 'boolean', short: 'h' },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = tokens.filter((token) => token.kind === 'option');
  if (given.some(({ name }) => name === 'help')) return { help: true, values: {}, words: [] };
  const defaults = Object.entries(options).map(([name, option]) => [name, option.default] as const);
  return {
    help: false,
    values: Object.fromEntries([...defaults, ...given.map((token) => entryOf(token, options))]),
    words: tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : [])),
  };
}

const typeOf = (value: string | undefined) => ({ type: value === undefined ? 'boolean' : 'string' }) as const;

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function entryOf(
  { name, rawName, value, inlineValue }: OptionToken,
  options: Options,
): readonly [string, Values[string]] {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) throw unknown(rawName, Object.keys(options));
  if (option.value === undefined) {
    if (inlineValue === true) throw new UsageError(`--${name} takes no value, received ${JSON.stringify(value)}.`);
    return [name, true];
  }
  // `--filter --yes` forgets a value rather than giving one.
  if (value === undefined || (inlineValue !== true && value.startsWith('-'))) {
    throw new UsageError(`--${name} takes a value; one that begins with a dash is given as --${name}=VALUE.`);
  }
  return [name, value];
}

function unknown(rawName: string, names: readonly string[]): UsageError {
  const meant = nearest(rawName.replace(/^-+/, ''), [...names, 'help']);
  return new UsageError(`There is no option ${rawName}${meant === undefined ? '.' : `; did you mean --${meant}?`}`);
}
