import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { withDeadline } from 'penstock/runtime/queue/deadline';
import { composeRelay, type RelayServices } from '../../compose-relay.ts';
import { relay } from '../../domain/relay.ts';
import { reportRelay } from '../../relay-report.ts';

/** Milliseconds kept back to answer before Lambda ends the invocation. */
const ANSWER_RESERVE = 500;

/** Publishes the events that the orders' stream brings; what failed is brought again, with all after it. */
export const relayEvents =
  ({ changeOf, parts, runtime }: RelayServices) =>
  async ({ Records: records }: DynamoDBStreamEvent, context: Context): Promise<DynamoDBBatchResponse> => {
    const { telemetry, now } = runtime();
    const startedAt = now();
    const result = await telemetry.tracer.run('## relayEvents', () =>
      withDeadline(context.getRemainingTimeInMillis() - ANSWER_RESERVE, (signal) =>
        relay(records.map(changeOf), parts(), signal),
      ),
    );
    reportRelay(telemetry.log, result, { requestId: context.awsRequestId, duration: now() - startedAt });
    const { failed } = result;
    return {
      batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed.change.sequenceNumber }],
    };
  };

export const handler = relayEvents(composeRelay());
