import type { Resource } from '../assembly/resolved.ts';
import { number, text } from '../json.ts';
import type { AuthorizerDefinition, Refuse, RefuseOf } from './definition.ts';
import { functionArn } from './document.ts';
import { readSources } from './identity-sources.ts';

/** Reads the Lambda authorizers of an API by their ids. */
export function readAuthorizers(
  resources: readonly Resource[],
  refuseOf: RefuseOf,
): ReadonlyMap<string, AuthorizerDefinition> {
  return new Map(resources.map((resource) => [resource.id, readAuthorizer(resource, refuseOf(resource))]));
}

function readAuthorizer({ id, properties }: Resource, refuse: Refuse): AuthorizerDefinition {
  const expression = text(properties.IdentityValidationExpression);
  const arn = functionArn(properties.AuthorizerUri);
  if (arn === '') refuse('names no function.', 'AuthorizerUri');
  return {
    name: id,
    type: properties.Type === 'REQUEST' ? 'REQUEST' : 'TOKEN',
    functionArn: arn,
    identitySources: readSources(text(properties.IdentitySource) ?? '', (message) => refuse(message, 'IdentitySource')),
    ttl: number(properties.AuthorizerResultTtlInSeconds) ?? 300,
    ...(expression === undefined ? {} : { validation: new RegExp(`^(?:${expression})$`) }),
  };
}
