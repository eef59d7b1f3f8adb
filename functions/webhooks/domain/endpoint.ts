import type { WebhookEventFilter } from '../../generated/types.ts';

/** What a tenant asks for: where its events go, and which. */
export interface NewEndpoint {
  readonly url: string;
  /** Event types, or patterns of them; see `wants`. */
  readonly events: readonly WebhookEventFilter[];
  readonly description?: string;
}

/** Why no more events are sent: `gone`: the endpoint answered 410. */
export type DisabledReason = 'gone';

/** An endpoint as its owner sees it. */
export interface Endpoint extends NewEndpoint {
  readonly id: string;
  readonly status: 'enabled' | 'disabled';
  readonly createdAt: string;
}

/** Which request wrote something, and when (RFC 3339, UTC, milliseconds). */
export interface Stamp {
  readonly at: string;
  readonly requestId: string;
  readonly correlationId: string;
}

/** An endpoint as it is kept. It holds the signing secret: never log one. */
export interface EndpointRecord extends NewEndpoint {
  readonly tenant: string;
  readonly id: string;
  /** Signs what is sent; shown in the answer to the creation only. */
  readonly secret: string;
  readonly createdAt: string;
  readonly disabled?: { readonly reason: DisabledReason; readonly at: string };
  /** A deleted endpoint stays, out of every list: a late repeat of its creation must not bring it back. */
  readonly deletedAt?: string;
  /** Of the request that created it. */
  readonly fingerprint: string;
  readonly requestId: string;
  readonly correlationId: string;
}

/** What a list holds of an endpoint; above all not its secret, which most who list must not read. */
export type ListedEndpoint = Pick<
  EndpointRecord,
  'tenant' | 'id' | 'url' | 'events' | 'description' | 'createdAt' | 'disabled'
>;

export const listedOf = ({
  tenant,
  id,
  url,
  events,
  description,
  createdAt,
  disabled,
}: EndpointRecord): ListedEndpoint => ({
  tenant,
  id,
  url,
  events,
  ...(description !== undefined && { description }),
  createdAt,
  ...(disabled !== undefined && { disabled }),
});

// A replay must be the first answer to the byte and stores keep no order of members: the order is written here.
export const endpointOf = ({ id, url, events, description, disabled, createdAt }: ListedEndpoint): Endpoint => ({
  id,
  url,
  events: [...events],
  ...(description !== undefined && { description }),
  status: disabled === undefined ? 'enabled' : 'disabled',
  createdAt,
});

/** The endpoint as the answer to its creation showed it, whatever has happened since. */
export const asCreated = (record: EndpointRecord): Endpoint & { readonly secret: string } => ({
  ...endpointOf(record),
  status: 'enabled',
  secret: record.secret,
});

/** Whether events are sent to it. */
export const isLive = ({ deletedAt, disabled }: Pick<EndpointRecord, 'deletedAt' | 'disabled'>): boolean =>
  deletedAt === undefined && disabled === undefined;

/**
 * Whether an endpoint asked for this type: by its name, by `*` (everything) or by a prefix with `.*` at its end
 * (`orders.order.*`: every type under `orders.order.`).
 */
export const wants = ({ events }: { readonly events: readonly string[] }, type: string): boolean =>
  events.some(
    (event) => event === type || event === '*' || (event.endsWith('.*') && type.startsWith(event.slice(0, -1))),
  );
