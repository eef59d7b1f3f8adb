import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import { Problem } from '../../problem/problem.ts';

/** The app's authorizer, as the gateway asks it. */
export type TokenAuthorizer = (event: {
  readonly type: 'TOKEN';
  readonly authorizationToken: string;
  readonly methodArn: string;
}) => Promise<APIGatewayAuthorizerResult>;

export type Admission =
  | { readonly caller: Readonly<Record<string, unknown>>; readonly refusal?: undefined }
  | { readonly refusal: Problem };

/** Of an API that is nowhere: an authorizer looks at the path alone. */
const STAGE_ARN = 'arn:aws:execute-api:native:000000000000:native/native';

/** What an authorizer throws for a token that does not hold, to the letter: everything else is no fault of the token. */
const NO_TOKEN = 'Unauthorized';

/** Asks the gateway's authorizer whether a token may call a method, and holds to its policy. */
export async function admission(
  authorizer: TokenAuthorizer,
  authorization: string | null,
  path: string,
): Promise<Admission> {
  const methodArn = `${STAGE_ARN}/POST${path}`;
  if (authorization === null) return refused('unauthorized', 'There is no valid bearer token.');
  try {
    const { policyDocument, context } = await authorizer({
      type: 'TOKEN',
      authorizationToken: authorization,
      methodArn,
    });
    return allows(policyDocument, methodArn)
      ? { caller: context ?? {} }
      : refused('forbidden', 'The token does not allow this call.');
  } catch (error) {
    if (error instanceof Error && error.message === NO_TOKEN) {
      return refused('unauthorized', 'There is no valid bearer token.');
    }
    return { refusal: new Problem('service-unavailable', 'The token could not be checked.', { cause: error }) };
  }
}

const refused = (code: 'unauthorized' | 'forbidden', detail: string): Admission => ({
  refusal: new Problem(code, detail),
});

/** As IAM evaluates it: what is denied is not allowed. */
function allows({ Statement }: APIGatewayAuthorizerResult['policyDocument'], methodArn: string): boolean {
  const effects = Statement.filter((one) => covers(one, methodArn)).map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}

function covers(statement: object, methodArn: string): boolean {
  const resources = 'Resource' in statement ? [statement.Resource].flat() : [];
  return resources.some((resource) => wildcard(String(resource)).test(methodArn));
}

const wildcard = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
