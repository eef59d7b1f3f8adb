import { portOf, readArguments, runCommand } from './arguments.ts';
import { bindServer, originOf } from './port.ts';
import { LocalError } from './problems.ts';
import { listen } from './webhooks/listener.ts';
import { subscribe } from './webhooks/subscribe.ts';
import { isWebhookSecret } from './webhooks/verify.ts';

const usage =
  'npm run listen -- [--port 3200] [--secret whsec_... | --subscribe [--tenant acme] [--events type,type] [--cloud 3000]] [--status 204]';

const everyEvent = ['placed', 'updated', 'cancelled', 'paid', 'payment_failed']
  .map((change) => `orders.order.${change}.v1`)
  .join(',');

await runCommand(async () => {
  const values = readArguments(
    process.argv.slice(2),
    {
      port: { type: 'string', default: '3200' },
      secret: { type: 'string' },
      subscribe: { type: 'boolean' },
      tenant: { type: 'string', default: 'acme' },
      events: { type: 'string', default: everyEvent },
      cloud: { type: 'string', default: '3000' },
      status: { type: 'string', default: '204' },
    },
    usage,
  );
  let secret = secretOf(values.secret);
  const server = await bindServer(portOf(values.port));
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  listen({ server, secret: () => secret, status: statusOf(values.status), print });
  const url = `${originOf(server)}/webhooks`;
  try {
    if (values.subscribe === true) {
      const events = String(values.events).split(',');
      const cloud = `http://127.0.0.1:${portOf(values.cloud)}`;
      secret = await subscribe({ cloud, tenant: String(values.tenant), url, events });
      print(`Subscribed to ${events.join(', ')} as ${values.tenant}; the secret is ${secret}`);
    }
    print(`Listening for webhooks on ${url}`);
  } catch (error) {
    server.close();
    throw error;
  }
});

function secretOf(value: unknown): string | undefined {
  if (value === undefined || isWebhookSecret(String(value))) return value === undefined ? undefined : String(value);
  throw new LocalError('--secret is whsec_ and base64, as the answer to the creation of the endpoint gives it.');
}

function statusOf(value: unknown): number {
  const status = Number(value);
  if (Number.isInteger(status) && status >= 200 && status <= 599) return status;
  throw new LocalError(`--status is an HTTP status from 200 to 599, received ${JSON.stringify(value)}.`);
}
