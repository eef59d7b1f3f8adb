import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { loadContract } from '../../packages/penstock/contract/load.ts';
import { object, text } from '../../packages/penstock/local/json.ts';
import { bindServer, originOf } from '../../packages/penstock/local/port.ts';
import { endpointPaths } from '../../packages/penstock/local/webhooks/endpoint-paths.ts';
import { describeDelivery } from '../../packages/penstock/local/webhooks/listener.ts';
import { subscribe } from '../../packages/penstock/local/webhooks/subscribe.ts';

/** An event as a subscriber got it: genuine, and text in UTF-8. */
export interface ReceivedEvent {
  readonly id: string;
  readonly type: string;
  readonly orderId: string;
  readonly order: Readonly<Record<string, unknown>>;
}

export interface Listener {
  /** By their ids; what comes twice is one. */
  readonly events: ReadonlyMap<string, ReceivedEvent>;
  /** What came and is not as a webhook has to be. */
  readonly faults: readonly string[];
  /** Waits for the next event; false where none comes for so many milliseconds. */
  next(patience: number): Promise<boolean>;
  close(): Promise<void>;
}

/** Subscribes to all events of a tenant, and verifies them as `npm run listen` does. */
export async function startListener(cloudUrl: string, tenant: string): Promise<Listener> {
  const server = await bindServer(0);
  const events = new Map<string, ReceivedEvent>();
  const faults: string[] = [];
  const arrivals = new EventTarget();
  let secrets: readonly string[] = [];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    buffer(request).then(
      (body) => {
        const { line, genuine } = describeDelivery({ headers: request.headers, body }, secrets);
        if (!genuine || secrets.length === 0) faults.push(line);
        else take(body, events, faults);
        response.writeHead(204).end();
        arrivals.dispatchEvent(new Event('arrival'));
      },
      () => response.destroy(),
    );
  });
  const url = `${originOf(server)}/webhooks`;
  const { port } = new URL(cloudUrl);
  const paths = endpointPaths(loadContract('contract/openapi.yaml'));
  const subscription = await subscribe({ port: Number(port), tenant, url, events: ['*'], paths });
  secrets = [subscription.secret];
  return {
    events,
    faults,
    next: (patience) =>
      once(arrivals, 'arrival', { signal: AbortSignal.timeout(patience) }).then(
        () => true,
        () => false,
      ),
    close: async () => {
      // Nobody is to be told at an address where nobody listens any more. Where that fails, what failed before says more.
      await subscription.end().catch(() => {});
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function take(body: Buffer, events: Map<string, ReceivedEvent>, faults: string[]): void {
  try {
    const event = object(JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)));
    const [id, type, orderId] = [text(event.id), text(event.type), text(event.subject)];
    if (id === undefined || type === undefined || orderId === undefined) faults.push(`no event: ${body}`);
    else events.set(id, { id, type, orderId, order: object(object(event.data).order) });
  } catch {
    faults.push(`not JSON in UTF-8: ${body.toString('base64')}`);
  }
}
