import type { IdentitySource } from './definition.ts';

const source = /^(method\.request\.header|method\.request\.querystring|stageVariables|context)\.(.+)$/;
const places: Readonly<Record<string, IdentitySource['in']>> = {
  context: 'context',
  'method.request.header': 'header',
  'method.request.querystring': 'query',
  stageVariables: 'stageVariable',
};

/**
 * Where an authorizer looks for who sends a request.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
 */
export function readSources(sources: string, refuse: (message: string) => void): readonly IdentitySource[] {
  const wanted = sources.split(',').map((each) => each.trim());
  return wanted
    .filter((each) => each !== '')
    .flatMap((each) => {
      const [, place = '', name = ''] = source.exec(each) ?? [];
      const found = places[place];
      if (found === undefined) refuse(`the local cloud does not understand the source ${each}.`);
      return found === undefined ? [] : [{ in: found, name }];
    });
}
