import { isObject, type JsonObject, list } from '../json.ts';
import type { QueueReply } from './engine.ts';
import { entryProblem, type IsReceipt, requestProblem } from './request-checks.ts';
import type { SqsProblem } from './sqs-problem.ts';

type Call = (operation: string, input: JsonObject) => Promise<QueueReply>;

/** A request of SQS as SQS takes it: what it refuses never reaches the engine, entry by entry where it is a batch. */
export async function checkedCall(
  operation: string,
  input: JsonObject,
  isReceipt: IsReceipt,
  call: Call,
): Promise<QueueReply> {
  const problem = requestProblem(operation, input, isReceipt);
  if (problem !== undefined) return { status: 400, body: sqsError(problem) };
  if (!operation.endsWith('Batch')) return call(operation, input);
  const entries = list(input.Entries).filter(isObject);
  const failed = entries.flatMap((entry) => {
    const found = entryProblem(operation, entry, isReceipt);
    return found === undefined ? [] : [{ entry, failure: failureOf(entry, found) }];
  });
  if (failed.length === 0) return call(operation, input);
  const rest = entries.filter((entry) => failed.every((one) => one.entry !== entry));
  const failures = failed.map(({ failure }) => failure);
  if (rest.length === 0) return { status: 200, body: { Successful: [], Failed: failures } };
  const { status, body } = await call(operation, { ...input, Entries: rest });
  return { status, body: status === 200 ? { ...body, Failed: [...list(body.Failed), ...failures] } : body };
}

function sqsError({ code, message }: SqsProblem): JsonObject {
  return { __type: `com.amazonaws.sqs#${code}`, message };
}

function failureOf({ Id }: JsonObject, { code, message }: SqsProblem): JsonObject {
  return { Id, SenderFault: true, Code: code, Message: message };
}
