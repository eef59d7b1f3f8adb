import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';

/**
 * One JSON line a request. Values are strings throughout: the gateway writes `-` for what does not apply, which is no
 * JSON outside quotes. `requestId` joins it to the function's log, which also has the caller's correlation id; access
 * logs cannot see request headers.
 *
 * Beside the request id, nothing that a caller words is in it: a quote in a user agent would add members of the caller's own, and the message
 * of an unknown route quotes the Authorization header whole, token included (HumanCellAtlas/data-store#328).
 * Source: API Gateway Developer Guide, "Variables for access logging for API Gateway".
 */
export const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    extendedRequestId: '$context.extendedRequestId',
    traceId: '$context.xrayTraceId',
    time: '$context.requestTimeEpoch',
    ip: '$context.identity.sourceIp',
    method: '$context.httpMethod',
    route: '$context.resourcePath',
    status: '$context.status',
    latency: '$context.responseLatency',
    integrationLatency: '$context.integration.latency',
    integrationStatus: '$context.integration.integrationStatus',
    integrationError: '$context.integration.error',
    responseLength: '$context.responseLength',
    tenant: '$context.authorizer.tenant',
    plan: '$context.authorizer.plan',
    errorType: '$context.error.responseType',
    wafStatus: '$context.waf.status',
  }),
);
