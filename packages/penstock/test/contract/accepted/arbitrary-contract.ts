import fc from 'fast-check';
import { type ParameterSample, parameters } from './arbitrary-parameters.ts';
import { objects, type Sample, schemas } from './arbitrary-schemas.ts';
import { json, policies, problemComponents, problems } from './document.ts';

/** A contract, and for each of its operations what it may be asked and may answer. */
export interface ContractSample {
  readonly document: object;
  readonly operations: readonly OperationSample[];
}

export interface OperationSample {
  readonly operationId: string;
  readonly method: 'get' | 'post' | 'put';
  readonly status: string;
  readonly body: Sample;
  readonly answer: Sample;
  readonly parameters: readonly ParameterSample[];
  /** What its path begins with. */
  readonly below: string;
  readonly security: readonly object[];
  readonly policy: object;
}

const key = { key: [] };
const token = { token: ['things:read'] };
const discovered = { discovered: ['things:read'] };

const securitySchemes = {
  key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
  token: { type: 'http', scheme: 'bearer', 'x-scopes': ['things:read'] },
  discovered: { type: 'openIdConnect', openIdConnectUrl: 'https://auth.example.com/.well-known/openid-configuration' },
};

const operation = fc.record({
  below: fc.constantFrom('', '/v1', '/v1.0', '/things:all', '/A_b-c'),
  security: fc.constantFrom<readonly object[]>([], [], [token], [key], [token, key], [discovered]),
  policy: fc.constantFrom(
    {},
    { timeout: 1 },
    { timeout: 20, concurrency: 100 },
    { throttle: { rate: 1, burst: 1 }, concurrency: 1 },
    { slo: { availability: 99.99, p99: 100 } },
  ),
  method: fc.constantFrom('get', 'post', 'put'),
  status: fc.constantFrom('200', '201', '2XX', 'default'),
  body: fc.oneof(objects(schemas(2)), schemas(2)),
  answer: schemas(3),
  parameters,
});

const roots: readonly object[] = [
  {},
  { 'x-penstock-cors': { origins: ['https://shop.example.com'], credentials: true, maxAge: 60 } },
  { 'x-penstock-cors': { origins: ['*'] } },
];

const plans = {
  free: { rate: 50, burst: 100, quota: { limit: 1000, period: 'DAY' } },
  pro: { rate: 500, burst: 1000 },
};

/** Contracts that hold to the rules, of features of OpenAPI 3.1 and JSON Schema that these allow. */
export const contracts: fc.Arbitrary<ContractSample> = fc
  .tuple(fc.array(operation, { minLength: 1, maxLength: 3 }), fc.constantFrom(...roots))
  .map(([all, root]) => {
    const operations = all.map((one, index) => ({ ...one, operationId: `operation${index}` }) as OperationSample);
    const components = operations.flatMap(({ body, answer }) => [body.components, answer.components]);
    return {
      operations,
      document: {
        openapi: '3.1.1',
        info: { title: 'Generated', version: '1.0.0' },
        ...policies,
        ...root,
        'x-penstock-plans': plans,
        security: [],
        paths: Object.fromEntries(operations.map((one) => [pathOf(one), { [one.method]: operationOf(one) }])),
        components: {
          ...problemComponents,
          securitySchemes,
          schemas: Object.assign({}, problemComponents.schemas, ...components),
        },
      },
    };
  });

export const pathOf = ({ below, operationId, parameters: all }: OperationSample): string =>
  [`${below}/${operationId}`, ...all.filter(({ place }) => place === 'path').map(({ name }) => `{${name}}`)].join('/');

function operationOf({ operationId, method, status, body, answer, ...one }: OperationSample): object {
  return {
    operationId,
    security: one.security,
    parameters: one.parameters.map(({ declared }) => declared),
    'x-penstock': { ...one.policy, ...(method === 'post' && { idempotency: 'none' }) },
    ...(method !== 'get' && { requestBody: { required: true, content: json(body.schema) } }),
    responses: {
      ...(status === 'default' ? { '5XX': problems.default } : { default: problems.default }),
      '4XX': problems['4XX'],
      [status]: { description: 'It is done.', content: json(answer.schema) },
    },
  };
}
