import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { routes } from '../../../generated/routes.ts';
import { type AccessServices, compose } from '../../compose.ts';
import { policyFor } from '../../policy.ts';
import { InvalidToken } from '../../token.ts';

type Event = Pick<APIGatewayTokenAuthorizerEvent, 'authorizationToken' | 'methodArn'>;

/**
 * The gateway's token authorizer. The error "Unauthorized", to the letter, is its sign for 401; any other error is
 * answered with 500.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export const authorizer =
  (services: () => AccessServices) =>
  async ({ authorizationToken, methodArn }: Event): Promise<APIGatewayAuthorizerResult> => {
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

export const handler = authorizer(compose);
