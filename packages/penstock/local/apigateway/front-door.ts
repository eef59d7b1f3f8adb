import { type GatewayProblem, problemTemplate, statusOf } from '../../contract/gateway-responses.ts';
import { allProblemCodes } from '../../contract/problem-types.ts';
import type { ApiDefinition } from './definition.ts';
import type { Reply } from './request-context.ts';

/**
 * What is refused before the gateway reads a request, by the code of Node's error. AWS's front door answers these in
 * words of its own; here they are problem documents like all others, where the API's are.
 */
const problems: Readonly<Record<string, GatewayProblem>> = {
  HPE_HEADER_OVERFLOW: {
    code: 'header-fields-too-large',
    detail: 'The request line and the headers have more than 10,240 bytes together.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    code: 'request-timeout',
    detail: 'The request did not arrive in time.',
  },
};

/**
 * The answer to an error of the connection; undefined when it is no more than a malformed request.
 *
 * @param api whose own errors are problem documents, or AWS's messages
 */
export function frontDoorReply(
  errorCode: string | undefined,
  requestId: string,
  api: Pick<ApiDefinition, 'gatewayResponses'>,
): Reply | undefined {
  const problem = problems[errorCode ?? ''];
  if (problem !== undefined && api.gatewayResponses.DEFAULT_4XX === undefined) {
    const body = JSON.stringify({ message: allProblemCodes[problem.code].title });
    return { status: statusOf(problem), headers: [['Content-Type', 'application/json']], body };
  }
  return (
    problem && {
      status: statusOf(problem),
      headers: [
        ['Content-Type', 'application/problem+json'],
        ['Cache-Control', 'no-store'],
        ['X-Correlation-Id', requestId],
      ],
      body: problemTemplate(problem).replaceAll('$context.requestId', requestId),
    }
  );
}
