import type { OperationRequest } from '../platform/request.ts';
import type { Stamp } from './domain/record.ts';

/** Who writes, and when. */
export const stampOf = ({
  now,
  requestId,
  correlationId,
}: Pick<OperationRequest<unknown, unknown>, 'now' | 'requestId' | 'correlationId'>): Stamp => ({
  at: now.toISOString(),
  requestId,
  correlationId,
});
