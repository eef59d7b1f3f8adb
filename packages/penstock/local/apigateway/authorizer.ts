import { evaluate, readPolicy, type Statement } from '../iam/policy.ts';
import { isObject, object, text } from '../json.ts';
import type { InvocationResult, LambdaService } from '../lambda/service.ts';
import type { ApiDefinition, AuthorizerDefinition, IdentitySource } from './definition.ts';
import { requestAuthorizerEvent } from './event.ts';
import { type Caller, header, type Refusal, type RequestContext, refuse } from './request-context.ts';
import { contextVariable } from './variables.ts';

interface Verdict {
  readonly caller: Caller;
  readonly statements: readonly Statement[];
}

interface Entry {
  readonly expires: number;
  readonly verdict: Promise<Verdict | Refusal>;
}

interface Question {
  /** What the request says of who sends it. */
  readonly identity: readonly string[];
  readonly event: object;
}

const cacheLimit = 10_000;

/**
 * Lambda authorizers. Results are kept by identity, such as a token, for the TTL, failures are not; requests that come
 * while the authorizer runs for theirs wait for its one answer, so that a start under load costs one call a token.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export function createAuthorizer(api: ApiDefinition, lambda: LambdaService, now = Date.now) {
  const cache = new Map<string, Entry>();

  const ask = (
    authorizer: AuthorizerDefinition,
    { identity, event }: Question,
    trace: string,
  ): Promise<Verdict | Refusal> => {
    const key = JSON.stringify([authorizer.name, ...identity]);
    const cached = cache.get(key);
    if (cached !== undefined && cached.expires > now()) return cached.verdict;
    const verdict = call(api, lambda, authorizer, event, trace);
    if (cache.size >= cacheLimit) cache.delete(cache.keys().next().value ?? '');
    // Without an identity nothing tells one request's result from another's.
    if (identity.length === 0) return verdict;
    cache.set(key, { expires: now() + authorizer.ttl * 1000, verdict });
    void verdict.then((result) => {
      if (isRefusal(result) || authorizer.ttl === 0) cache.delete(key);
    });
    return verdict;
  };

  return async (context: RequestContext): Promise<Refusal | undefined> => {
    const authorizer = context.route?.authorizer;
    if (authorizer === undefined) return undefined;
    const identity = authorizer.identitySources.map((source) => identityOf(source, context, api) ?? '');
    if (identity.includes('')) return refuse('UNAUTHORIZED');
    const [token = ''] = identity;
    if (authorizer.validation?.test(token) === false) return refuse('UNAUTHORIZED');
    const { method, path } = context.request;
    const methodArn = `arn:aws:execute-api:${api.region}:${api.account}:${api.id}/${api.stage}/${method}${path}`;
    const event =
      authorizer.type === 'TOKEN'
        ? { type: 'TOKEN', authorizationToken: token, methodArn }
        : requestAuthorizerEvent(context, api, methodArn);
    const verdict = await ask(authorizer, { identity, event }, context.trace);
    if (isRefusal(verdict)) return verdict;
    context.caller = verdict.caller;
    const decision = evaluate(verdict.statements, 'execute-api:Invoke', methodArn);
    if (decision === 'allowed') return undefined;
    const how = decision === 'explicit-deny' ? ' with an explicit deny in an identity-based policy' : '';
    return refuse('ACCESS_DENIED', `User is not authorized to access this resource${how}`);
  };
}

function identityOf({ in: place, name }: IdentitySource, context: RequestContext, api: ApiDefinition) {
  if (place === 'header') return header(context.request, name);
  if (place === 'query') return context.request.query.findLast(([key]) => key === name)?.[1];
  return place === 'context' ? contextVariable(name, context, api) : api.stageVariables[name];
}

function isRefusal(result: Verdict | Refusal): result is Refusal {
  return 'type' in result;
}

async function call(
  api: ApiDefinition,
  lambda: LambdaService,
  authorizer: AuthorizerDefinition,
  event: object,
  trace: string,
): Promise<Verdict | Refusal> {
  const sourceArn = `arn:aws:execute-api:${api.region}:${api.account}:${api.id}/authorizers/${authorizer.name}`;
  if (!api.permits(authorizer.functionArn, sourceArn)) return refuse('AUTHORIZER_CONFIGURATION_ERROR');
  return read(await lambda.invoke({ arn: authorizer.functionArn, event, trace }));
}

function read(result: InvocationResult): Verdict | Refusal {
  if (result.kind === 'error' && result.error.errorMessage === 'Unauthorized') return refuse('UNAUTHORIZED');
  if (result.kind !== 'result') return refuse('AUTHORIZER_FAILURE');
  const { principalId, policyDocument, context, usageIdentifierKey } = object(result.payload);
  const principal = text(principalId);
  const values = Object.entries(object(context));
  let malformed = principal === undefined || !isObject(policyDocument) || values.some(([, value]) => !isScalar(value));
  const statements = readPolicy(policyDocument, () => {
    malformed = true;
  });
  if (malformed || principal === undefined) return refuse('AUTHORIZER_CONFIGURATION_ERROR');
  const key = text(usageIdentifierKey);
  const caller: Caller = {
    principalId: principal,
    context: Object.fromEntries(values.map(([name, value]) => [name, String(value)])),
    ...(key === undefined ? {} : { usageIdentifierKey: key }),
  };
  return { caller, statements };
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
