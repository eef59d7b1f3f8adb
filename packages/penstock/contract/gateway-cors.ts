import { type Cors, everyOrigin } from './cors.ts';
import type { Endpoint } from './endpoint.ts';
import { headerOf } from './gateway-authorizers.ts';

type Headers = Readonly<Record<string, string>>;

const allowOrigin = 'Access-Control-Allow-Origin';

/** Of errors that the gateway makes; every page may read the others. */
const alwaysReadable = ['cache-control', 'content-type'];

/**
 * What lets pages read an error that the gateway makes: its headers are fixed, so it names one origin, or each. Its problem
 * document has nothing in it that is private.
 *
 * @param names of the headers that the error has
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export function errorCors(cors: Cors | undefined, names: readonly string[]): Headers {
  if (cors === undefined) return {};
  const [first = everyOrigin, ...others] = cors.origins;
  return {
    [allowOrigin]: others.length === 0 ? first : everyOrigin,
    ...credentialsOf(cors),
    'Access-Control-Expose-Headers': names.filter((name) => !alwaysReadable.includes(name.toLowerCase())).join(', '),
  };
}

/** What a mock integration adds to its answer: fixed headers, and a template that names the origin that asks. */
export interface MockCors {
  readonly headers: Headers;
  readonly template: string;
}

const nothing: MockCors = { headers: {}, template: '' };

/** Of an answer to a request that is no preflight. */
export function mockCors(cors: Cors | undefined, names: readonly string[]): MockCors {
  if (cors === undefined) return nothing;
  const exposed = errorCors(cors, names)['Access-Control-Expose-Headers'] ?? '';
  const { headers, template } = originOfMock(cors);
  return { headers: { ...headers, 'Access-Control-Expose-Headers': exposed }, template };
}

/** Of a preflight: the methods of the path, and the headers that its operations take. */
export function preflightCors(
  cors: Cors | undefined,
  methods: readonly string[],
  endpoints: readonly Endpoint[],
): MockCors {
  if (cors === undefined) return nothing;
  const { headers, template } = originOfMock(cors);
  return {
    headers: {
      ...headers,
      'Access-Control-Allow-Methods': methods.filter((method) => method !== 'OPTIONS').join(', '),
      'Access-Control-Allow-Headers': allowedHeaders(endpoints).join(', '),
      'Access-Control-Max-Age': String(cors.maxAge),
    },
    template,
  };
}

/**
 * One origin, or each, is fixed. Among several the template chooses the one that asks, as the CDK's own preflights do; who
 * is none of them gets the first, which is not his.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
 */
function originOfMock(cors: Cors): MockCors {
  const [first = everyOrigin, ...others] = cors.origins;
  const headers = {
    [allowOrigin]: first,
    ...(first === everyOrigin ? {} : { Vary: 'Origin' }),
    ...credentialsOf(cors),
  };
  return { headers, template: others.map(choice).join('') };
}

/** A header is called as it was sent: in lower case over HTTP/2. */
const choice = (origin: string): string => {
  const asks = ['Origin', 'origin'].map((name) => `$input.params().header.get("${name}") == "${origin}"`);
  return `#if(${asks.join(' || ')})#set($context.responseOverride.header.${allowOrigin} = "${origin}")#end`;
};

const credentialsOf = ({ credentials }: Cors): Headers =>
  credentials ? { 'Access-Control-Allow-Credentials': 'true' } : {};

/** What names a call across systems, whatever the operation says of it. */
const correlation = ['X-Correlation-Id', 'traceparent'];

/** What clients of Connect and gRPC-Web send. @see https://connectrpc.com/docs/cors/ */
const ofServices = ['Connect-Protocol-Version', 'Connect-Timeout-Ms', 'Grpc-Timeout', 'X-Grpc-Web', 'X-User-Agent'];

/** What pages may send to the operations of a path, beside what they always may. Names are compared without case. */
export function allowedHeaders(endpoints: readonly Endpoint[]): readonly string[] {
  const names = endpoints.flatMap(headersOf);
  return [...new Map([...names, ...correlation].map((name) => [name.toLowerCase(), name])).values()].sort();
}

function headersOf(endpoint: Endpoint): readonly string[] {
  const { parameters, requestBody, rpc, policy, security, headers = [] } = endpoint;
  return [
    ...security.map(headerOf),
    ...(requestBody === undefined && rpc === undefined ? [] : ['Content-Type']),
    ...(policy.idempotency === 'required' ? ['Idempotency-Key'] : []),
    ...headers,
    ...parameters.flatMap(({ name, in: place }) => (place === 'header' ? [name] : [])),
    ...(rpc === undefined ? [] : ofServices),
  ];
}
