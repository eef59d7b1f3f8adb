import type { Resource } from '../assembly/resolved.ts';
import { number, text } from '../json.ts';
import type { AuthorizerDefinition, IdentitySource, Refuse, RefuseOf } from './definition.ts';
import { functionArn } from './document.ts';

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
    identitySources: readSources(text(properties.IdentitySource) ?? '', refuse),
    ttl: number(properties.AuthorizerResultTtlInSeconds) ?? 300,
    ...(expression === undefined ? {} : { validation: new RegExp(`^(?:${expression})$`) }),
  };
}

const source = /^(method\.request\.header|method\.request\.querystring|stageVariables|context)\.(.+)$/;
const places: Readonly<Record<string, IdentitySource['in']>> = {
  context: 'context',
  'method.request.header': 'header',
  'method.request.querystring': 'query',
  stageVariables: 'stageVariable',
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html */
function readSources(sources: string, refuse: Refuse): readonly IdentitySource[] {
  const wanted = sources.split(',').map((each) => each.trim());
  return wanted
    .filter((each) => each !== '')
    .flatMap((each) => {
      const [, place = '', name = ''] = source.exec(each) ?? [];
      const found = places[place];
      if (found === undefined) refuse(`the local cloud does not understand the source ${each}.`, 'IdentitySource');
      return found === undefined ? [] : [{ in: found, name }];
    });
}
