import { parseArgs } from 'node:util';
import type { RedriveOptions } from './dlq/redrive.ts';
import type { ShowOptions } from './dlq/show.ts';
import type { ReplayOptions } from './replay/replay.ts';
import type { TargetOptions } from './target.ts';
import { momentOf } from './time.ts';
import { OpsError } from './user-error.ts';

export const usage = `npm run events -- COMMAND [--stage dev] [--region REGION] [--local [--port 3000]]

  dlq list                        what waits in the dead-letter queues
  dlq show QUEUE                  messages with reason, attempts, correlation id and event
      --max N                     at most so many; 10 by default
      --json                      one JSON object a line
  dlq redrive QUEUE               sends messages back to where they came from
      --filter TYPE               only events of this type; orders.order.* for all that begin so
      --reason REASON             only those that are there for this reason
      --rate N                    at most so many a second, 1 to 500
  replay --from TIME [--to TIME]  sends archived events to the rules of the bus again
      --type TYPE                 only to rules that take nothing but this type
      --rule NAME                 only to this rule, all that it takes

redrive and replay ask before they change anything: --dry-run only says what would be done, --yes does not ask.
A TIME is 2026-11-22T16:00:00Z, 2026-11-22, now, or how long ago: 90m, 2h, 3d.
AWS is reached as the AWS CLI reaches it (AWS_PROFILE, AWS_REGION); --local reaches what npm start runs.`;

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'dlq list' }
  | ({ readonly name: 'dlq show' } & ShowOptions)
  | ({ readonly name: 'dlq redrive' } & RedriveOptions)
  | ({ readonly name: 'replay' } & ReplayOptions);

const everywhere = {
  stage: { type: 'string' },
  region: { type: 'string' },
  local: { type: 'boolean' },
  port: { type: 'string' },
  help: { type: 'boolean' },
} as const;
const changing = { 'dry-run': { type: 'boolean' }, yes: { type: 'boolean' } } as const;
const own = {
  'dlq list': {},
  'dlq show': { max: { type: 'string' }, json: { type: 'boolean' } },
  'dlq redrive': { ...changing, filter: { type: 'string' }, reason: { type: 'string' }, rate: { type: 'string' } },
  replay: {
    ...changing,
    from: { type: 'string' },
    to: { type: 'string' },
    type: { type: 'string' },
    rule: { type: 'string' },
  },
} as const;
type Name = keyof typeof own;
type Values = Readonly<Record<string, string | boolean | undefined>>;

export interface Invocation {
  readonly command: Command;
  readonly target: TargetOptions;
}

/** @throws OpsError that says what is not understood, and what is */
export function readCommandLine(args: readonly string[], now = new Date()): Invocation {
  const [first = '', second = ''] = args;
  const words = first === 'dlq' ? 2 : 1;
  const name = words === 2 ? `${first} ${second}` : first;
  if (['', 'help', '--help', '-h'].includes(name)) return { command: { name: 'help' }, target: { stage: '' } };
  if (!Object.hasOwn(own, name)) {
    throw new OpsError(`There is no command ${JSON.stringify(name.trim())}. ${hint}`);
  }
  const { values, positionals } = parse(name as Name, args.slice(words));
  if (values.help === true) return { command: { name: 'help' }, target: { stage: '' } };
  return { command: commandOf(name as Name, values, positionals, now), target: targetOptions(values) };
}

const hint = 'npm run events -- help shows what there is.';

function parse(name: Name, args: readonly string[]): { readonly values: Values; readonly positionals: string[] } {
  try {
    const options = { ...everywhere, ...own[name] };
    const { values, positionals } = parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
    return { values: values as Values, positionals };
  } catch (error) {
    const [reason] = String(Object(error).message).split('. ');
    throw new OpsError(`${name}: ${reason}. ${hint}`, { cause: error });
  }
}

function commandOf(name: Name, values: Values, positionals: readonly string[], now: Date): Command {
  const takesQueue = name === 'dlq show' || name === 'dlq redrive';
  const [queue = '', ...rest] = positionals;
  if (takesQueue ? rest.length > 0 : positionals.length > 0) {
    throw new OpsError(`${name}: ${JSON.stringify(positionals.at(-1))} is one word too many. ${hint}`);
  }
  if (takesQueue && queue === '') throw new OpsError(`${name} takes the name of a queue; dlq list shows them.`);
  const consent = { dryRun: values['dry-run'] === true, yes: values.yes === true };
  if (name === 'dlq list') return { name };
  if (name === 'dlq show')
    return { name, queue, max: whole('--max', values.max, 1, 1_000, 10), json: values.json === true };
  if (name === 'dlq redrive') {
    const rate = values.rate === undefined ? {} : { rate: whole('--rate', values.rate, 1, 500, 0) };
    return { name, queue, ...consent, ...rate, ...texts(values, 'filter', 'reason') };
  }
  if (values.from === undefined)
    throw new OpsError('replay takes --from, the time of the first event. It is inclusive.');
  if (values.type !== undefined && values.rule !== undefined) {
    throw new OpsError('replay takes --type or --rule, not both.');
  }
  const from = momentOf('--from', String(values.from), now);
  return {
    name,
    from,
    to: momentOf('--to', String(values.to ?? 'now'), now),
    ...consent,
    ...texts(values, 'type', 'rule'),
  };
}

function targetOptions({ stage, region, local, port }: Values): TargetOptions {
  if (local !== true && port !== undefined) throw new OpsError('--port is of a local cloud: add --local.');
  if (local === true && region !== undefined) throw new OpsError('--region is of AWS: a local cloud has its own.');
  const name = String(stage ?? (local === true ? 'local' : 'dev'));
  if (!/^[a-z][a-z0-9-]{0,15}$/.test(name)) {
    throw new OpsError(`--stage is the name of a stage, such as dev or prod; received ${JSON.stringify(name)}.`);
  }
  return {
    stage: name,
    ...(region === undefined ? {} : { region: String(region) }),
    ...(local === true ? { localPort: whole('--port', port, 1, 65_535, 3_000) } : {}),
  };
}

function whole(
  option: string,
  value: string | boolean | undefined,
  least: number,
  most: number,
  other: number,
): number {
  if (value === undefined) return other;
  const number = Number(value);
  if (/^\d+$/.test(String(value)) && number >= least && number <= most) return number;
  throw new OpsError(`${option} is a whole number from ${least} to ${most}, received ${JSON.stringify(value)}.`);
}

function texts<Names extends string>(values: Values, ...names: Names[]): { readonly [Name in Names]?: string } {
  const given = names.flatMap((name) => (values[name] === undefined ? [] : [[name, String(values[name])] as const]));
  return Object.fromEntries(given) as { [Name in Names]?: string };
}
