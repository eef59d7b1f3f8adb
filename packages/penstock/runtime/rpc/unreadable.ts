import { Code, ConnectError, createContextKey, type HandlerContext } from '@connectrpc/connect';
import type { UniversalHandler, UniversalHandlerOptions, UniversalServerRequest } from '@connectrpc/connect/protocol';
import { Problem } from '../problem/problem.ts';
import { connectError } from './connect-error.ts';
import type { MethodSpec } from './method-spec.ts';
import { invocationKey } from './rpc-state.ts';

/** How far Connect came with a request. */
interface Reading {
  /** Its method was asked: what fails from then on is no fault of the request's bytes. */
  isRead: boolean;
  /** Aborted with what ended the call. */
  signal?: AbortSignal;
  /** What to answer in place of reading it. */
  refusal?: ConnectError;
}

const readingKey = createContextKey<Reading | undefined>(undefined);

const UNREADABLE = 'The bytes are no message of this method, or are not packed as the headers say.';

/** How Connect says that a message is compressed, of which its headers say that none is. */
const UNANNOUNCED = 'received compressed envelope, but do not know how to decompress';

const OVER = 'The deadline that came with the request was over before it was read.';

/** What `readable` needs of the options that a handler is made with. */
export const readingGate: NonNullable<UniversalHandlerOptions['requestGate']> = ({ values, signal }) => {
  const reading = values.get(readingKey);
  if (reading?.refusal !== undefined) throw reading.refusal;
  if (reading !== undefined) reading.signal = signal;
};

/**
 * A handler that answers bytes which cannot be read with `invalid_argument`. Connect says `internal`, as if the server had
 * failed: clients would try again, and every such request would count against the method's availability. Nothing of ours
 * runs before its method, so that whatever fails inside before it is the request's doing; the same request is then
 * answered once more, without reading it, by the protocol that it speaks.
 *
 * @param make makes a handler of the method that it is given, with `readingGate` in its options
 */
export function readable(method: MethodSpec, make: (method: MethodSpec) => UniversalHandler): UniversalHandler {
  const handler = make(marking(method));
  const answer = async (request: UniversalServerRequest) => {
    const reading: Reading = { isRead: false };
    request.contextValues?.set(readingKey, reading);
    const { response, problem } = await handler(request).then(
      (given) => ({ response: given, problem: reading.isRead ? undefined : problemOf(reading.signal) }),
      (error: unknown) => {
        if (reading.isRead) throw error;
        // A trailer of gRPC cannot carry half a character, which a parser of JSON may quote.
        return { response: undefined, problem: unreadable() };
      },
    );
    if (problem === undefined) return response;
    const invocation = request.contextValues?.get(invocationKey);
    if (invocation !== undefined) invocation.unreadable = problem;
    if (response !== undefined && isUnannounced(reading.signal?.reason)) return response;
    const { requestId = '' } = invocation?.event.requestContext ?? {};
    reading.refusal = connectError(problem, requestId, requestId);
    return handler(request);
  };
  return Object.assign(answer, handler);
}

/**
 * The one unreadable request that has to be told `internal`, in every protocol: "MUST fail with INTERNAL status". It is
 * reported as its client's fault all the same.
 * @see https://github.com/grpc/grpc/blob/master/doc/compression.md#test-cases
 */
const isUnannounced = (reason: unknown): boolean => reason instanceof ConnectError && reason.rawMessage === UNANNOUNCED;

type Run = (message: unknown, context: HandlerContext) => unknown;

function marking(method: MethodSpec): MethodSpec {
  const run = method.impl as Run;
  const impl: Run = (message, context) => {
    const reading = context.values.get(readingKey);
    if (reading !== undefined) reading.isRead = true;
    return run(message, context);
  };
  return { ...method, impl } as MethodSpec;
}

const unreadable = (): Problem => new Problem('bad-request', UNREADABLE);

/**
 * What to say in place of Connect, which says `internal` to an error of its own that says so and to any other; undefined
 * where it says what is so. Where a deadline was over first, nothing tells any more what became of the bytes.
 */
function problemOf(signal: AbortSignal | undefined): Problem | undefined {
  if (signal?.aborted !== true) return undefined;
  const code = signal.reason instanceof ConnectError ? signal.reason.code : Code.Internal;
  if (code === Code.DeadlineExceeded) return new Problem('deadline-exceeded', OVER);
  return code === Code.Internal ? unreadable() : undefined;
}
