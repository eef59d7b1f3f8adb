import type { CancelDecision, Cancellation, PlaceDecision, Placement, Update, UpdateDecision } from './decisions.ts';
import type { OrderStatus } from './order.ts';
import type { OrderRecord } from './record.ts';

export interface ListRequest {
  readonly tenant: string;
  readonly status?: OrderStatus;
  readonly limit: number;
  /** The list position to go on after: of the last order of the page before. */
  readonly after?: string;
}

export interface Page {
  /** Newest first. */
  readonly records: readonly OrderRecord[];
  /** The position to go on after; absent on the last page. */
  readonly next?: string;
}

/**
 * Where orders are kept. Each change is one conditional write. The signal ends a call that nobody waits for any more.
 */
export interface OrderRepository {
  place(placement: Placement, signal: AbortSignal): Promise<PlaceDecision>;
  find(tenant: string, id: string, signal: AbortSignal): Promise<OrderRecord | undefined>;
  update(update: Update, signal: AbortSignal): Promise<UpdateDecision>;
  cancel(cancellation: Cancellation, signal: AbortSignal): Promise<CancelDecision>;
  list(request: ListRequest, signal: AbortSignal): Promise<Page>;
}

/** Where an order stands in lists: by creation, then by id. */
export const listPosition = ({ createdAt, id }: Pick<OrderRecord, 'createdAt' | 'id'>): string => `${createdAt}#${id}`;

/** Whether a text is such a place: a part that is empty or missing is no key. */
export const isListPosition = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z#ord_[0-9a-z]{26}$/.test(text);
