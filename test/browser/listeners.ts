import type { Server } from 'node:http';
import { bindServer, originOf } from '../../packages/penstock/local/port.ts';
import { listen } from '../../packages/penstock/local/webhooks/listener.ts';
import { withBackbone } from '../../packages/penstock/test/local/fixtures/backbone.ts';
import { type SmallCloud, startSmallCloud } from '../../packages/penstock/test/local/fixtures/cloud.ts';

/** A listener, and the paths on it that are worth calling. */
export interface Listener {
  readonly what: string;
  readonly port: number;
  readonly paths: readonly string[];
}

export interface Running {
  readonly small: SmallCloud;
  readonly listeners: readonly Listener[];
  /** What the webhook listener has printed. */
  readonly printed: readonly string[];
  close(): Promise<void>;
}

const portOf = (url: string) => Number(new URL(url).port);

/** Everything that this repository lets listen: a local cloud with its provider, `npm run listen`, and one that starts. */
export async function startListeners(): Promise<Running> {
  const idle = 'exports.handler = async () => ({});';
  const provider = await bindServer(0);
  const small = await startSmallCloud(
    {
      handlers: { Worker: idle, Relay: idle },
      edit: (template) => {
        withBackbone(template);
        const variables = { Variables: { LABELS_URL: originOf(provider), LABELS_SECRET: 'labels' } };
        Object.assign(template.Resources.Open?.Properties ?? {}, { Environment: variables });
      },
    },
    { provider },
  );
  const printed: string[] = [];
  const webhooks = await bindServer(0);
  listen({ server: webhooks, secrets: () => [], status: 204, print: (line) => printed.push(line) });
  const starting = await bindServer(0);
  const { url, access } = small.cloud;
  const own = [
    '/_local',
    '/_local/overview',
    '/_local/page.js',
    '/_local/faults',
    '/_local/provider/faults',
    '/oauth2/token',
    '/.well-known/jwks.json',
  ];
  return {
    small,
    printed,
    listeners: [
      { what: 'the API and what stands beside it', port: portOf(url), paths: ['/open', '/things/1', ...own] },
      { what: 'the AWS endpoint', port: portOf(access.endpoint), paths: ['/', '/000000000000/work'] },
      { what: 'the simulated provider', port: portOf(originOf(provider)), paths: ['/records', '/faults'] },
      { what: 'the webhook listener', port: portOf(originOf(webhooks)), paths: ['/webhooks'] },
      { what: 'a cloud that is still starting', port: portOf(originOf(starting)), paths: ['/'] },
    ],
    close: async () => {
      await Promise.all([webhooks, starting].map(closeServer));
      await small.close();
    },
  };
}

function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  return closed;
}
