import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Transport } from '../core/chain.ts';
import { Problem } from '../problem/problem.ts';
import { negotiate } from './accept.ts';
import type { Answer } from './answer.ts';
import { readBody } from './body/read-body.ts';
import { withoutBytes } from './body/without-bytes.ts';
import { correlate } from './correlation.ts';
import { headerValues } from './headers.ts';
import { idempotencyKeyOf } from './idempotency-header.ts';
import { readParameters } from './parameters/read-parameters.ts';
import { refuseAfterSunset } from './refuse-after-sunset.ts';
import type { RequestContext } from './request-context.ts';
import { answer, refuse } from './respond.ts';

/** Calls over HTTP, as API Gateway's proxy integration brings them. */
export const httpTransport: Transport<RequestContext, Answer, APIGatewayProxyResult> = {
  correlate,
  credentialsOf: ({ event, contract }) => {
    // The gateway hands on one of several as the caller's, and says not which.
    for (const name of new Set(['Authorization', ...contract.security.flatMap(({ header = [] }) => header)])) {
      if (headerValues(event, name).length > 1) {
        throw new Problem('unauthorized', `There is more than one ${name} header.`);
      }
    }
    return event.requestContext.authorizer ?? {};
  },
  validate: (context) => {
    refuseAfterSunset(context);
    negotiate(context);
    readParameters(context);
    readBody(context);
  },
  idempotencyKeyOf,
  askedOf: ({ path, body }) => ({ path, body: withoutBytes(body) }),
  answer,
  refuse,
};
