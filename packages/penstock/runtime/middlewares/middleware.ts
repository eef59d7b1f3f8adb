import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Answer, RequestContext } from '../http/request-context.ts';

/** A step that every request of an operation passes: its "event" is the request's context, not the gateway's event. */
export type Middleware = MiddlewareObj<RequestContext, Answer | APIGatewayProxyResult>;
