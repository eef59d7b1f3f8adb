import type { OperationRequest } from '../platform/request.ts';
import type { Stamp } from './domain/record.ts';

/** Who writes, and when. */
export const stampOf = ({
  now,
  requestId,
  correlationId,
  traceparent,
}: Pick<OperationRequest<unknown, unknown>, 'now' | 'requestId' | 'correlationId' | 'traceparent'>): Stamp => ({
  at: now.toISOString(),
  requestId,
  correlationId,
  ...(traceparent !== undefined && { traceparent }),
});
