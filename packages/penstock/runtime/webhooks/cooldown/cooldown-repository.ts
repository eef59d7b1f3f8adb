import type { Rest } from './cooldown.ts';

export interface EndpointKey {
  readonly tenant: string;
  readonly id: string;
}

export interface RestChange extends EndpointKey {
  /** What was there when this was decided. */
  readonly seen: Rest | undefined;
  /** Absent: the endpoint need not be left alone any longer. */
  readonly next: Rest | undefined;
}

/**
 * Which endpoints are left alone. Kept apart from the endpoints: where regions write side by side the last writer wins
 * the whole item, and the end of a rest must not bring back an endpoint that was deleted elsewhere.
 */
export interface RestRepository {
  find(endpoint: EndpointKey, signal: AbortSignal): Promise<Rest | undefined>;
  /** False when another was quicker: of several that saw the same, one changes it. */
  set(change: RestChange, signal: AbortSignal): Promise<boolean>;
}

/** Whether what is stored is still what was seen. */
export const maySet = (stored: Rest | undefined, { seen }: Pick<RestChange, 'seen'>): boolean =>
  stored?.until === seen?.until;
