import { gatewayDocument } from '../../../contract/gateway-document.ts';
import type { Answer } from '../../../runtime/http/answer.ts';
import { operation } from '../../../runtime/http/operation.ts';
import type { OperationRequest } from '../../../runtime/http/request.ts';
import {
  caller,
  type EventOptions,
  gatewayEvent,
  lambdaContext,
  recordingRuntime,
} from '../../../testkit/operation-runtime.ts';
import { type ContractSample, type OperationSample, pathOf } from './arbitrary-contract.ts';
import type { Made } from './workbench.ts';

/** What does not work of a contract that was accepted, when each operation is asked as it says, and answers so. */
export async function failuresOf(made: Made, { operations }: ContractSample): Promise<readonly string[]> {
  gatewayDocument(made.contract, { integrationUri: ({ operationId }) => operationId, authorizerUri: 'authorizer' });
  const failures = await Promise.all(operations.map((one) => serve(made, one)));
  return failures.flat();
}

async function serve(made: Made, sample: OperationSample): Promise<readonly string[]> {
  const found = made.operations.find((one) => one.operation.operationId === sample.operationId);
  if (found === undefined) return [`${sample.operationId} is no operation`];
  const { runtime, lines } = recordingRuntime();
  const seen: OperationRequest<unknown, unknown>[] = [];
  const handle = async (request: OperationRequest<unknown, unknown>): Promise<Answer> => {
    seen.push(request);
    return {
      status: /^\d+$/.test(sample.status) ? Number(sample.status) : 200,
      body: sample.answer.answered,
    } as Answer;
  };
  const handler = operation(found.module, handle, () => runtime);
  const { statusCode, body } = await handler(gatewayEvent(requestOf(sample)), lambdaContext(mostMs));
  if (statusCode >= 300)
    return [`${sample.operationId}: ${statusCode} ${body} ${lines.map(({ error }) => String(error)).join()}`];
  return differences(sample, seen[0], body);
}

function requestOf({ method, body, parameters, ...sample }: OperationSample): EventOptions {
  const [shown] = sample.security;
  const credential = shown !== undefined && Object.hasOwn(shown, 'key') ? 'apiKey' : 'token';
  const sent = parameters.map((one) => one.sent);
  const hasBody = method !== 'get';
  return {
    method: method.toUpperCase(),
    path: pathOf({ method, body, parameters, ...sample }),
    caller: shown === undefined ? null : caller({ credential, scope: 'things:read' }),
    query: Object.assign({}, ...sent.map(({ query }) => query)),
    pathParameters: Object.assign({}, ...sent.map(({ pathParameters }) => pathParameters)),
    headers: Object.assign(
      hasBody ? { 'content-type': 'application/json' } : {},
      ...sent.map(({ headers }) => headers),
    ),
    ...(hasBody && { body: JSON.stringify(body.asked) }),
  };
}

/** What a handler has seen otherwise than it was sent, or a caller otherwise than it was answered. */
function differences(
  { operationId, method, body, answer, parameters }: OperationSample,
  request: OperationRequest<unknown, unknown> | undefined,
  answered: string,
): readonly string[] {
  const query = Object(request?.query);
  const pairs: (readonly [string, unknown, unknown])[] = [
    ['answer', JSON.parse(answered), answer.answered],
    ...(method === 'get' ? [] : [['body', request?.body, body.asked] as const]),
    ...parameters
      .filter(({ place }) => place === 'query')
      .map(({ name, value }) => [name, query[name], value] as const),
  ];
  return pairs
    .filter(([, received, expected]) => sorted(received) !== sorted(expected))
    .map(([what, received, expected]) => `${operationId}: ${what} ${sorted(received)}, expected ${sorted(expected)}`);
}

const mostMs = 30_000;

const sorted = (value: unknown): string => JSON.stringify(value);
