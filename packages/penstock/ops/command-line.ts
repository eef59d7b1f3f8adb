import { whole, words } from '../cli/option-values.ts';
import type { Values } from '../cli/options.ts';
import { type Program, readSubcommand } from '../cli/subcommands.ts';
import { UserError } from '../cli/user-error.ts';
import type { Choice } from './dlq/choice.ts';
import type { DropOptions } from './dlq/drop.ts';
import type { RedriveOptions } from './dlq/redrive.ts';
import type { ShowOptions } from './dlq/show.ts';
import type { ReplayOptions } from './replay/replay.ts';
import { type TargetOptions, targetOptions } from './target.ts';
import { momentOf } from './time.ts';
import type { UndeliverableOptions } from './undeliverable.ts';

export type Command =
  | { readonly name: 'dlq list' }
  | ({ readonly name: 'dlq show' } & ShowOptions)
  | ({ readonly name: 'dlq redrive' } & RedriveOptions)
  | ({ readonly name: 'dlq drop' } & DropOptions)
  | ({ readonly name: 'undeliverable' } & UndeliverableOptions)
  | ({ readonly name: 'replay' } & ReplayOptions);

const everywhere = {
  stage: { value: 'STAGE', help: 'dev by default; local with --local' },
  region: { value: 'REGION', help: 'by default as the AWS CLI takes it' },
  local: { help: 'what npm start runs, instead of AWS' },
  port: { value: 'PORT', help: "of the local cloud's API; 3000 by default" },
} as const;
const changing = {
  'dry-run': { help: 'only says what would be done' },
  yes: { help: 'does not ask' },
} as const;
const showing = {
  max: { value: 'N', help: 'at most so many; 10 by default' },
  json: { help: 'one JSON object a line' },
} as const;
const choosing = {
  filter: { value: 'TYPE', help: 'only events of this type; parcels.parcel.* for all that begin so' },
  reason: { value: 'REASON', help: 'only those that are there for this reason' },
  id: { value: 'MESSAGE_ID,...', help: 'only these' },
} as const;
const ofQueue = { takes: 'QUEUE', hint: '; dlq list shows them' } as const;

const program = {
  name: 'npm run events --',
  summary: 'Looks into the dead-letter queues of a stage, sends back, deletes, and replays its archive.',
  options: everywhere,
  commands: {
    'dlq list': { summary: 'what waits in the dead-letter queues', options: {} },
    'dlq show': {
      ...ofQueue,
      summary: 'messages with reason, attempts, correlation id and event',
      options: showing,
    },
    'dlq redrive': {
      ...ofQueue,
      summary: 'sends messages back to where they came from',
      options: { ...choosing, rate: { value: 'N', help: 'at most so many a second, 1 to 500' }, ...changing },
    },
    'dlq drop': {
      ...ofQueue,
      summary: 'deletes messages for good; takes a choice of them, or --all',
      options: { ...choosing, all: { help: 'every message' }, ...changing },
    },
    undeliverable: {
      summary: 'events that neither their queue nor a dead-letter queue took, whole; with --local only',
      options: showing,
    },
    replay: {
      summary: 'sends archived events to the rules of the bus again',
      options: {
        from: { value: 'TIME', help: 'from when; has to be given' },
        to: { value: 'TIME', help: 'until when; now by default' },
        type: {
          value: 'TYPE',
          help: 'only to rules that take nothing but this type: works for a type with a rule of its own',
        },
        rule: { value: 'NAME', help: 'only to this rule, all that it takes' },
        ...changing,
      },
    },
  },
  notes: [
    'A TIME is 2026-11-22T16:00:00Z, 2026-11-22, now, or how long ago: 90m, 2h, 3d.',
    'AWS is reached as the AWS CLI reaches it (AWS_PROFILE, AWS_REGION); --local reaches what npm start runs.',
  ],
} as const satisfies Program<string>;

export interface Invocation {
  readonly command: Command;
  readonly target: TargetOptions;
}

export type Reading = { readonly kind: 'help'; readonly text: string } | ({ readonly kind: 'run' } & Invocation);

/** @throws UserError that says what is not understood, and what is */
export function readCommandLine(args: readonly string[], now: Date): Reading {
  const reading = readSubcommand(program, args);
  if (reading.kind === 'help') return reading;
  const { name, values, word } = reading;
  return { kind: 'run', command: commandOf(name, values, word, now), target: targetOptions(values) };
}

function commandOf(name: keyof typeof program.commands, values: Values, queue: string, now: Date): Command {
  const consent = { dryRun: values['dry-run'] === true, yes: values.yes === true };
  switch (name) {
    case 'dlq list':
      return { name };
    case 'dlq show':
      return { name, queue, ...shownOf(values) };
    case 'undeliverable':
      return { name, ...shownOf(values) };
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

const shownOf = (values: Values) => ({
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
  throw new UserError(
    chosen
      ? 'dlq drop takes --all or a choice (--filter, --reason, --id), not both.'
      : 'dlq drop takes a choice (--filter, --reason, --id), or --all for every message.',
  );
}

function replayOptions(values: Values, now: Date) {
  if (values.from === undefined)
    throw new UserError('replay takes --from, the time of the first event. It is inclusive.');
  if (values.type !== undefined && values.rule !== undefined) {
    throw new UserError('replay takes --type or --rule, not both.');
  }
  return {
    from: momentOf('--from', String(values.from), now),
    to: momentOf('--to', String(values.to ?? 'now'), now),
    ...words(values, 'type', 'rule'),
  };
}
