import type { JsonObject } from './json.ts';
import type { Contract } from './model.ts';
import { selfContained } from './schema.ts';

/**
 * The self-contained JSON Schema (2020-12) of an answer's body; undefined when that answer has no body.
 * @throws Error when the contract has no such operation or the operation no such answer.
 */
export function responseSchema(contract: Contract, operationId: string, status: number): JsonObject | undefined {
  const operation = contract.operations.find((candidate) => candidate.operationId === operationId);
  const answers = operation?.responses ?? [];
  const answer =
    answers.find((candidate) => candidate.status === String(status)) ??
    answers.find((candidate) => candidate.status === `${String(status).charAt(0)}XX`) ??
    answers.find((candidate) => candidate.status === 'default');
  if (answer === undefined) throw new Error(`${contract.file} declares no answer ${status} of ${operationId}`);
  const [content] = answer.contents;
  return content && selfContained(contract.derived, content.schema);
}
