import type { Stamp } from './items/stored-item.ts';
import type { OperationRequest } from './request.ts';

/**
 * Who writes, and when. API Gateway lets a client choose the id of its request (`x-amzn-RequestId`): two changes under
 * one such id would take each other's write for their own, so the stamp has the id of the invocation.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export const stampOf = ({
  now,
  invocationId,
  correlationId,
  traceparent,
}: Pick<OperationRequest<unknown, unknown>, 'now' | 'invocationId' | 'correlationId' | 'traceparent'>): Stamp => ({
  at: now.toISOString(),
  requestId: invocationId,
  correlationId,
  ...(traceparent !== undefined && { traceparent }),
});
