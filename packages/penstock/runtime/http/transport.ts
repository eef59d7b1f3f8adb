import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Transport } from '../core/chain.ts';
import { negotiate } from './accept.ts';
import type { Answer } from './answer.ts';
import { readBody } from './body/read-body.ts';
import { withoutBytes } from './body/without-bytes.ts';
import { correlate } from './correlation.ts';
import { credentialsOf } from './credentials.ts';
import { idempotencyKeyOf } from './idempotency-header.ts';
import { noParameters } from './parameters/no-parameters.ts';
import { refuseAfterSunset } from './refuse-after-sunset.ts';
import type { RequestContext } from './request-context.ts';
import { answer, refuse } from './respond.ts';

/** Calls over HTTP, as API Gateway's proxy integration brings them. */
export const httpTransport: Transport<RequestContext, Answer, APIGatewayProxyResult> = {
  correlate,
  credentialsOf,
  validate: (context) => {
    refuseAfterSunset(context);
    negotiate(context);
    const { contract, event } = context;
    Object.assign(context, contract.readParameters?.(contract, event) ?? noParameters(event));
    readBody(context);
  },
  idempotencyKeyOf,
  askedOf: ({ path, body }) => ({ path, body: withoutBytes(body) }),
  answer,
  refuse,
};
