import type { AnswerContract, OperationContract } from '../operation-contract.ts';

type Declaring = Pick<OperationContract, 'operationId' | 'answers' | 'problems'>;

/** `200`, then `2XX`: what the contract says of a status, the exact one first (OpenAPI 3.1, Responses Object). */
const waysToWrite = (status: number): readonly string[] => [String(status), `${String(status).charAt(0)}XX`];

/**
 * What the contract declares of an answer with this status, by `default` where that is how the operation succeeds;
 * undefined where it declares none, or no response has it.
 */
export function declaredAnswer({ answers }: Declaring, status: number): AnswerContract | undefined {
  if (!Number.isInteger(status) || status < 200 || status > 399) return undefined;
  const way = [...waysToWrite(status), 'default'].find((written) => Object.hasOwn(answers, written));
  return way === undefined ? undefined : answers[way];
}

export const declaresProblem = ({ problems }: Declaring, status: number): boolean =>
  [...waysToWrite(status), 'default'].some((written) => problems.includes(written));
