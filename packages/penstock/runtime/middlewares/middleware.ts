import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Answer, Exchange } from '../http/exchange.ts';

/** A step that every request of an operation passes: its "event" is the exchange, not the gateway's event. */
export type Middleware = MiddlewareObj<Exchange, Answer | APIGatewayProxyResult>;
