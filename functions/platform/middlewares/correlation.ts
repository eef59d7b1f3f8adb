import { headerValues } from '../http/headers.ts';
import { Problem } from '../problem/problem.ts';
import type { Middleware } from './middleware.ts';

export const CORRELATION_HEADER = 'X-Correlation-Id';

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?$/;

/**
 * Takes the caller's correlation id when it fits the contract, else keeps the request id.
 * A malformed traceparent is ignored, as W3C Trace Context asks (section 3.2.2.3).
 */
export function correlation(): Middleware {
  return {
    before: ({ event: exchange }) => {
      const traceId = parseTraceparent(headerValues(exchange.event, 'traceparent'));
      if (traceId !== undefined) exchange.traceId = traceId;
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
export function parseTraceparent(values: readonly string[]): string | undefined {
  const [value] = values;
  if (value === undefined || values.length > 1) return undefined;
  const match = TRACEPARENT.exec(value);
  const hasExtra = value.length > 55;
  if (match === null || (value.startsWith('00') && hasExtra)) return undefined;
  return match[1];
}

const isCorrelation = ({ name }: { readonly name: string }): boolean =>
  name.toLowerCase() === CORRELATION_HEADER.toLowerCase();
