/** What a contract of one operation consists of; what is left out is as small as it may be. */
export interface Parts {
  readonly version?: string;
  /** Of the request. */
  readonly body?: object;
  /** Of the answer 200. */
  readonly answer?: object;
  readonly schemas?: object;
  readonly components?: object;
  /** Members of the operation, over those that it has. */
  readonly operation?: object;
  readonly pathItem?: object;
  readonly path?: string;
  /** Members of the document. */
  readonly root?: object;
}

export const text = (maxLength = 20): object => ({ type: 'string', maxLength });
export const digit = { type: 'integer', minimum: 0, maximum: 9 };

export const closed = (properties: object, required: readonly string[] = [], more: object = {}): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
  ...more,
});

const problem = { $ref: '#/components/responses/Problem' };

export const json = (schema: object): object => ({ 'application/json': { schema } });

/** The policies that every operation of these contracts has. */
export const policies = {
  'x-penstock': {
    throttle: { rate: 100, burst: 200 },
    timeout: 3,
    slo: { availability: 99.9, p99: 250 },
    concurrency: 50,
  },
};

export const problems = { '4XX': problem, default: problem };

export const problemComponents = {
  responses: {
    Problem: {
      description: 'What went wrong.',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
  schemas: {
    Problem: {
      type: 'object',
      required: ['type', 'status'],
      properties: { type: text(99), status: { type: 'integer', minimum: 400, maximum: 599 } },
    },
  },
};

/** A contract whose one operation, `doThing`, takes and answers what is given. */
export function documentOf(parts: Parts): object {
  const { version = '3.1.1', body, answer = closed({}), path = '/things' } = parts;
  const operation = {
    operationId: 'doThing',
    'x-penstock': { idempotency: 'none' },
    ...(body !== undefined && { requestBody: { required: true, content: json(body) } }),
    responses: { '200': { description: 'It is done.', content: json(answer) }, ...problems },
    ...parts.operation,
  };
  return {
    openapi: version,
    info: { title: 'Things', version: '1.0.0' },
    ...policies,
    security: [],
    paths: { [path]: { ...parts.pathItem, post: operation } },
    components: {
      ...parts.components,
      responses: problemComponents.responses,
      schemas: { ...problemComponents.schemas, ...parts.schemas },
    },
    ...parts.root,
  };
}
