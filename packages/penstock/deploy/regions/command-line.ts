import type { Values } from '../../cli/options.ts';
import { type Program, readSubcommand, type SubcommandReading } from '../../cli/subcommands.ts';
import { UserError } from '../../cli/user-error.ts';
import { type EdgeStage, hasEdge } from '../../constructs/stacks/edge-names.ts';
import type { AppStage } from '../../constructs/stage/app-stage.ts';
import type { Stage } from '../../constructs/stage/stage.ts';

const changing = {
  'dry-run': { help: 'only says what would be done' },
  yes: { help: 'does not ask' },
} as const;

const program = {
  name: 'npm run regions --',
  summary: 'Shows which regions of a stage get traffic, takes one out, and brings it back, without a control plane.',
  options: { stage: { value: 'STAGE', help: 'of lib/stages.ts; has to be given' } },
  commands: {
    status: { summary: 'every region: whether it gets traffic, and why not', options: {} },
    evacuate: {
      takes: 'REGION',
      hint: '; status shows them',
      summary: 'leads callers away from it, by an object in another region',
      options: changing,
    },
    return: { takes: 'REGION', hint: '; status shows them', summary: 'lets it have traffic again', options: changing },
  },
  notes: ['docs/how-to/evacuate-a-region.md says when, what it costs, and which permissions it takes.'],
} as const satisfies Program<string>;

export type RegionsReading = SubcommandReading<keyof typeof program.commands>;

/** @throws UserError that says what is not understood, and what is */
export const readCommandLine = (args: readonly string[]): RegionsReading => readSubcommand(program, args);

/**
 * The stage whose regions are meant, and that has the one that is named.
 *
 * @throws UserError that says which there are
 */
export function chosenStage(
  stages: Readonly<Record<string, Stage>>,
  app: string,
  { stage: name }: Values,
  region: string,
): EdgeStage {
  const known = Object.keys(stages).filter((one) => stages[one] !== undefined && hasEdge(stages[one]));
  const stage = stages[String(name)];
  const whole: AppStage | undefined = stage === undefined ? undefined : { ...stage, app };
  if (whole === undefined || !hasEdge(whole)) {
    throw new UserError(
      `--stage is a stage with several regions and a domain: without one there is nothing to choose among.\n    received ${name === undefined ? 'nothing' : JSON.stringify(name)}\n    expected ${known.length === 0 ? 'such a stage in lib/stages.ts' : `one of ${known.join(', ')}`}`,
    );
  }
  if (region === '' || whole.regions.includes(region)) return whole;
  throw new UserError(
    `${JSON.stringify(region)} is no region of stage ${whole.name}.\n    expected one of ${whole.regions.join(', ')}`,
  );
}
