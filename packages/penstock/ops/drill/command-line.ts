import { whole } from '../../cli/option-values.ts';
import { apiPort } from '../../cli/port-option.ts';
import { type Program, readSubcommand } from '../../cli/subcommands.ts';
import { type TargetOptions, targetOptions } from '../target.ts';

export interface DrillOptions {
  readonly queue: string;
  /** How many messages the drill sends. */
  readonly count: number;
  /** Goes on without asking. */
  readonly yes: boolean;
}

export type DrillName = keyof typeof program.commands;

const ofQueue = { takes: 'QUEUE', hint: ', such as labels', options: {} } as const;

const program = {
  name: 'npm run drill --',
  summary: 'Makes what a runbook is about in the stage that npm start runs, and walks through the runbook.',
  options: {
    count: { value: 'N', default: '3', help: 'how many messages the drill sends, 1 to 100' },
    yes: { help: 'goes on without asking' },
    stage: { value: 'STAGE', default: 'local', help: 'the stage that runs' },
    port: { ...apiPort, help: "of the local cloud's API" },
  },
  commands: {
    dlq: { ...ofQueue, summary: 'messages that nobody can read: docs/runbooks/dlq-not-empty.md' },
    backlog: { ...ofQueue, summary: 'messages that nobody takes: docs/runbooks/backlog.md' },
  },
  notes: ['A drill removes what it made; --yes plays it to its end by itself.'],
} as const satisfies Program<string>;

export type DrillReading =
  | { readonly kind: 'help'; readonly text: string }
  | {
      readonly kind: 'run';
      readonly name: DrillName;
      readonly options: DrillOptions;
      readonly target: TargetOptions & { readonly localPort: number };
    };

/** @throws UserError that says what is not understood, and what is */
export function readDrill(args: readonly string[]): DrillReading {
  const reading = readSubcommand(program, args);
  if (reading.kind === 'help') return reading;
  const { name, values, word: queue } = reading;
  const { stage = 'local', port } = values;
  const target = targetOptions({ stage, local: true, port });
  const options = { queue, count: whole('--count', values.count, 1, 100) ?? 3, yes: values.yes === true };
  return { kind: 'run', name, options, target: { ...target, localPort: target.localPort ?? 3_000 } };
}
