const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-((?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2})(-.*)?$/;
const X_RAY_ROOT = /^1-([0-9a-f]{8})-([0-9a-f]{24})$/;
const X_RAY_PARENT = /^[0-9a-f]{16}$/;
/** The one flag that is defined: the caller may have recorded the trace. */
const SAMPLED = 1;

/**
 * A W3C traceparent as version 00 writes it, in 55 characters; undefined when it is malformed. A later version is read by
 * the fields that it shares with 00, and what it adds is left out (Trace Context, 3.2.4 and 4.3): it has no bound.
 */
export function normalTraceparent(traceparent: string | undefined): string | undefined {
  const match = TRACEPARENT.exec(String(traceparent));
  if (match === null || (match[1] === '00' && match[3] !== undefined)) return undefined;
  return `00-${match[2]}`;
}

/** The trace id of a W3C traceparent; undefined when it is malformed. */
export const traceIdOf = (traceparent: string | undefined): string | undefined =>
  normalTraceparent(traceparent)?.slice(3, 35);

/** X-Ray's tracing header (`Root=1-...;Parent=...;Sampled=1`) as a W3C traceparent; undefined when it is not one. */
export function fromTracingHeader(header: string | undefined): string | undefined {
  const fields = new Map(header?.split(';').map((pair) => pair.split('=') as [string, string]));
  const root = X_RAY_ROOT.exec(String(fields.get('Root')));
  const parent = String(fields.get('Parent'));
  if (root === null || !X_RAY_PARENT.test(parent)) return undefined;
  return `00-${root[1]}${root[2]}-${parent}-${fields.get('Sampled') === '1' ? '01' : '00'}`;
}

/** A W3C traceparent as X-Ray's tracing header, which AWS services hand on; undefined when it is malformed. */
export function toTracingHeader(traceparent: string | undefined): string | undefined {
  const normal = normalTraceparent(traceparent);
  if (normal === undefined) return undefined;
  const sampled = Number(`0x${normal.at(-1)}`) & SAMPLED;
  return `Root=1-${normal.slice(3, 11)}-${normal.slice(11, 35)};Parent=${normal.slice(36, 52)};Sampled=${sampled}`;
}
