import { randomUUID } from 'node:crypto';
import { list, object, text } from '../json.ts';
import { LocalError } from '../problems.ts';
import { type CloudAddress, openCloudApi } from './cloud-api.ts';
import type { EndpointPaths } from './endpoint-paths.ts';

export interface SubscriptionOptions extends CloudAddress {
  /** Where deliveries go. */
  readonly url: string;
  readonly events: readonly string[];
  readonly paths: EndpointPaths;
}

export interface Subscription {
  /** What its deliveries are signed with. */
  readonly secret: string;
  /** Endpoints with this url that a listener left behind, and that are gone now: their secrets are lost. */
  readonly replaced: number;
  /** Deletes the endpoint. @throws LocalError where that is not possible */
  end(): Promise<void>;
}

/**
 * Creates a webhook endpoint in the local cloud, as the tenant.
 *
 * @throws LocalError where no local cloud answers, or it refuses
 */
export async function subscribe({ url, events, paths, ...address }: SubscriptionOptions): Promise<Subscription> {
  const api = await openCloudApi(address);
  const { items } = await api('GET', `${paths.all}?limit=100`);
  const left = list(items)
    .map(object)
    .filter((endpoint) => endpoint.url === url);
  for (const endpoint of left) await api('DELETE', paths.one(text(endpoint.id) ?? ''));
  const created = await api('POST', paths.all, {
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ url, events }),
  });
  const [id, secret] = [text(created.id), text(created.secret)];
  if (id === undefined || secret === undefined) {
    throw new LocalError(
      `Port ${address.port} answers ${paths.all} without an id and a secret: it is no stage of Penstock.`,
    );
  }
  return {
    secret,
    replaced: left.length,
    // A token lasts an hour, and a listener may run longer.
    end: async () => void (await (await openCloudApi(address))('DELETE', paths.one(id))),
  };
}
