import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import type { ConnectError } from '@connectrpc/connect';
import { unavailable } from '../aws/failures.ts';
import type { Outgoing, Transport } from '../core/chain.ts';
import { characterFindings } from '../http/body/character-findings.ts';
import { correlate } from '../http/correlation.ts';
import { headerValues } from '../http/headers.ts';
import { idempotencyKeyOf } from '../http/idempotency-header.ts';
import { Problem, type ProblemFinding } from '../problem/problem.ts';
import { connectError } from './connect-error.ts';
import type { MethodContract } from './method-contract.ts';
import type { Planned, RpcState } from './rpc-state.ts';

/** What a method answers. */
export interface RpcAnswer<Output extends MethodContract['method']['output'] = MethodContract['method']['output']> {
  readonly message: MessageInitShape<Output>;
  /** This is the answer to an earlier call with the same key. */
  readonly replayed?: boolean;
}

/** What becomes of a call: a message, or an error for Connect to tell. */
export type Told = { readonly answer: RpcAnswer } | { readonly error: ConnectError };

/** Reads a request into what its use case takes; it fits the rules by then. */
export type ReadRequest = (message: RpcState['message']) => Planned<unknown>;

/** Calls of methods, as Connect has parsed them. */
export const rpcTransport = (read: ReadRequest): Transport<RpcState, RpcAnswer | undefined, Told> => ({
  correlate: (state) => {
    correlate(state);
    if (state.refusal !== undefined) throw state.refusal;
  },
  credentialsOf: ({ event }) => {
    if (headerValues(event, 'Authorization').length > 1) {
      throw new Problem('unauthorized', 'There is more than one Authorization header.');
    }
    return event.requestContext.authorizer ?? {};
  },
  validate: (state) => {
    const findings = findingsIn(state);
    if (findings.length > 0) throw invalid(findings);
    state.planned = read(state.message);
    const { asked } = state.planned;
    const uncarried = asked === undefined ? [] : characterFindings(asked.body, JSON.stringify(asked.body ?? null));
    if (uncarried.length > 0) throw invalid(uncarried);
  },
  idempotencyKeyOf,
  askedOf: ({ planned }) => ({ path: {}, ...planned?.asked }),
  answer,
  refuse,
});

function findingsIn({ contract, message }: RpcState): readonly ProblemFinding[] {
  const findings: ProblemFinding[] = [];
  contract.check(message, '#', (pointer, detail) => findings.push({ pointer, detail }));
  return findings;
}

function invalid(errors: readonly ProblemFinding[]): Problem {
  const places = errors.length === 1 ? 'one place' : `${errors.length} places`;
  return new Problem('validation', `The request does not fit the contract in ${places}; see the details.`, { errors });
}

/** The message is made and written here, where a mistake in it is still the call's; Connect writes it once more. */
function answer({ contract }: RpcState, given: RpcAnswer | undefined): Outgoing<Told> {
  if (given === undefined) return { sent: { answer: { message: {} } }, ending: { status: 200, replayed: false } };
  const message = create(contract.method.output, given.message);
  toBinary(contract.method.output, message);
  const replayed = given.replayed === true;
  return { sent: { answer: { message, replayed } }, ending: { status: 200, replayed } };
}

/** The one error for whatever was thrown. */
function refuse(state: RpcState, thrown: unknown): Outgoing<Told> {
  try {
    return told(state, Problem.from(unavailable(thrown)));
  } catch {
    // A problem that can't be read is like anything else that was thrown.
    return told(state, Problem.unknown(thrown));
  }
}

const told = ({ requestId, correlationId }: RpcState, problem: Problem): Outgoing<Told> => ({
  sent: { error: connectError(problem, requestId, correlationId) },
  ending: { status: problem.status, problem, replayed: false },
});
