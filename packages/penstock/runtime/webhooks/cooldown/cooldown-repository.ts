import type { EndpointCooldown } from './cooldown.ts';

export interface EndpointKey {
  readonly tenant: string;
  readonly id: string;
}

export interface CooldownChange extends EndpointKey {
  /** What was stored when this was decided. */
  readonly seen: EndpointCooldown | undefined;
  /** Absent: the endpoint is paused no longer. */
  readonly next: EndpointCooldown | undefined;
}

/**
 * Which endpoints are paused. Stored apart from the endpoints: where regions write side by side the last writer wins the
 * whole item, and the end of a cooldown must not bring back an endpoint that was deleted elsewhere.
 */
export interface CooldownRepository {
  find(endpoint: EndpointKey, signal: AbortSignal): Promise<EndpointCooldown | undefined>;
  /** False when another was quicker: of several that saw the same, one changes it. */
  set(change: CooldownChange, signal: AbortSignal): Promise<boolean>;
}

/** Whether what is stored is still what was seen. */
export const maySet = (stored: EndpointCooldown | undefined, { seen }: Pick<CooldownChange, 'seen'>): boolean =>
  stored?.until === seen?.until;
