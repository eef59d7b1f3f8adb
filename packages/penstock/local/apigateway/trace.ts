import { randomBytes } from 'node:crypto';

/** A new X-Ray trace, `Root=1-<epoch seconds>-<96 bits>`. */
export function newTraceId(now: number): string {
  return `Root=1-${Math.floor(now / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
}

/** @see https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export function traceHeader(traceId: string, tracing: boolean): string {
  return `${traceId};Parent=${randomBytes(8).toString('hex')};Sampled=${tracing && sample() ? 1 : 0}`;
}

let sampledSecond = 0;

/** X-Ray's default rule: the first request of a second, and one in twenty of the rest. */
function sample(): boolean {
  const second = Math.floor(Date.now() / 1000);
  const first = second !== sampledSecond;
  sampledSecond = second;
  return first || Math.random() < 0.05;
}
