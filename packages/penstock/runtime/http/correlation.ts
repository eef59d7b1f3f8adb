import { Problem } from '../problem/problem.ts';
import { isCorrelationId } from '../telemetry/correlation-id.ts';
import { fromTracingHeader, normalTraceparent, traceIdOf } from '../telemetry/traceparent.ts';
import { headerValues } from './headers.ts';
import type { RequestContext } from './request-context.ts';

export const CORRELATION_HEADER = 'X-Correlation-Id';

/** What is asked of a call, and told it. */
type Correlated = Pick<RequestContext, 'event' | 'correlationId' | 'traceId' | 'traceparent'> & {
  readonly contract: Pick<RequestContext['contract'], 'parameters'>;
};

/**
 * Takes the caller's correlation id when it fits the contract; where there is none the request's own id stays.
 * A malformed traceparent is ignored, as W3C Trace Context asks (section 3.2.2.3); then the trace is Lambda's own.
 */
export function correlate(context: Correlated): void {
  const caller = theOne(headerValues(context.event, 'traceparent'));
  const traceparent = caller ?? lambdaTrace();
  const traceId = traceIdOf(caller);
  if (traceId !== undefined) context.traceId = traceId;
  if (traceparent !== undefined) context.traceparent = traceparent;
  const values = headerValues(context.event, CORRELATION_HEADER);
  const [value] = values;
  if (value === undefined) return;
  const parameter = context.contract.parameters.find(isCorrelation);
  if (values.length > 1 || !isCorrelationId(value) || parameter?.validate(value) === false) {
    const detail = values.length > 1 ? 'may be sent only once' : 'must be 1 to 128 of A-Z a-z 0-9 . _ : / + = @ and -';
    throw new Problem('invalid-parameter', `The header ${CORRELATION_HEADER} ${detail}.`, {
      errors: [{ parameter: CORRELATION_HEADER, detail }],
    });
  }
  context.correlationId = value;
}

/** A traceparent header in the form that fits into an event; undefined when it is absent, repeated or malformed. */
const theOne = (values: readonly string[]): string | undefined =>
  values.length > 1 ? undefined : normalTraceparent(values[0]);

/** The trace that Lambda gave this invocation. */
const lambdaTrace = (): string | undefined => fromTracingHeader(process.env._X_AMZN_TRACE_ID);

const isCorrelation = ({ name }: { readonly name: string }): boolean =>
  name.toLowerCase() === CORRELATION_HEADER.toLowerCase();
