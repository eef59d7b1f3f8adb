import type { OrderStatus } from '../domain/order.ts';
import type { ListedOrder, OrderRecord } from '../domain/record.ts';
import type { CancelDecision, Cancellation, PlaceDecision, Placement, Update, UpdateDecision } from './decisions.ts';

export interface ListRequest {
  readonly tenant: string;
  readonly status?: OrderStatus;
  readonly limit: number;
  /** The list position to go on after: of the last order of the page before. */
  readonly after?: string;
}

export interface Page {
  /** Newest first. */
  readonly records: readonly ListedOrder[];
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
