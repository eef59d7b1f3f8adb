import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';

/**
 * The sample's contract without the files of its contexts: the answers, parameters and headers that any operation needs
 * are in it, so that a new one refers to them.
 */
export function emptyContract(text: string): string {
  const document = parseDocument(text);
  document.setIn(['info', 'title'], '{{name}}');
  document.setIn(['info', 'summary'], 'What this API is for.');
  const paths = document.get('paths') as YAMLMap;
  paths.items = (paths.items as Pair[]).filter(
    ({ key }) => isScalar(key) && key.value === '/health',
  ) as typeof paths.items;
  document.delete('webhooks');
  const tags = document.get('tags') as { items: unknown[] };
  tags.items = tags.items.filter((tag) => isMap(tag) && tag.get('name') === 'health');
  document.setIn(['security'], document.createNode([{ oauth2: [] }]));
  const flow = ['components', 'securitySchemes', 'oauth2', 'flows', 'clientCredentials', 'scopes'];
  document.setIn(flow, document.createNode({}));
  return document.toString({ lineWidth: 0 });
}
