import type { Ending } from '../core/report-call.ts';
import type { Problem } from '../problem/problem.ts';
import type { Invocation } from './rpc-state.ts';

/** The least status of a call that no method was asked for. */
const REFUSED = 400;

/**
 * How a call ended that no method was asked for. In gRPC and gRPC-Web the status is in the trailers, and that of HTTP is
 * always 200; to a compression that it does not know Connect answers 501. Nothing of ours ran: it is the caller's fault.
 */
export function refused({ unreadable }: Invocation, status: number, problem?: Problem): Ending {
  const told = problem ?? unreadable;
  return {
    status: status >= REFUSED && status < 500 ? status : REFUSED,
    replayed: false,
    ...(told && { problem: told }),
  };
}
