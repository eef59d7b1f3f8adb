import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { lambdaRuntime, type Runtime } from '../core/runtime.ts';
import { lazy } from '../lazy.ts';
import { readAccessEnv } from './env.ts';
import { type GuardedRoute, policyFor } from './policy.ts';
import { InvalidToken, tokenVerifier, type VerifyToken } from './token.ts';

/** What the authorizer works with. */
export interface AccessServices {
  readonly verify: VerifyToken;
  readonly usageKeyPrefix: string;
  readonly log: Runtime['telemetry']['log'];
}

type Event = Pick<APIGatewayTokenAuthorizerEvent, 'authorizationToken' | 'methodArn'>;
type Authorizer = (event: Event) => Promise<APIGatewayAuthorizerResult>;

/**
 * The gateway's token authorizer. The error "Unauthorized", to the letter, is its sign for 401; any other error is
 * answered with 500.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export const authorizer =
  (routes: readonly GuardedRoute[], services: () => AccessServices): Authorizer =>
  async ({ authorizationToken, methodArn }) => {
    const { verify, usageKeyPrefix, log } = services();
    const token = /^Bearer +(\S+)$/i.exec(authorizationToken)?.[1] ?? '';
    try {
      return policyFor(await verify(token), methodArn, routes, usageKeyPrefix);
    } catch (error) {
      if (error instanceof InvalidToken) {
        log.info('token refused', { reason: (error.cause as { code?: string } | undefined)?.code ?? 'unknown' });
        throw new Error('Unauthorized');
      }
      log.error('token could not be checked', {}, error);
      throw new Error('The token could not be checked');
    }
  };

/** The authorizer of a stage, for the routes of its app. Its services are made at the first use and kept: so are keys. */
export const lambdaAuthorizer = (routes: readonly GuardedRoute[]): Authorizer =>
  authorizer(
    routes,
    lazy((): AccessServices => {
      const { issuer, usageKeyPrefix } = readAccessEnv();
      return { verify: tokenVerifier(issuer), usageKeyPrefix, log: lambdaRuntime().telemetry.log };
    }),
  );
