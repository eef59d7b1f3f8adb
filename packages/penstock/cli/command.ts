import { type Option, type Options, readOptions, UsageError, type Values } from './options.ts';

/** A command without words of its own, as its help describes it. */
export interface Command {
  /** As it is typed before its options, such as `npm run token --`. */
  readonly name: string;
  /** What it does: a sentence. */
  readonly summary: string;
  readonly options: Readonly<Record<string, Option & { readonly help: string }>>;
  /** What follows the options in its help: examples, or what else is worth knowing. */
  readonly notes?: readonly string[];
}

export type Reading =
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'run'; readonly values: Values };

/** @throws UsageError, in one line, for what is not understood */
export function readCommand(command: Command, args: readonly string[]): Reading {
  const hint = `${command.name} --help shows what there is.`;
  try {
    const { help, values, words } = readOptions(command.options, args);
    if (help) return { kind: 'help', text: helpOf(command) };
    const [word] = words;
    if (word !== undefined) throw new UsageError(`${JSON.stringify(word)} is no option, and no word is expected here.`);
    return { kind: 'run', values };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${error.message} ${hint}`, { cause: error });
  }
}

/** What `--help` prints: each option with what it does and its default. */
function helpOf({ name, summary, options, notes = [] }: Command): string {
  return [
    `${name} [OPTIONS]`,
    '',
    summary,
    '',
    ...describeOptions(options),
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ].join('\n');
}

function describeOptions(options: Command['options']): readonly string[] {
  const rows = Object.entries(options).map(([name, option]) => [nameOf(name, option), describe(option)] as const);
  const all = [...rows, ['--help', 'shows this'] as const];
  const width = Math.max(...all.map(([left]) => left.length));
  return all.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

const nameOf = (name: string, { value }: Options[string]): string =>
  value === undefined ? `--${name}` : `--${name} ${value}`;

const describe = ({ help, default: usual }: Command['options'][string]): string =>
  usual === undefined ? help : `${help} (default: ${usual})`;
