import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import type { AuthorizerEvent } from '../../access/credential.ts';
import { Problem } from '../../problem/problem.ts';

/** The app's authorizer, as the gateway asks it. */
export type Authorizer = (event: AuthorizerEvent) => Promise<APIGatewayAuthorizerResult>;

export type Admission =
  | { readonly caller: Readonly<Record<string, unknown>>; readonly refusal?: undefined }
  | { readonly refusal: Problem };

/** Of an API that is nowhere: an authorizer looks at the path alone. */
const STAGE_ARN = 'arn:aws:execute-api:native:000000000000:native/native';

/** What an authorizer throws for what does not hold, to the letter: everything else is no fault of the caller's. */
const NOT_VALID = 'Unauthorized';

/** Asks the gateway's authorizer whether who shows a token or a key may call a method, and holds to its policy. */
export async function admission(authorizer: Authorizer, header: Headers, path: string): Promise<Admission> {
  const methodArn = `${STAGE_ARN}/POST${path}`;
  const multiValueHeaders = Object.fromEntries([...header].map(([name, value]) => [name, [value]]));
  try {
    const { policyDocument, context } = await authorizer({ type: 'REQUEST', methodArn, multiValueHeaders });
    return allows(policyDocument, methodArn)
      ? { caller: context ?? {} }
      : refused('forbidden', 'The token or key does not allow this call.');
  } catch (error) {
    if (error instanceof Error && error.message === NOT_VALID) {
      return refused('unauthorized', 'There is no valid token or key.');
    }
    return { refusal: new Problem('service-unavailable', 'The token or key could not be checked.', { cause: error }) };
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
