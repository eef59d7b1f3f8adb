import { table } from '../cli/table.ts';
import type { Endpoint } from './endpoint.ts';
import type { Consumer } from './events/model.ts';
import type { FormatOptions } from './finding.ts';
import type { RpcMethod } from './rpc/model.ts';

/** `parcels:read`, `token` where every one will do, `key parcels:read`. */
const callersOf = ({ security }: Pick<Endpoint, 'security'>): string =>
  security
    .map(({ credential, scopes }) =>
      [...(credential === 'apiKey' ? ['key'] : scopes.length === 0 ? ['token'] : []), ...scopes].join(' '),
    )
    .join(' or ') || 'any';

type Columns<Row> = readonly (readonly [string, (row: Row) => string])[];

const ofEndpoints: Columns<Endpoint> = [
  ['operation', ({ operationId }) => operationId],
  ['route', (endpoint) => `${methodsOf(endpoint)} ${endpoint.path}`],
  ['callers', callersOf],
  ['throttle', ({ policy }) => `${policy.throttle.rate}/s, burst ${policy.throttle.burst}`],
  ['timeout', ({ policy }) => `${policy.timeout} s`],
  ['idempotency', ({ policy }) => policy.idempotency],
  ['SLO', ({ policy }) => `${policy.slo.availability}%, p99 ${policy.slo.p99} ms`],
];

const ofConsumers: Columns<Consumer> = [
  ['consumer', ({ name }) => name],
  ['queue', ({ queue, fair }) => (fair ? `${queue}, fair` : queue)],
  ['takes', ({ patterns, messages }) => [...patterns, ...messages].join(' ')],
  ['timeout', ({ timeout }) => `${timeout} s`],
  ['visibility', ({ visibilityTimeout }) => `${visibilityTimeout} s`],
  ['at once', ({ concurrency, batchSize }) => `${concurrency} x ${batchSize}`],
  ['retries', ({ retryWindow, maxReceiveCount }) => `${retryWindow} s, ${maxReceiveCount} receives`],
  ['waits', ({ backoff }) => `${backoff.base} to ${backoff.cap} s`],
];

const ofMethods: Columns<RpcMethod> = [
  ['method', ({ endpoint }) => endpoint.operationId],
  ['serves', ({ serves }) => serves.operationId],
  ['asked by', ({ endpoint }) => (endpoint.rpc.alsoGet ? 'POST, GET' : 'POST')],
  ['callers', ({ endpoint }) => callersOf(endpoint)],
  ['throttle', ({ endpoint: { policy } }) => `${policy.throttle.rate}/s, burst ${policy.throttle.burst}`],
  ['timeout', ({ endpoint: { policy } }) => `${policy.timeout} s`],
  ['idempotency', ({ endpoint: { policy } }) => policy.idempotency],
];

/** The operations of a contract and its graph with what they promise, as a table for a terminal. */
export function formatEndpoints(endpoints: readonly Endpoint[], options: FormatOptions = {}): string {
  return formatTable(ofEndpoints, endpoints, options);
}

const methodsOf = ({ method, furtherMethods = [] }: Endpoint): string => [method, ...furtherMethods].join(', ');

/** The consumers with what their queues promise, as a table for a terminal. */
export function formatConsumers(consumers: readonly Consumer[], options: FormatOptions = {}): string {
  return formatTable(ofConsumers, consumers, options);
}

/** The methods of services with what they promise. */
export function formatMethods(methods: readonly RpcMethod[], options: FormatOptions = {}): string {
  return formatTable(ofMethods, methods, options);
}

function formatTable<Row>(columns: Columns<Row>, all: readonly Row[], { color = false }: FormatOptions): string {
  const headings = columns.map(([title]) => title);
  return table(
    headings,
    all.map((row) => columns.map(([, cell]) => cell(row))),
    { color },
  );
}
