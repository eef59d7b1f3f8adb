import type { DeletedEndpoint, EndpointRecord, ListedEndpoint, StoredEndpoint } from './endpoint.ts';
import type {
  ChangeDecision,
  CreateDecision,
  Creation,
  Disabling,
  EndpointChange,
  RotationDecision,
  SecretRotation,
} from './endpoint-decisions.ts';
import { ENDPOINT_ID } from './endpoint-id.ts';

export interface EndpointListRequest {
  readonly tenant: string;
  readonly limit: number;
  /** The list position to go on after: of the last endpoint of the page before. */
  readonly after?: string;
}

export interface SecretErasure {
  readonly tenant: string;
  readonly id: string;
  /** Of the secret to erase. */
  readonly until: string;
}

export interface EndpointPage {
  /** Newest first. */
  readonly records: readonly ListedEndpoint[];
  /** The position to go on after; absent on the last page. */
  readonly next?: string;
}

/** Where endpoints are stored. Each change is one conditional write. */
export interface EndpointRepository {
  create(creation: Creation, signal: AbortSignal): Promise<CreateDecision>;
  find(tenant: string, id: string, signal: AbortSignal): Promise<StoredEndpoint | undefined>;
  /** Erases all but what answers a repeat of the creation. */
  remove(change: EndpointChange, signal: AbortSignal): Promise<ChangeDecision<DeletedEndpoint>>;
  disable(change: Disabling, signal: AbortSignal): Promise<ChangeDecision<EndpointRecord>>;
  rotateSecret(rotation: SecretRotation, signal: AbortSignal): Promise<RotationDecision>;
  /** Erases a replaced secret, unless another has been replaced since. */
  erasePreviousSecret(erasure: SecretErasure, signal: AbortSignal): Promise<void>;
  /** Those that are not deleted. It may follow a write with a short delay. */
  list(request: EndpointListRequest, signal: AbortSignal): Promise<EndpointPage>;
}

/** Where an endpoint stands in its tenant's list: by creation, then by id. */
export const listPosition = ({ createdAt, id }: Pick<EndpointRecord, 'createdAt' | 'id'>): string =>
  `${createdAt}#${id}`;

const LIST_POSITION = new RegExp(`^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z#${ENDPOINT_ID}$`);

/** Whether a text is such a place: a part that is empty or missing is no key. */
export const isListPosition = (text: string): boolean => LIST_POSITION.test(text);
