import type { Answer } from '../../../runtime/http/answer.ts';
import type { CorsSettings } from '../../../runtime/http/cors.ts';
import { type OperationHandler, operation } from '../../../runtime/http/operation.ts';
import type { OperationContract } from '../../../runtime/operation-contract.ts';
import {
  type EventOptions,
  gatewayEvent,
  lambdaContext,
  recordingRuntime,
} from '../../../testkit/operation-runtime.ts';
import { contract } from '../contract.ts';

/** What a run of an operation may have of its own. */
interface Run {
  readonly contract?: Partial<OperationContract>;
  readonly event?: EventOptions;
  readonly remaining?: number;
  readonly cors?: CorsSettings;
  readonly handle?: OperationHandler<unknown, unknown>;
}

export const ok = async (): Promise<Answer> => ({ status: 200, body: {} });

/** Runs an operation on a gateway event, as Lambda would. */
export async function runOperation({ contract: over = {}, event = {}, remaining = 4000, handle = ok, cors }: Run = {}) {
  const { runtime, lines, metrics } = recordingRuntime();
  const handler = operation(
    contract(over),
    handle,
    () => runtime,
    () => cors,
  );
  const { statusCode, headers = {}, body } = await handler(gatewayEvent(event), lambdaContext(remaining));
  return { status: statusCode, headers, json: body === '' ? undefined : JSON.parse(body), body, lines, metrics };
}
