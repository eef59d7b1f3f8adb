import type { Server } from 'node:http';
import { join } from 'node:path';
import { appRoot } from '../cli/app.ts';
import { runCommand } from '../cli/run-command.ts';
import { contractFile } from '../contract/files.ts';
import { loadContract } from '../contract/load.ts';
import { endOnSignal } from './end-on-signal.ts';
import { bindServer, originOf } from './port.ts';
import { endpointPaths } from './webhooks/endpoint-paths.ts';
import { listen } from './webhooks/listener.ts';
import { type ListenOptions, listenCommand, readListenOptions } from './webhooks/options.ts';
import { type Subscription, subscribe } from './webhooks/subscribe.ts';

const print = (line: string) => void process.stdout.write(`${line}\n`);

await runCommand(listenCommand, async (values) => {
  const options = readListenOptions(values);
  let subscription: Subscription | undefined;
  endOnSignal(() => end(subscription));
  const server = await bindServer(options.listenPort, '--listen-port', 'webhooks');
  const secrets = () => options.secrets ?? (subscription === undefined ? [] : [subscription.secret]);
  listen({ server, secrets, status: options.status, print });
  try {
    subscription = await subscribeAs(options, server);
    print(`Listening for webhooks on ${urlOf(server)}`);
  } catch (error) {
    server.close();
    throw error;
  }
});

function urlOf(server: Server): string {
  return `${originOf(server)}/webhooks`;
}

async function subscribeAs(
  { secrets, subscription }: ListenOptions,
  server: Server,
): Promise<Subscription | undefined> {
  if (subscription === undefined) {
    if (secrets === undefined) print('Without --secret or --subscribe no webhook is verified.');
    return undefined;
  }
  const paths = endpointPaths(loadContract(join(appRoot(), contractFile)));
  const subscribed = await subscribe({ ...subscription, paths, url: urlOf(server) });
  const { events, tenant } = subscription;
  if (subscribed.replaced > 0) print(`Removed ${subscribed.replaced} of this url, left by a listener before.`);
  print(`Subscribed to ${events.join(', ')} as ${tenant}, until Ctrl-C; the secret is ${subscribed.secret}`);
  return subscribed;
}

/** An endpoint that is left behind is tried for a day, and counts towards those that a tenant may have. */
async function end(subscription: Subscription | undefined): Promise<void> {
  if (subscription === undefined) return;
  await subscription.end().then(
    () => print('\nUnsubscribed.'),
    (error: Error) => print(`\nThe subscription is still there: ${error.message}`),
  );
}
