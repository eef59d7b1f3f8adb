import type { OperationContract } from '../operation-contract.ts';
import { isOf } from './accept.ts';
import type { Answer } from './answer.ts';
import type { HandlerOf, OperationHandler } from './operation.ts';
import type { ServerSentEvent } from './stream/server-sent-event.ts';

/** An answer as it is given, whatever was asked for. */
export interface ExampleAnswer extends Pick<Answer, 'status' | 'mediaType' | 'body' | 'headers'> {
  /** Of a stream, which ends after them. */
  readonly events?: readonly ServerSentEvent[];
}

/**
 * A handler in the place of one that is not written yet: it gives the first of its answers, or the one of the media type
 * that the caller would rather have. A synth refuses functions with it unless their stage has `exampleAnswers`.
 */
export function exampleAnswer<Contract extends OperationContract>(
  contract: Contract,
  answers: readonly ExampleAnswer[],
): HandlerOf<Contract> {
  const give: OperationHandler<unknown, unknown> = async ({ accepted }) => {
    const wanted = answers.find(
      ({ mediaType }) => mediaType !== undefined && accepted !== undefined && isOf(mediaType, accepted),
    );
    const found = wanted ?? answers[0];
    if (found === undefined) throw new Error(`${contract.operationId} has no example of an answer`);
    const { events, ...answer } = found;
    return events === undefined ? answer : { ...answer, events: inTurn(events) };
  };
  // What it gives is checked as any answer is, when it leaves.
  return give as HandlerOf<Contract>;
}

async function* inTurn(events: readonly ServerSentEvent[]): AsyncIterable<ServerSentEvent> {
  yield* events;
}
