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
}

const operation = fc.record({
  method: fc.constantFrom('get', 'post', 'put'),
  status: fc.constantFrom('200', '201', '2XX', 'default'),
  body: fc.oneof(objects(schemas(2)), schemas(2)),
  answer: schemas(3),
  parameters,
});

/** Contracts that hold to the rules, of features of OpenAPI 3.1 and JSON Schema that these allow. */
export const contracts: fc.Arbitrary<ContractSample> = fc
  .array(operation, { minLength: 1, maxLength: 3 })
  .map((all) => {
    const operations = all.map((one, index) => ({ ...one, operationId: `operation${index}` }) as OperationSample);
    const components = operations.flatMap(({ body, answer }) => [body.components, answer.components]);
    return {
      operations,
      document: {
        openapi: '3.1.1',
        info: { title: 'Generated', version: '1.0.0' },
        ...policies,
        security: [],
        paths: Object.fromEntries(operations.map((one) => [pathOf(one), { [one.method]: operationOf(one) }])),
        components: {
          ...problemComponents,
          schemas: Object.assign({}, problemComponents.schemas, ...components),
        },
      },
    };
  });

export const pathOf = ({ operationId, parameters: all }: OperationSample): string =>
  [`/${operationId}`, ...all.filter(({ place }) => place === 'path').map(({ name }) => `{${name}}`)].join('/');

function operationOf({ operationId, method, status, body, answer, parameters: all }: OperationSample): object {
  return {
    operationId,
    parameters: all.map(({ declared }) => declared),
    ...(method === 'post' && { 'x-penstock': { idempotency: 'none' } }),
    ...(method !== 'get' && { requestBody: { required: true, content: json(body.schema) } }),
    responses: {
      ...(status === 'default' ? { '5XX': problems.default } : { default: problems.default }),
      '4XX': problems['4XX'],
      [status]: { description: 'It is done.', content: json(answer.schema) },
    },
  };
}
