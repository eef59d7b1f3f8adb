import { table } from '../cli/table.ts';
import type { LocalCloud, Route } from './cloud.ts';

const unprotected =
  'Web pages can reach the tables: this system has no loopback address but 127.0.0.1 to hide their engine at. ' +
  'Keep nothing in them that matters, or name an engine of your own by DYNAMODB_ENDPOINT.';

/** What a newcomer needs to know once the local cloud runs; the last line is a promise to scripts. */
export function welcome(cloud: LocalCloud, { grpcPort }: { readonly grpcPort?: number | undefined } = {}): string {
  const { url, routes, tenants, withoutEffect, engineProtection, regions = [] } = cloud;
  const port = new URL(url).port;
  const option = port === '3000' ? '' : ` --port ${port}`;
  const quiet = [...withoutEffect].map(([type, count]) => (count === 1 ? type : `${type} (${count})`));
  return [
    ...(engineProtection === 'none' ? [unprotected] : []),
    ...(quiet.length === 0 ? [] : [`Without effect on a laptop: ${quiet.join(', ')}`]),
    '',
    routeTable(routes),
    '',
    `Get a token (tenants: ${tenants.map(({ name, plan }) => `${name} on ${plan}`).join(', ')}):`,
    `  npm run --silent token --${option} --tenant ${tenants[0]?.name ?? 'acme'}`,
    ...examples(url, option, routes),
    ...(grpcPort === undefined ? [] : [`gRPC, without TLS: 127.0.0.1:${grpcPort}`]),
    `See what it does: ${url}/_local`,
    '',
    ...(regions.length === 0 ? [] : [regionTable(regions), '']),
    `Penstock is ready on ${url}`,
  ].join('\n');
}

/** Of a cloud to which a stage is still to be deployed; the last line is the same promise. */
export function emptyWelcome({ url, engineProtection, regions = [] }: LocalCloud): string {
  return [
    ...(engineProtection === 'none' ? [unprotected] : []),
    'Nothing is deployed yet. In another terminal:',
    '  npm run deploy:local',
    'or, to use the CDK CLI as it is:',
    '  eval "$(npm run --silent deploy:local -- --print-env)"',
    '',
    ...(regions.length === 0 ? [] : [regionTable(regions), '']),
    `Penstock is ready on ${url}`,
  ].join('\n');
}

/** Where the API of each region answers. */
export function regionTable(regions: NonNullable<LocalCloud['regions']>): string {
  return table(
    ['REGION', 'API'],
    regions.map(({ region, url }) => [region, url]),
  );
}

/** A call that works when pasted: of a list that a token may read, or where there is none, the health of the API. */
function examples(url: string, option: string, routes: readonly Route[]): readonly string[] {
  const list = routes.find((route) => route.method === 'GET' && !route.public && !route.path.includes('{'));
  if (list === undefined) return ['', `  curl ${url}/health`];
  return [
    'Ask it something:',
    `  curl -i ${url}${list.path} -H "Authorization: Bearer $(npm run --silent token --${option})"`,
  ];
}

function routeTable(routes: readonly Route[]): string {
  const head = ['METHOD', 'PATH', 'OPERATION', 'TOKEN', 'THROTTLE', 'TIMEOUT', 'FUNCTION'];
  const rows = routes.map((route) => [
    route.method,
    route.path,
    route.operationId,
    route.public ? 'none' : 'needed',
    route.throttle === undefined ? 'none' : `${route.throttle.rate}/s, ${route.throttle.burst} at once`,
    `${route.timeout / 1000} s`,
    route.functionName,
  ]);
  return table(head, rows);
}
