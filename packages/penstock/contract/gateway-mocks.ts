import type { Cors } from './cors.ts';
import type { Endpoint } from './endpoint.ts';
import { mockCors, preflightCors } from './gateway-cors.ts';
import { problemTemplate } from './gateway-responses.ts';

/**
 * A mock integration has a template for each type of content that it takes; what has none gets 415 from the gateway.
 * These are the types that clients give a body by default, beside those of the contract.
 */
const COMMON_TYPES = [
  'application/json',
  'application/octet-stream',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
];

/** What clients of Connect and gRPC-Web send to the methods of services. */
const RPC_TYPES = ['connect+json', 'connect+proto', 'grpc-web', 'grpc-web+json', 'grpc-web+proto', 'proto'].map(
  (subtype) => `application/${subtype}`,
);

interface MockAnswer {
  readonly status: number;
  readonly description: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly template?: string;
}

export interface MockedPath {
  readonly path: string;
  readonly allowed: readonly string[];
  /** All that there are; some have the path. */
  readonly endpoints: readonly Endpoint[];
  readonly cors: Cors | undefined;
}

const requestId = 'context.requestId';
const fixed = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]));

/** OPTIONS on a path: 204 with what it allows (RFC 9110, 9.3.7), to a page too that asks before it calls. */
export function optionsMethod({ path, allowed, endpoints, cors }: MockedPath): object {
  const ofPath = endpoints.filter((endpoint) => endpoint.path === path);
  const { headers, template } = preflightCors(cors, allowed, ofPath);
  return mockMethod(path, endpoints, {
    status: 204,
    description: 'What the path allows.',
    headers: { ...fixed({ Allow: allowed.join(', '), ...headers }), 'X-Correlation-Id': requestId },
    ...(template === '' ? {} : { template }),
  });
}

/** Every method that a path does not declare: 405 with those that it does (RFC 9110, 15.5.6). */
export function anyMethod({ path, allowed, endpoints, cors }: MockedPath): object {
  const { headers, template } = mockCors(cors, ['Allow', 'X-Correlation-Id']);
  const common = {
    Allow: allowed.join(', '),
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  };
  const problem = problemTemplate({ code: 'method-not-allowed', detail: `The path takes ${allowed.join(', ')}.` });
  return mockMethod(path, endpoints, {
    status: 405,
    description: 'The path does not take this method.',
    headers: { ...fixed({ ...common, ...headers }), 'X-Correlation-Id': requestId },
    template: `${template}${problem}`,
  });
}

const typesOf = ({ requestBody }: Endpoint): readonly string[] =>
  (requestBody?.contents ?? []).map(({ mediaType }) => mediaType);

/**
 * A method that the gateway answers by itself. Every request and every answer counts as binary (the document's
 * `x-amazon-apigateway-binary-media-types`), which a template cannot read: both are converted to text.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
function mockMethod(path: string, operations: readonly Endpoint[], answer: MockAnswer): object {
  const { status, description, headers, template } = answer;
  const isMethod = operations.some((operation) => operation.rpc !== undefined && operation.path === path);
  const types = [...COMMON_TYPES, ...(isMethod ? RPC_TYPES : operations.flatMap(typesOf))];
  const request = JSON.stringify({ statusCode: status });
  return {
    parameters: Array.from(path.matchAll(/\{([^}]+)\}/g), ([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    responses: {
      [status]: {
        description,
        headers: Object.fromEntries(Object.keys(headers).map((name) => [name, { schema: { type: 'string' } }])),
      },
    },
    'x-amazon-apigateway-integration': {
      type: 'mock',
      contentHandling: 'CONVERT_TO_TEXT',
      passthroughBehavior: 'never',
      requestTemplates: Object.fromEntries([...new Set(types)].map((type) => [type, request])),
      responses: {
        default: {
          statusCode: String(status),
          contentHandling: 'CONVERT_TO_TEXT',
          responseParameters: Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, value]),
          ),
          ...(template === undefined ? {} : { responseTemplates: { 'application/json': template } }),
        },
      },
    },
  };
}
