import type { Entity } from '../entity.ts';

/** What an operation's files and its part of the contract are made of. */
export interface OperationNames extends Entity {
  readonly operationId: string;
}

const answers = (statuses: readonly string[]): string => {
  const kinds: Readonly<Record<string, string>> = {
    400: 'Problem',
    401: 'Unauthorized',
    403: 'Problem',
    404: 'Problem',
    413: 'Problem',
    415: 'Problem',
    422: 'ValidationProblem',
    429: 'TryLater',
    500: 'Problem',
    503: 'TryLater',
    504: 'Problem',
  };
  return statuses.map((status) => `    '${status}': { $ref: '#/components/responses/${kinds[status]}' }`).join('\n');
};

const traced = `    - $ref: '#/components/parameters/CorrelationId'
    - $ref: '#/components/parameters/TraceParent'`;

const always = ['400', '401', '403', '429', '500', '503', '504'] as const;
const withBody = ['400', '401', '403', '413', '415', '422', '429', '500', '503', '504'] as const;
const ofOne = ['400', '401', '403', '404', '429', '500', '503', '504'] as const;

/** The operation in the contract: the block below its path. */
export const createContract = ({ operationId, context, type, variable, write }: OperationNames): string => `post:
  operationId: ${operationId}
  tags: [${context}]
  summary: Create a ${variable}
  description: The same key with the same body is the same ${variable}, and its first answer comes again.
  security:
    - oauth2: ['${write}']
  x-penstock:
    idempotency: required
  parameters:
    - $ref: '#/components/parameters/IdempotencyKey'
${traced}
  requestBody:
    required: true
    content:
      application/json:
        schema: { $ref: '#/components/schemas/New${type}' }
  responses:
    '201':
      description: The ${variable} was created, now or by an earlier request with this key.
      headers:
        Location: { $ref: '#/components/headers/Location' }
        ETag: { $ref: '#/components/headers/ETag' }
        Idempotent-Replayed: { $ref: '#/components/headers/IdempotentReplayed' }
        X-Correlation-Id: { $ref: '#/components/headers/CorrelationId' }
      content:
        application/json:
          schema: { $ref: '#/components/schemas/${type}' }
${answers(withBody)}`;

export const newSchema = ({ type }: Entity): string => `New${type}:
  type: object
  additionalProperties: false
  required: [name]
  properties:
    name: { $ref: '#/components/schemas/${type}Name' }`;

export const getContract = ({ operationId, context, type, variable, read }: OperationNames): string => `get:
  operationId: ${operationId}
  tags: [${context}]
  summary: Read a ${variable}
  security:
    - oauth2: ['${read}']
  parameters:
    - $ref: '#/components/parameters/${type}Id'
${traced}
  responses:
    '200':
      description: The ${variable}.
      headers:
        ETag: { $ref: '#/components/headers/ETag' }
        X-Correlation-Id: { $ref: '#/components/headers/CorrelationId' }
      content:
        application/json:
          schema: { $ref: '#/components/schemas/${type}' }
${answers(ofOne)}`;

export const listContract = ({ operationId, context, type, read }: OperationNames): string => `get:
  operationId: ${operationId}
  tags: [${context}]
  summary: List ${context}, newest first
  security:
    - oauth2: ['${read}']
  parameters:
    - $ref: '#/components/parameters/Limit'
    - $ref: '#/components/parameters/Cursor'
${traced}
  responses:
    '200':
      description: A page of ${context}.
      headers:
        Link: { $ref: '#/components/headers/Link' }
        X-Correlation-Id: { $ref: '#/components/headers/CorrelationId' }
      content:
        application/json:
          schema: { $ref: '#/components/schemas/${type}Page' }
${answers(always)}`;

export const pageSchema = ({ type }: Entity): string => `${type}Page:
  type: object
  additionalProperties: false
  required: [items, nextCursor]
  properties:
    items:
      type: array
      maxItems: 100
      items: { $ref: '#/components/schemas/${type}' }
    nextCursor: { $ref: '#/components/schemas/NextCursor' }`;

/** An operation of any other verb: on one of them, by its id. */
export const actionContract = ({ operationId, context, type, variable, write }: OperationNames): string => `post:
  operationId: ${operationId}
  tags: [${context}]
  summary: ${operationId}
  security:
    - oauth2: ['${write}']
  x-penstock:
    idempotency: required
  parameters:
    - $ref: '#/components/parameters/${type}Id'
    - $ref: '#/components/parameters/IdempotencyKey'
${traced}
  responses:
    '200':
      description: The ${variable}.
      headers:
        ETag: { $ref: '#/components/headers/ETag' }
        X-Correlation-Id: { $ref: '#/components/headers/CorrelationId' }
      content:
        application/json:
          schema: { $ref: '#/components/schemas/${type}' }
${answers(ofOne)}`;

export const idParameter = ({ type, id, variable }: Entity): string => `${type}Id:
  name: ${id}
  in: path
  required: true
  description: The id of the ${variable}.
  schema: { $ref: '#/components/schemas/${type}Id' }`;
