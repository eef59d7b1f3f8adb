import { eventBridgeClient } from 'penstock/runtime/aws/eventbridge';
import { sqsClient } from 'penstock/runtime/aws/sqs';
import { lazy } from 'penstock/runtime/lazy';
import { lambdaRuntime, type Runtime } from 'penstock/runtime/operation';
import { invalidity } from 'penstock/runtime/queue/message';
import { eventValidators } from '../generated/events.ts';
import { eventBridgeBus } from './adapters/eventbridge-bus.ts';
import { changeOf, type StreamedChange } from './adapters/order-stream.ts';
import { sqsRelayFailures } from './adapters/sqs-relay-failures.ts';
import { olderThan, type RelayParts } from './domain/relay.ts';
import { readRelayEnv } from './env.ts';

/** What the relay works with. */
export interface RelayServices {
  readonly runtime: () => Runtime;
  readonly changeOf: typeof changeOf;
  readonly parts: () => RelayParts<StreamedChange>;
}

/** A slow bus is asked again by the stream, with the whole batch. */
const calls = { attempts: 3, attemptTimeout: 1000 };

/** The services of the deployed relay; not in compose.ts, whose handlers need neither bus nor queue. */
export const composeRelay = (): RelayServices => ({
  runtime: lambdaRuntime,
  changeOf,
  parts: lazy(() => {
    const { EVENT_BUS: busName, EVENT_SOURCE: source, RELAY_FAILURES_URL, RELAY_KEEP_AFTER } = readRelayEnv();
    const { telemetry, now } = lambdaRuntime();
    const { tracer } = telemetry;
    return {
      bus: eventBridgeBus(eventBridgeClient(calls, tracer), { busName, source }),
      failures: sqsRelayFailures(sqsClient(calls, tracer), RELAY_FAILURES_URL),
      check: (event) => invalidity(eventValidators[event.type], event),
      isOverdue: olderThan(RELAY_KEEP_AFTER, now),
    };
  }),
});
