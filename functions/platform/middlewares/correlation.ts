import { headerValues } from '../http/headers.ts';
import { Problem } from '../problem/problem.ts';
import { fromTracingHeader, traceIdOf } from '../telemetry/traceparent.ts';
import type { Middleware } from './middleware.ts';

export const CORRELATION_HEADER = 'X-Correlation-Id';

/**
 * Takes the caller's correlation id when it fits the contract, else keeps the request id.
 * A malformed traceparent is ignored, as W3C Trace Context asks (section 3.2.2.3); then the trace is Lambda's own.
 */
export function correlation(): Middleware {
  return {
    before: ({ event: exchange }) => {
      const traceparents = headerValues(exchange.event, 'traceparent');
      const traceId = parseTraceparent(traceparents);
      const traceparent = traceId === undefined ? lambdaTrace() : traceparents[0];
      if (traceId !== undefined) exchange.traceId = traceId;
      if (traceparent !== undefined) exchange.traceparent = traceparent;
      const values = headerValues(exchange.event, CORRELATION_HEADER);
      const [value] = values;
      if (value === undefined) return;
      const parameter = exchange.contract.parameters.find(isCorrelation);
      if (values.length > 1 || parameter?.validate(value) === false) {
        const detail =
          values.length > 1 ? 'may be sent only once' : 'must be 1 to 128 of A-Z a-z 0-9 . _ : / + = @ and -';
        throw new Problem('invalid-parameter', `The header ${CORRELATION_HEADER} ${detail}.`, {
          errors: [{ parameter: CORRELATION_HEADER, detail }],
        });
      }
      exchange.correlationId = value;
    },
  };
}

/** The trace id of a W3C traceparent header; undefined when it is absent, repeated or malformed. */
export const parseTraceparent = (values: readonly string[]): string | undefined =>
  values.length > 1 ? undefined : traceIdOf(values[0]);

/** The trace that Lambda gave this invocation. */
const lambdaTrace = (): string | undefined => fromTracingHeader(process.env._X_AMZN_TRACE_ID);

const isCorrelation = ({ name }: { readonly name: string }): boolean =>
  name.toLowerCase() === CORRELATION_HEADER.toLowerCase();
