import { nearest } from '../cli/nearest.ts';
import { type CommandLine, readOptions, UsageError, type Values } from '../cli/options.ts';
import type { Choice } from './dlq/choice.ts';
import type { DropOptions } from './dlq/drop.ts';
import type { RedriveOptions } from './dlq/redrive.ts';
import type { ShowOptions } from './dlq/show.ts';
import { whole, words } from './option-values.ts';
import type { ReplayOptions } from './replay/replay.ts';
import { type TargetOptions, targetOptions } from './target.ts';
import { momentOf } from './time.ts';
import type { UndeliverableOptions } from './undeliverable.ts';
import { OpsError } from './user-error.ts';

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'dlq list' }
  | ({ readonly name: 'dlq show' } & ShowOptions)
  | ({ readonly name: 'dlq redrive' } & RedriveOptions)
  | ({ readonly name: 'dlq drop' } & DropOptions)
  | ({ readonly name: 'undeliverable' } & UndeliverableOptions)
  | ({ readonly name: 'replay' } & ReplayOptions);

const text = { value: 'VALUE' } as const;
const flag = {} as const;
const everywhere = { stage: text, region: text, local: flag, port: text } as const;
const changing = { 'dry-run': flag, yes: flag } as const;
const choosing = { filter: text, reason: text, id: text } as const;
const own = {
  'dlq list': {},
  'dlq show': { max: text, json: flag },
  undeliverable: { max: text, json: flag },
  'dlq redrive': { ...changing, ...choosing, rate: text },
  'dlq drop': { ...changing, ...choosing, all: flag },
  replay: { ...changing, from: text, to: text, type: text, rule: text },
} as const;
type Name = keyof typeof own;

export interface Invocation {
  readonly command: Command;
  readonly target: TargetOptions;
}

/** @throws OpsError that says what is not understood, and what is */
export function readCommandLine(args: readonly string[], now: Date): Invocation {
  const [first = '', second = ''] = args;
  const length = first === 'dlq' ? 2 : 1;
  const name = length === 2 ? `${first} ${second}` : first;
  if (['', 'help', '--help', '-h'].includes(name)) return { command: { name: 'help' }, target: { stage: '' } };
  if (!Object.hasOwn(own, name)) {
    if (args.some((word) => word === '--help' || word === '-h'))
      return { command: { name: 'help' }, target: { stage: '' } };
    const meant = nearest(name.trim(), Object.keys(own));
    const question = meant === undefined ? '' : ` Did you mean ${meant}?`;
    throw new OpsError(`There is no command ${JSON.stringify(name.trim())}.${question} ${hint}`);
  }
  const { help, values, words: positionals } = parse(name as Name, args.slice(length));
  if (help) return { command: { name: 'help' }, target: { stage: '' } };
  return { command: commandOf(name as Name, values, positionals, now), target: targetOptions(values) };
}

const hint = 'npm run events -- help shows what there is.';

function parse(name: Name, args: readonly string[]): CommandLine {
  try {
    return readOptions({ ...everywhere, ...own[name] }, args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new OpsError(`${name}: ${error.message} ${hint}`, { cause: error });
  }
}

function commandOf(name: Name, values: Values, positionals: readonly string[], now: Date): Command {
  const takesQueue = name === 'dlq show' || name === 'dlq redrive' || name === 'dlq drop';
  const [queue = '', ...rest] = positionals;
  if (takesQueue ? rest.length > 0 : positionals.length > 0) {
    throw new OpsError(`${name}: ${JSON.stringify(positionals.at(-1))} is one word too many. ${hint}`);
  }
  if (takesQueue && queue === '') throw new OpsError(`${name} takes the name of a queue; dlq list shows them.`);
  const consent = { dryRun: values['dry-run'] === true, yes: values.yes === true };
  switch (name) {
    case 'dlq list':
      return { name };
    case 'dlq show':
      return { name, queue, ...showing(values) };
    case 'undeliverable':
      return { name, ...showing(values) };
    case 'dlq redrive': {
      const rate = whole('--rate', values.rate, 1, 500);
      return { name, queue, ...consent, ...(rate && { rate }), ...choiceOf(values) };
    }
    case 'dlq drop':
      return { name, queue, ...consent, ...dropChoice(values) };
    case 'replay':
      return { name, ...consent, ...replayOptions(values, now) };
  }
}

const showing = (values: Values) => ({
  max: whole('--max', values.max, 1, 1_000) ?? 10,
  json: values.json === true,
});

function choiceOf(values: Values): Choice {
  const { id, ...choice } = words(values, 'filter', 'reason', 'id');
  return { ...choice, ...(id !== undefined && { ids: id.split(',') }) };
}

function dropChoice(values: Values): Choice {
  const choice = choiceOf(values);
  const chosen = Object.keys(choice).length > 0;
  if (chosen !== (values.all === true)) return choice;
  throw new OpsError(
    chosen
      ? 'dlq drop takes --all or a choice (--filter, --reason, --id), not both.'
      : 'dlq drop takes a choice (--filter, --reason, --id), or --all for every message.',
  );
}

function replayOptions(values: Values, now: Date) {
  if (values.from === undefined)
    throw new OpsError('replay takes --from, the time of the first event. It is inclusive.');
  if (values.type !== undefined && values.rule !== undefined) {
    throw new OpsError('replay takes --type or --rule, not both.');
  }
  return {
    from: momentOf('--from', String(values.from), now),
    to: momentOf('--to', String(values.to ?? 'now'), now),
    ...words(values, 'type', 'rule'),
  };
}
