import { portOf, readArguments } from '../arguments.ts';
import { text } from '../json.ts';
import { LocalError } from '../problems.ts';
import { isWebhookSecret } from './verify.ts';

export interface ListenOptions {
  readonly port: number;
  /** Answered to what is genuine. */
  readonly status: number;
  /** Any of them verifies: while a secret is rotated, the new one and the one before. */
  readonly secrets?: readonly string[];
  readonly subscription?: {
    /** Port of the local cloud. */
    readonly cloud: number;
    readonly tenant: string;
    readonly events: readonly string[];
  };
}

const usage =
  'npm run listen -- [--port 3200] [--secret whsec_...[,whsec_...] | --subscribe [--tenant acme] [--events type,type] [--cloud 3000]] [--status 204]';

const everyEvent = ['placed', 'updated', 'cancelled', 'paid', 'payment_failed']
  .map((change) => `orders.order.${change}.v1`)
  .join(',');

/** @throws LocalError for what is not understood, and for what would be of no effect */
export function readListenOptions(args: readonly string[]): ListenOptions {
  const values = readArguments(
    args,
    {
      port: { type: 'string', default: '3200' },
      secret: { type: 'string' },
      subscribe: { type: 'boolean' },
      tenant: { type: 'string' },
      events: { type: 'string' },
      cloud: { type: 'string' },
      status: { type: 'string', default: '204' },
    },
    usage,
  );
  const common = { port: portOf(values.port), status: statusOf(text(values.status) ?? '') };
  const secrets = secretsOf(text(values.secret));
  if (values.subscribe !== true) {
    const idle = ['tenant', 'events', 'cloud'].find((name) => values[name] !== undefined);
    if (idle !== undefined) throw new LocalError(`--${idle} says how to subscribe: add --subscribe, or leave it out.`);
    return { ...common, ...(secrets === undefined ? {} : { secrets }) };
  }
  if (secrets !== undefined) {
    throw new LocalError('--secret and --subscribe exclude each other: a new subscription has a secret of its own.');
  }
  const { tenant = 'acme', events = everyEvent, cloud = '3000' } = values;
  const subscription = { cloud: portOf(cloud, '--cloud'), tenant: String(tenant), events: eventsOf(String(events)) };
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
    `--events is a list of event types with commas between them, as orders.order.paid.v1,orders.order.*, received ${JSON.stringify(value)}.`,
  );
}
