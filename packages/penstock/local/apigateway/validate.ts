import { parseJson } from '../json.ts';
import type { Parameter } from './definition.ts';
import { mediaTypeOf } from './media-types.ts';
import { header, type Refusal, type RequestContext, refuse } from './request-context.ts';

/**
 * The request validator for parameters: those required are there and not blank.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function validateParameters(context: RequestContext): Refusal | undefined {
  const missing = (context.route?.requiredParameters ?? []).filter((parameter) => isBlank(context, parameter));
  if (missing.length === 0) return undefined;
  const names = missing.map(({ name }) => name).join(', ');
  return refuse('BAD_REQUEST_PARAMETERS', `Missing required request parameters: [${names}]`);
}

function isBlank({ request, pathParameters }: RequestContext, { in: place, name }: Parameter): boolean {
  const value = {
    header: () => header(request, name),
    path: () => pathParameters?.[name],
    query: () => request.query.findLast(([key]) => key === name)?.[1],
  }[place]();
  return value === undefined || value.trim() === '';
}

/** The request validator for bodies: content of a type that the method has a model for fits it. */
export function validateBody({ request, route }: RequestContext): Refusal | undefined {
  const fits = route?.models?.get(mediaTypeOf(request, 'content-type'));
  if (fits === undefined || fits(parseJson(request.body.toString('utf8')))) return undefined;
  return refuse('BAD_REQUEST_BODY');
}

/** What the gateway itself takes; Lambda takes less, and looks at the whole event. */
export function validateSize({ request }: RequestContext): Refusal | undefined {
  return request.tooLarge ? refuse('REQUEST_TOO_LARGE') : undefined;
}
