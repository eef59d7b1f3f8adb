import { words } from '../../cli/option-values.ts';
import type { Values } from '../../cli/options.ts';
import { portOf } from '../../cli/port-option.ts';
import { type Program, readSubcommand } from '../../cli/subcommands.ts';
import { UserError } from '../../cli/user-error.ts';
import { planName, tenantName } from '../../contract/tenant-keys.ts';
import type { AddOptions } from './add.ts';
import type { ChangePlanOptions } from './change-plan.ts';
import type { ListOptions } from './list.ts';
import type { RemoveOptions } from './remove.ts';
import type { StageOptions } from './stage-regions.ts';

export type Command =
  | ({ readonly name: 'add' } & AddOptions)
  | ({ readonly name: 'plan' } & ChangePlanOptions)
  | ({ readonly name: 'remove' } & RemoveOptions)
  | ({ readonly name: 'list' } & ListOptions);

const changing = {
  'dry-run': { help: 'only says what would be done' },
  yes: { help: 'does not ask' },
} as const;
const planOption = { value: 'PLAN', help: 'of the contract; that with the lowest rate by default' } as const;

const program = {
  name: 'npm run tenants --',
  summary: 'Lets tenants of a stage in, and locks them out, in every region. Each command can be repeated safely.',
  options: {
    stage: { value: 'STAGE', default: 'dev', help: 'of lib/stages.ts (default: dev)' },
    region: { value: 'REGION', default: 'all', help: 'one of the stage (default: all of them)' },
    port: { value: 'PORT', default: '3000', help: 'where a local stage runs (default: 3000)' },
  },
  commands: {
    add: { takes: 'TENANT', summary: 'gives tenants a key on a plan', options: { plan: planOption } },
    plan: {
      takes: 'TENANT',
      summary: 'puts tenants on another plan',
      options: {
        plan: { ...planOption, help: 'of the contract' },
        keep: { help: 'lets tokens that claim the plan before be used on' },
        ...changing,
      },
    },
    remove: { takes: 'TENANT', summary: 'takes the keys of tenants away', options: changing },
    list: {
      mayTake: 'TENANT',
      summary: 'who is on which plan, and where',
      options: { json: { help: 'one JSON object a line' } },
    },
  },
  notes: [
    'A TENANT is what tokens claim as `tenant`: 1 to 60 lower-case letters, digits, "-" and "_"; but for list,',
    'several may be given, separated by commas.',
    'AWS is reached as the AWS CLI reaches it (AWS_PROFILE); a local stage is the one that npm start runs.',
  ],
} as const satisfies Program<string>;

export type Reading =
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'run'; readonly command: Command; readonly target: StageOptions };

/** @throws UserError that says what is not understood, and what is */
export function readCommandLine(args: readonly string[]): Reading {
  const reading = readSubcommand(program, args);
  if (reading.kind === 'help') return reading;
  const { name, values, word } = reading;
  const { stage, region, port } = values;
  const target = { stage: String(stage), region: String(region), port: portOf(port) };
  return { kind: 'run', command: commandOf(name, values, word), target };
}

function commandOf(name: keyof typeof program.commands, values: Values, word: string): Command {
  const consent = { dryRun: values['dry-run'] === true, yes: values.yes === true };
  switch (name) {
    case 'add':
      return { name, tenants: tenantsOf(name, word), ...planOf(values) };
    case 'remove':
      return { name, tenants: tenantsOf(name, word), ...consent };
    case 'plan': {
      const { plan } = planOf(values);
      if (plan === undefined) throw new UserError('plan takes --plan, the plan that the tenants are to be on.');
      return { name, tenants: tenantsOf(name, word), plan, keep: values.keep === true, ...consent };
    }
    case 'list': {
      const [tenant] = word === '' ? [] : tenantsOf(name, word);
      return { name, json: values.json === true, ...(tenant === undefined ? {} : { tenant }) };
    }
  }
}

function tenantsOf(command: string, word: string): readonly string[] {
  const names = [...new Set(word.split(','))];
  const wrong = names.find((name) => !tenantName.test(name));
  if (wrong === undefined) return names;
  throw new UserError(
    `${command}: ${JSON.stringify(wrong)} is no tenant's name.
    expected 1 to 60 lower-case letters, digits, "-" and "_", a letter or digit first
    fix      use what tokens claim as tenant; several are separated by commas alone`,
  );
}

function planOf(values: Values): { readonly plan?: string } {
  const given = words(values, 'plan');
  if (given.plan === undefined || planName.test(given.plan)) return given;
  throw new UserError(`--plan is the name of a plan of the contract, received ${JSON.stringify(given.plan)}.`);
}
