import type { EndpointSecrets } from './endpoint-secrets.ts';

/** What a tenant asks for: where its events go, and which. */
export interface NewEndpoint<Filter extends string = string> {
  readonly url: string;
  /** Event types, or patterns of them; see `wants`. */
  readonly events: readonly Filter[];
  readonly description?: string;
}

/** Why no more events are sent: `gone`: the endpoint answered 410. */
export type DisabledReason = 'gone';

/** Which request wrote something, and when (RFC 3339, UTC, milliseconds). */
export interface Stamp {
  readonly at: string;
  readonly requestId: string;
  readonly correlationId: string;
}

/** An endpoint as it is stored. It contains signing secrets: never log one. */
export interface EndpointRecord extends NewEndpoint, EndpointSecrets {
  readonly tenant: string;
  readonly id: string;
  readonly createdAt: string;
  readonly disabled?: { readonly reason: DisabledReason; readonly at: string };
  /** Of the request that created it. */
  readonly fingerprint: string;
  readonly requestId: string;
  readonly correlationId: string;
}

/** What remains of a deleted endpoint, out of every list: a late repeat of its creation must not bring it back. */
export interface DeletedEndpoint {
  readonly tenant: string;
  readonly id: string;
  /** Of the request that created it. */
  readonly fingerprint: string;
  readonly deletedAt: string;
}

export type StoredEndpoint = EndpointRecord | DeletedEndpoint;

export const isDeleted = (endpoint: StoredEndpoint): endpoint is DeletedEndpoint => 'deletedAt' in endpoint;

/** What a list holds of an endpoint; above all not its secret, which most who list must not read. */
export type ListedEndpoint = Pick<
  EndpointRecord,
  'tenant' | 'id' | 'url' | 'events' | 'description' | 'createdAt' | 'disabled'
>;

export const toListedEndpoint = ({
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

/** Whether events are sent to it. */
export const isLive = ({ disabled }: Pick<EndpointRecord, 'disabled'>): boolean => disabled === undefined;

/**
 * Whether an endpoint asked for this type: by its name, by `*` (everything) or by a prefix with `.*` at its end
 * (`shop.parcel.*`: every type under `shop.parcel.`).
 */
export const wants = ({ events }: { readonly events: readonly string[] }, type: string): boolean =>
  events.some(
    (event) => event === type || event === '*' || (event.endsWith('.*') && type.startsWith(event.slice(0, -1))),
  );
