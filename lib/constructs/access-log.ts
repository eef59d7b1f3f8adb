import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';

/**
 * One JSON line a request. Values are strings throughout: the gateway writes `-` for what does not apply, which is no
 * JSON outside quotes. `requestId` joins it to the function's log, which also has the caller's correlation id; access
 * logs cannot see request headers.
 * Source: API Gateway Developer Guide, "Variables for access logging for API Gateway".
 */
export const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    extendedRequestId: '$context.extendedRequestId',
    traceId: '$context.xrayTraceId',
    time: '$context.requestTimeEpoch',
    ip: '$context.identity.sourceIp',
    userAgent: '$context.identity.userAgent',
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
    errorMessage: '$context.error.message',
    wafStatus: '$context.waf.status',
  }),
);
