import type { UniversalServerResponse } from '@connectrpc/connect/protocol';
import { callReporter } from '../../core/report-call.ts';
import { lambdaCors, readableByPages } from '../../http/cors.ts';
import type { ResponseStream, StreamHandler, StreamHead, StreamHost } from '../../http/stream/stream-host.ts';
import { clampTimeouts } from '../caller-timeout.ts';
import { refused } from '../refused.ts';
import type { RpcFunction } from '../rpc-function.ts';
import { type Invocation, openRpcState } from '../rpc-state.ts';
import { asProblem, commonHeaders } from '../sendable.ts';
import { headersOfResponse, universalRequest } from '../universal.ts';

export interface StreamedFunction extends RpcFunction {
  readonly host: StreamHost;
}

/** Runs universal handlers behind a gateway that streams what they answer. */
export function streamedFunction({
  contracts,
  handlers,
  runtime,
  host,
  cors = lambdaCors,
}: StreamedFunction): StreamHandler {
  let report: ReturnType<typeof callReporter> | undefined;
  return host.streamify(async (event, stream, context) => {
    const { telemetry, now } = runtime();
    const invocation: Invocation = { event, context, startedAt: now(), reported: false, stream };
    const handler = handlers().find(({ requestPath }) => requestPath === event.resource);
    const contract = contracts.find(({ method }) => method === handler?.method);
    if (handler === undefined || contract === undefined) throw new Error(`There is no method at ${event.resource}`);
    await telemetry.tracer.run(`## ${contract.operationId}`, async () => {
      const request = universalRequest(invocation, handler.requestPath, new AbortController().signal);
      clampTimeouts(request.header, contract.stream?.deadline ?? contract.deadline);
      const status = await streamOut(await handler(request), invocation, {
        ...host,
        begin: (to, { statusCode, headers }) =>
          host.begin(to, { statusCode, headers: readableByPages({ event, cors: cors() }, headers) }),
      });
      if (invocation.reported) return;
      report ??= callReporter(telemetry, now);
      report(openRpcState(contract, invocation, {} as never, undefined), refused(invocation, status));
    });
  });
}

/** Writes an answer out as it comes, no faster than it is taken, and returns its status. */
export async function streamOut(
  response: UniversalServerResponse,
  invocation: Invocation & { readonly stream?: ResponseStream },
  host: StreamHost,
): Promise<number> {
  const { stream } = invocation;
  if (stream === undefined) throw new Error('The host gave no stream');
  const problem = asProblem(response, invocation);
  if (problem !== undefined) {
    const { statusCode, headers, body } = problem.sent;
    const out = host.begin(stream, { statusCode, headers });
    out.write(body);
    out.end();
    return statusCode;
  }
  const out = host.begin(stream, headOf(response));
  // The head leaves with the first write.
  out.write('');
  for await (const bytes of response.body ?? []) {
    if (!out.write(bytes)) await drained(out);
  }
  out.end();
  return response.status;
}

/** Or gone: then nothing that is written goes anywhere. */
const drained = (out: ResponseStream): Promise<void> =>
  new Promise((resolve) => {
    out.once('drain', () => resolve());
    out.once('close', () => resolve());
  });

const headOf = (response: UniversalServerResponse): StreamHead => {
  const headers = Object.entries(headersOfResponse(response)).map(([name, values]) => [name, values.join(', ')]);
  return { statusCode: response.status, headers: { ...commonHeaders, ...Object.fromEntries(headers) } };
};
