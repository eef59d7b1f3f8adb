import type { Context } from 'aws-lambda';
import type { Answer } from '../../runtime/http/answer.ts';
import { type OperationHandler, operation } from '../../runtime/http/operation.ts';
import type { OperationRequest } from '../../runtime/http/request.ts';
import type { OperationContract } from '../../runtime/operation-contract.ts';
import { type EventOptions, gatewayEvent, recordingRuntime } from '../../testkit/operation-runtime.ts';
import { contract } from './contract.ts';

/** Milliseconds since the epoch: the clock of every run stands still. */
export const NOW = Date.parse('2026-11-22T12:00:00.000Z');

export interface Run {
  readonly contract?: Partial<OperationContract>;
  readonly event?: EventOptions;
  /** Milliseconds that Lambda leaves. */
  readonly remaining?: number;
  readonly handle?: OperationHandler<unknown, unknown>;
}

/** One request through the whole chain; what was answered, told and seen by the handler. */
export async function run({ contract: over = {}, event = {}, remaining = 4000, handle }: Run = {}) {
  const { runtime, lines, metrics } = recordingRuntime(() => NOW);
  const seen: OperationRequest<unknown, unknown>[] = [];
  const answered = async (request: OperationRequest<unknown, unknown>): Promise<Answer> => {
    seen.push(request);
    return handle === undefined ? { status: 200, body: {} } : handle(request);
  };
  const context = { getRemainingTimeInMillis: () => remaining, awsRequestId: 'invocation-1' } as unknown as Context;
  const handler = operation(contract(over), answered, () => runtime);
  const {
    statusCode: status,
    headers = {},
    body,
  } = await handler(gatewayEvent({ requestId: 'r-1', ...event }), context);
  const json = body === '' ? undefined : JSON.parse(body);
  return { status, headers, body, json, lines, metrics, seen: seen[0], code: json?.type?.split(':').at(-1) };
}
