import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { eventBridgeClient } from '../aws/eventbridge.ts';
import { sqsClient } from '../aws/sqs.ts';
import { lambdaRuntime, type Runtime } from '../core/runtime.ts';
import { lazy } from '../lazy.ts';
import type { Validator } from '../operation-contract.ts';
import { runBatchUntil } from '../queue/deadline.ts';
import { invalidity } from '../queue/message.ts';
import { readRelayEnv } from './env.ts';
import { eventBridgeBus } from './eventbridge-bus.ts';
import { olderThan, type RelayParts, relay } from './relay.ts';
import { reportRelay } from './relay-report.ts';
import { sqsRelayFailures } from './sqs-relay-failures.ts';
import { changeOf } from './stream-change.ts';

/** What is a context's own of its relay. */
export interface StreamRelayOptions extends Pick<RelayParts, 'eventOf'> {
  /** The function's name: in its logs, and on what it could not relay. */
  readonly name: string;
  /** The schemas of the context's events, by type. */
  readonly validators: Readonly<Record<string, Validator<unknown>>>;
}

/** What a relay works with. */
export interface StreamRelayServices {
  readonly runtime: () => Runtime;
  readonly parts: () => Pick<RelayParts, 'bus' | 'failures' | 'isOverdue'>;
}

/** Milliseconds kept back to answer before Lambda ends the invocation. */
const ANSWER_RESERVE_MS = 500;

/** A slow bus is asked again by the stream, with the whole batch. */
const calls = { attempts: 3, attemptTimeout: 1000 };

/** The services of a deployed relay, each made at its first use and kept for the life of the process. */
export const relayServices = (name: string, runtime: () => Runtime = lambdaRuntime): StreamRelayServices => ({
  runtime,
  parts: lazy(() => {
    const { EVENT_BUS: busName, EVENT_SOURCE: source, RELAY_FAILURES_URL, RELAY_KEEP_AFTER } = readRelayEnv();
    const { telemetry, now } = runtime();
    const { tracer } = telemetry;
    return {
      bus: eventBridgeBus(eventBridgeClient(calls, tracer), { busName, source }),
      failures: sqsRelayFailures(sqsClient(calls, tracer), { url: RELAY_FAILURES_URL, relay: name }),
      isOverdue: olderThan(RELAY_KEEP_AFTER, now),
    };
  }),
});

/**
 * The Lambda handler that publishes the events which a table's stream brings; what failed is brought again, with all
 * after it. Each table with an outbox has a relay of its own.
 */
export const streamRelay =
  ({ name, eventOf, validators }: StreamRelayOptions, services: StreamRelayServices = relayServices(name)) =>
  async ({ Records: records }: DynamoDBStreamEvent, context: Context): Promise<DynamoDBBatchResponse> => {
    const { telemetry, now } = services.runtime();
    const startedAt = now();
    const check: RelayParts['check'] = (event) => {
      const validate = Object.hasOwn(validators, event.type) ? validators[event.type] : undefined;
      return validate === undefined ? 'The contract has no event of its type' : invalidity(validate, event);
    };
    const result = await telemetry.tracer.run(`## ${name}`, () =>
      runBatchUntil(
        startedAt + context.getRemainingTimeInMillis() - ANSWER_RESERVE_MS,
        (signal) => relay(records.map(changeOf), { ...services.parts(), eventOf, check }, signal),
        now,
      ),
    );
    reportRelay(telemetry.log, result, { requestId: context.awsRequestId, relay: name, duration: now() - startedAt });
    const { failed } = result;
    return {
      batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed.change.sequenceNumber }],
    };
  };
