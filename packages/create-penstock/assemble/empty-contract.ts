import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';

/**
 * The sample's contract with nothing but its health check: the answers, parameters and headers that any operation needs
 * stay, so that a new one refers to them.
 */
export function emptyContract(text: string): string {
  const document = parseDocument(text);
  document.setIn(['info', 'title'], '{{name}}');
  document.setIn(['info', 'summary'], 'What this API is for.');
  keep(document.get('paths') as YAMLMap, (path) => path === '/health');
  const tags = document.get('tags') as { items: unknown[] };
  tags.items = tags.items.filter((tag) => isMap(tag) && tag.get('name') === 'health');
  document.setIn(['security'], document.createNode([{ oauth2: [] }]));
  const flow = ['components', 'securitySchemes', 'oauth2', 'flows', 'clientCredentials', 'scopes'];
  document.setIn(flow, document.createNode({}));
  const kept = {
    schemas: /^(EntityTags|Health|NextCursor|Problem|Timestamp|ValidationProblem)$/,
    parameters: /^(Correlation|(?!.*Id$))/,
    headers: /^(?!.+Location$)/,
  };
  for (const [kind, pattern] of Object.entries(kept)) {
    const components = document.getIn(['components', kind]);
    if (isMap(components)) keep(components as YAMLMap, (key) => pattern.test(key));
  }
  return document.toString({ lineWidth: 0 });
}

function keep(map: YAMLMap, wanted: (key: string) => boolean): void {
  map.items = (map.items as Pair[]).filter(({ key }) =>
    wanted(isScalar(key) ? String(key.value) : ''),
  ) as typeof map.items;
}
