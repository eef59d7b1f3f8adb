import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Outgoing } from '../../core/chain.ts';
import type { OperationContract } from '../../operation-contract.ts';
import type { Answer } from '../answer.ts';
import { declaredAnswer } from '../declared-answer.ts';
import type { RequestContext } from '../request-context.ts';
import { answer, refuse } from '../respond.ts';
import { EVENT_STREAM } from './event-text.ts';
import type { ServerSentEvent } from './server-sent-event.ts';
import type { StreamHead } from './stream-host.ts';

/** What a streamed operation sends: events, or a body that is whole. */
export interface StreamSent {
  readonly head: StreamHead;
  readonly body: string;
  readonly events?: AsyncIterable<ServerSentEvent>;
}

/** Throws for an answer that could not leave, or is not as the contract declares; its events are checked as they leave. */
export function streamAnswer(context: RequestContext, given: Answer | undefined): Outgoing<StreamSent> {
  const { contract } = context;
  const isStream = given !== undefined && declaredAnswer(contract, given.status)?.mediaType === EVENT_STREAM;
  if (!isStream) return asSent(answer(context, given));
  const { events, ...head } = given;
  if (events === undefined) throw new Error(`${contract.operationId} answered ${given.status} without events`);
  const { sent, ending } = asSent(answer({ ...context, contract: headAlone(contract, given.status) }, head));
  const headers = { ...sent.head.headers, 'Content-Type': EVENT_STREAM };
  return { sent: { ...sent, head: { ...sent.head, headers }, events }, ending };
}

export const streamRefusal = (context: RequestContext, thrown: unknown): Outgoing<StreamSent> =>
  asSent(refuse(context, thrown));

/** The contract of the same answer without content: its headers are checked like any other's. */
function headAlone(contract: OperationContract, status: number): OperationContract {
  const headers = declaredAnswer(contract, status)?.headers ?? {};
  return { ...contract, answers: { [status]: { headers } } };
}

function asSent({ sent, ending }: Outgoing<APIGatewayProxyResult>): Outgoing<StreamSent> {
  const { statusCode, headers = {}, body } = sent;
  const text = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return { sent: { head: { statusCode, headers: Object.fromEntries(text) }, body }, ending };
}
