import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { unavailable } from '../../aws/failures.ts';
import type { Outgoing, Transport } from '../../core/chain.ts';
import type { Delivery, Ending } from '../../core/report-call.ts';
import type { Lifetime } from '../../http/stream/lifetime.ts';
import { Problem } from '../../problem/problem.ts';
import { connectError } from '../connect-error.ts';
import type { MethodContract } from '../method-contract.ts';
import type { RpcState } from '../rpc-state.ts';
import { type ReadRequest, rpcTransport } from '../rpc-transport.ts';
import type { HandOver } from './hand-over.ts';

export type StreamedMessage = MessageInitShape<MethodContract['method']['output']>;

/** A call whose answer is messages that come one after the other. */
export interface StreamState extends RpcState {
  readonly lifetime: Lifetime;
  /** Where Connect takes the messages from. */
  readonly out: HandOver<StreamedMessage>;
}

type Messages = AsyncIterable<StreamedMessage>;
type Sent = { readonly messages: Messages } | { readonly problem: Problem };

/** Calls of methods that answer with a stream: they are read and refused like all others. */
export const streamTransport = (
  read: ReadRequest,
  now: () => number,
): Transport<StreamState, Messages | undefined, Sent> => ({
  ...rpcTransport(read),
  answer: ({ contract }, messages) => {
    if (messages === undefined) throw new Error(`${contract.operationId} gave no messages`);
    return { sent: { messages }, ending: { status: 200, replayed: false } };
  },
  refuse: ({ lifetime }, thrown) => (lifetime.cut() === undefined ? refused(thrown) : over()),
  deliver: (state, outgoing) => deliver(state, outgoing, now),
});

function refused(thrown: unknown): Outgoing<Sent> {
  let problem: Problem;
  try {
    problem = Problem.from(unavailable(thrown));
  } catch {
    problem = Problem.unknown(thrown);
  }
  return { sent: { problem }, ending: { status: problem.status, problem, replayed: false } };
}

/** What was thrown after the stream was cut, was thrown because of it: there is nothing to send, and its end says why. */
const over = (): Outgoing<Sent> => ({ sent: { messages: none() }, ending: { status: 200, replayed: false } });

async function* none(): AsyncGenerator<never> {}

/**
 * Hands the messages over as they come. A stream that lasts its time ends with an error, as nothing else tells its caller
 * that there may be more to come.
 */
async function deliver(state: StreamState, { sent, ending }: Outgoing<Sent>, now: () => number): Promise<Ending> {
  const { startedAt, lifetime, out } = state;
  const openedMs = now() - startedAt;
  let messages = 0;
  const told = (ended: Delivery['ended'], problem?: Problem): Ending => {
    lifetime.close();
    out.end(problem && connectError(problem, state.requestId, state.correlationId));
    const delivery = { openedMs, events: messages, bytes: 0, ended };
    return { ...ending, ...(problem && { problem, status: problem.status }), delivery };
  };
  if ('problem' in sent) return told('complete', sent.problem);
  try {
    for await (const message of sent.messages) {
      if (!(await out.give(create(state.contract.method.output, message)))) return told('gone');
      messages += 1;
    }
    const cut = lifetime.cut();
    return cut === 'deadline' ? { ...told('deadline', lasted()), status: 200 } : told(cut ?? 'complete');
  } catch (error) {
    if (lifetime.cut() === 'deadline') return { ...told('deadline', lasted()), status: 200 };
    return told('failed', Problem.from(unavailable(error)));
  }
}

const lasted = (): Problem =>
  new Problem('deadline-exceeded', 'The stream has lasted its time. Ask for what has come since the last message.');
