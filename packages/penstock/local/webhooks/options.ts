import type { Command } from '../../cli/command.ts';
import type { Values } from '../../cli/options.ts';
import { portOf } from '../../cli/port-option.ts';
import { text } from '../json.ts';
import { LocalError } from '../problems.ts';
import { isWebhookSecret } from './verify.ts';

export interface ListenOptions {
  /** Where webhooks are received. */
  readonly listenPort: number;
  /** Answered to what is genuine. */
  readonly status: number;
  /** Any of them verifies: while a secret is rotated, the new one and the one before. */
  readonly secrets?: readonly string[];
  readonly subscription?: {
    /** Port of the local cloud's API. */
    readonly port: number;
    readonly tenant: string;
    readonly events: readonly string[];
  };
}

export const listenCommand: Command = {
  name: 'npm run listen --',
  summary: 'Receives webhooks, and prints of each what it is and whether its signature holds.',
  options: {
    subscribe: { help: 'creates a webhook endpoint in the local cloud, until Ctrl-C' },
    tenant: { value: 'TENANT', help: 'who subscribes; acme by default' },
    events: {
      value: 'TYPE,...',
      help: 'to which event types; everything by default, shop.parcel.* for all that begin so',
    },
    port: { value: 'PORT', help: "of the local cloud's API; 3000 by default" },
    secret: {
      value: 'whsec_...',
      help: 'verifies the webhooks of an endpoint that is there already; two with a comma',
    },
    'listen-port': { value: 'PORT', default: '3200', help: 'where webhooks are received; 0 for any free one' },
    status: { value: 'STATUS', default: '204', help: 'answered to a webhook that is genuine' },
  },
  notes: ['--tenant, --events and --port say how to subscribe, and need --subscribe.'],
};

/** @throws LocalError for what is not understood, and for what would be of no effect */
export function readListenOptions(values: Values): ListenOptions {
  const listenPort = portOf(values['listen-port'], '--listen-port');
  const common = { listenPort, status: statusOf(text(values.status) ?? '') };
  const secrets = secretsOf(text(values.secret));
  if (values.subscribe !== true) {
    const idle = ['tenant', 'events', 'port'].find((name) => values[name] !== undefined);
    if (idle !== undefined) throw new LocalError(`--${idle} says how to subscribe: add --subscribe, or leave it out.`);
    return { ...common, ...(secrets === undefined ? {} : { secrets }) };
  }
  if (secrets !== undefined) {
    throw new LocalError('--secret and --subscribe exclude each other: a new subscription has a secret of its own.');
  }
  const { tenant = 'acme', events = '*', port = '3000' } = values;
  const subscription = { port: portOf(port), tenant: String(tenant), events: eventsOf(String(events)) };
  return { ...common, subscription };
}

function secretsOf(value: string | undefined): readonly string[] | undefined {
  const secrets = value?.split(',');
  const wrong = secrets?.find((secret) => !isWebhookSecret(secret));
  if (wrong === undefined) return secrets;
  throw new LocalError(
    `--secret is whsec_ and 32 characters of base64 or more, as the answer to the creation of the endpoint or to a rotation gives it, with a comma between two; received ${wrong.length} characters that are not of that form.`,
  );
}

function statusOf(value: string): number {
  const status = Number(value);
  if (/^\d+$/.test(value) && status >= 200 && status <= 599) return status;
  throw new LocalError(`--status is an HTTP status from 200 to 599, received ${JSON.stringify(value)}.`);
}

function eventsOf(value: string): readonly string[] {
  const events = value.split(',').map((event) => event.trim());
  if (!events.includes('')) return events;
  throw new LocalError(
    `--events is a list of event types with commas between them, as shop.parcel.sent.v1,shop.parcel.*, received ${JSON.stringify(value)}.`,
  );
}
