import type { Attempt, DeliveryRecord, DeliveryStatus } from './delivery.ts';

/** A delivery as its owner sees it. */
export interface DeliveryView<Type extends string> {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: Type;
  readonly status: DeliveryStatus;
  readonly attempts: readonly AttemptView[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface AttemptView extends Pick<Attempt, 'at' | 'status' | 'error'> {
  /** Milliseconds. */
  readonly duration: number;
}

/** `Type`: the app's event types. Nothing else is delivered, so nothing else was stored. */
export const toDeliveryView = <Type extends string>({
  id,
  eventId,
  eventType,
  status,
  attempts,
  createdAt,
  updatedAt,
}: DeliveryRecord): DeliveryView<Type> => ({
  id,
  eventId,
  eventType: eventType as Type,
  status,
  attempts: attempts.map(shown),
  createdAt,
  updatedAt,
});

const shown = ({ at, durationMs, status, error }: Attempt): AttemptView => ({
  at,
  duration: durationMs,
  ...(status !== undefined && { status }),
  ...(error !== undefined && { error }),
});
