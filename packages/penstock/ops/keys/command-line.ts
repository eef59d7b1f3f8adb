import { words } from '../../cli/option-values.ts';
import type { Values } from '../../cli/options.ts';
import { portOf } from '../../cli/port-option.ts';
import { type Program, readSubcommand } from '../../cli/subcommands.ts';
import { UserError } from '../../cli/user-error.ts';
import { planName, tenantName } from '../../contract/tenant-keys.ts';
import { keyId } from '../../runtime/access/api-key.ts';
import type { StageOptions } from '../tenants/stage-regions.ts';
import type { AddOptions } from './add.ts';
import type { ListOptions } from './list.ts';
import type { RevokeOptions } from './revoke.ts';

export type Command =
  | ({ readonly name: 'add' } & AddOptions)
  | ({ readonly name: 'revoke' } & RevokeOptions)
  | ({ readonly name: 'list' } & ListOptions);

const program = {
  name: 'npm run keys --',
  summary: 'Makes and revokes the API keys that callers of a stage show, in every region.',
  options: {
    stage: { value: 'STAGE', default: 'dev', help: 'of lib/stages.ts (default: dev)' },
    region: { value: 'REGION', default: 'all', help: 'one of the stage (default: all of them)' },
    port: { value: 'PORT', default: '3000', help: 'where a local stage runs (default: 3000)' },
  },
  commands: {
    add: {
      takes: 'TENANT',
      summary: 'makes a key, and shows it this once',
      options: {
        plan: { value: 'PLAN', help: 'of the contract; that of the tenant by default' },
        scope: { value: 'SCOPES', help: 'what the key allows: names between spaces (default: none)' },
        label: { value: 'TEXT', help: 'what people know it by' },
      },
    },
    revoke: {
      takes: 'KEY',
      summary: 'ends keys, by their ids',
      options: { 'dry-run': { help: 'only says what would be done' }, yes: { help: 'does not ask' } },
    },
    list: {
      mayTake: 'TENANT',
      summary: 'the keys, without what is secret',
      options: { json: { help: 'one JSON object a line' } },
    },
  },
  notes: [
    'A KEY is the id that list shows, the part of a key between its last two "_"; several are separated by commas.',
    'A TENANT is one that npm run tenants has let in.',
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
  switch (name) {
    case 'add':
      return { name, tenant: tenantOf(word), ...planOf(values), scopes: scopesOf(values), label: labelOf(values) };
    case 'revoke':
      return { name, ids: idsOf(word), dryRun: values['dry-run'] === true, yes: values.yes === true };
    case 'list':
      return { name, json: values.json === true, ...(word === '' ? {} : { tenant: tenantOf(word) }) };
  }
}

function tenantOf(word: string): string {
  if (tenantName.test(word)) return word;
  throw new UserError(
    `${JSON.stringify(word)} is no tenant's name.
    expected 1 to 60 lower-case letters, digits, "-" and "_", a letter or digit first`,
  );
}

/** The id of a key that leaked is in it: whoever has it need not look for its parts. */
function idsOf(word: string): readonly string[] {
  return [...new Set(word.split(','))].map((one) => {
    const id = /^pk_[a-z0-9-]+_([0-9a-f]{16})_/.exec(one)?.[1] ?? one;
    if (keyId.test(id)) return id;
    throw new UserError(
      `${JSON.stringify(one)} is no id of a key.\n    expected 16 hexadecimal digits, as list shows them`,
    );
  });
}

function planOf(values: Values): { readonly plan?: string } {
  const given = words(values, 'plan');
  if (given.plan === undefined || planName.test(given.plan)) return given;
  throw new UserError(`--plan is the name of a plan of the contract, received ${JSON.stringify(given.plan)}.`);
}

/** As tokens carry them (RFC 6749, 3.3). */
function scopesOf({ scope = '' }: Values): readonly string[] {
  const scopes = [...new Set(String(scope).split(' '))].filter((one) => one !== '');
  const wrong = scopes.find((one) => !/^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/.test(one));
  if (wrong === undefined) return scopes;
  throw new UserError(`--scope is names of scopes between spaces, received ${JSON.stringify(wrong)}.`);
}

function labelOf({ label = '' }: Values): string {
  if (/^[^\p{C}]{0,64}$/u.test(String(label))) return String(label);
  throw new UserError(`--label is at most 64 characters of one line, received ${JSON.stringify(label)}.`);
}
