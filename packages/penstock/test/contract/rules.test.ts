import { describe, expect, it } from '@jest/globals';
import { contractText, type Edit, edited, findingsOf, lineOf } from './contract.ts';

interface Case {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly rule: string;
  /** Rules that the same mistake breaks as well. */
  readonly also?: readonly string[];
  /** The line of the finding holds this, the first after `after`. */
  readonly line: string;
  readonly after?: string;
  readonly message: string;
  readonly fix: string;
}

const createParcel = 'operationId: createParcel';
const listParcels = 'operationId: listParcels';
const updateParcel = 'operationId: updateParcel';
const cancelParcel = 'operationId: cancelParcel';
const getHealth = 'operationId: getHealth';

const cases: readonly Case[] = [
  {
    name: 'an older OpenAPI',
    edits: [{ from: 'openapi: 3.1.1', to: 'openapi: 3.0.3' }],
    rule: 'openapi',
    line: 'openapi: 3.0.3',
    message: 'expected an OpenAPI 3.1 document, received version "3.0.3"',
    fix: "Write `openapi: '3.1.1'`",
  },
  {
    name: 'a member that OpenAPI does not know',
    edits: [{ from: '  version: 1.0.0', to: '  version: 1.0.0\n  owner: parcels' }],
    rule: 'openapi',
    line: 'owner: parcels',
    message: 'expected no member "owner" here',
    fix: 'Remove or rename "owner".',
  },
  {
    name: 'a response without a description',
    edits: [{ from: '          description: This region answers.\n', to: '' }],
    rule: 'openapi',
    line: "'200':",
    after: getHealth,
    message: 'expected the member "description", received none',
    fix: 'Add "description".',
  },
  {
    name: 'a reference to nowhere',
    edits: [{ from: "'#/components/schemas/NewParcel'", to: "'#/components/schemas/NewOrdr'" }],
    rule: 'reference',
    line: 'NewOrdr',
    message: 'expected a reference that leads somewhere, received "#/components/schemas/NewOrdr"',
    fix: 'Define #/components/schemas/NewOrdr or correct it.',
  },
  {
    name: 'a reference to another file',
    edits: [{ from: "'#/components/schemas/NewParcel'", to: "'./new-parcel.yaml'" }],
    rule: 'reference',
    line: './new-parcel.yaml',
    message: 'expected a reference into this file (#/...) or another (parcels.yaml#/...), received "./new-parcel.yaml"',
    fix: 'Move its target here.',
  },
  {
    name: 'a reference in a circle',
    edits: [{ from: '    Health:\n', to: "    Loop: { $ref: '#/components/schemas/Loop' }\n    Health:\n" }],
    rule: 'reference',
    line: 'Loop:',
    message: 'in a circle',
    fix: 'Break the circle.',
  },
  {
    name: 'a misspelled policy',
    edits: [{ after: createParcel, from: 'concurrency: 200', to: 'concurency: 200' }],
    rule: 'extension',
    line: 'concurency: 200',
    message: 'expected no member "concurency" here, only throttle, timeout, slo, concurrency, idempotency',
    fix: 'Remove or rename "concurency".',
  },
  {
    name: 'a policy of the wrong type',
    edits: [{ from: 'timeout: 3', to: 'timeout: 3s' }],
    rule: 'extension',
    line: 'timeout: 3s',
    message: 'expected an integer, received "3s"',
    fix: 'Write an integer.',
  },
  {
    name: 'idempotency as a default of every operation',
    edits: [{ from: 'concurrency: 50\n', to: 'concurrency: 50\n  idempotency: required\n' }],
    rule: 'extension',
    line: 'idempotency: required',
    message: 'expected no member "idempotency" here',
    fix: 'Remove or rename "idempotency".',
  },
  {
    name: 'a policy where nothing reads it',
    edits: [{ from: '  /v1/parcels:\n', to: '  /v1/parcels:\n    x-penstock: { timeout: 5 }\n' }],
    rule: 'extension',
    line: 'x-penstock: { timeout: 5 }',
    message: 'received "x-penstock", which nothing reads',
    fix: 'Move it to the root or to an operation',
  },
  {
    name: 'a quota period that does not exist',
    edits: [{ from: 'period: DAY', to: 'period: HOUR' }],
    rule: 'extension',
    line: 'period: HOUR',
    message: 'expected one of DAY, WEEK, MONTH, received "HOUR"',
    fix: 'Write one of DAY, WEEK, MONTH.',
  },
  {
    name: 'a plan whose name fits no usage key',
    edits: [{ from: '  pro: {', to: '  Pro Plan: {' }],
    rule: 'extension',
    line: 'Pro Plan:',
    message: 'expected a name that matches ^[a-z][a-z0-9-]{0,31}$, received "Pro Plan"',
    fix: 'Rename it.',
  },
  {
    name: 'an operation without a whole policy',
    edits: [{ from: '  timeout: 3\n', to: '' }],
    rule: 'policy',
    line: 'x-penstock:',
    after: createParcel,
    message: 'createParcel: expected timeout, of its own or by default, received nothing',
    fix: 'Set timeout in x-penstock',
  },
  {
    name: "a timeout over the gateway's",
    edits: [{ from: 'timeout: 3', to: 'timeout: 29' }],
    rule: 'timeout',
    line: 'timeout: 29',
    message: 'expected a timeout of at most 28 s, received 29: the gateway gives up after 29 s',
    fix: 'Lower it',
  },
  {
    name: 'a p99 that the deadline cannot meet',
    edits: [{ from: 'p99: 400', to: 'p99: 2800' }],
    rule: 'slo',
    also: ['concurrency'],
    line: 'p99: 2800',
    message: 'listParcels: expected slo.p99 below the deadline of 2800 ms (timeout 3 s), received 2800',
    fix: 'Lower p99 or raise the timeout.',
  },
  {
    name: 'a burst below the rate',
    edits: [{ after: getHealth, from: 'burst: 100', to: 'burst: 49' }],
    rule: 'throttle',
    line: 'burst: 49',
    message: 'getHealth: expected a burst of at least the rate (50), received 49',
    fix: 'Raise burst to 50',
  },
  {
    name: 'a bulkhead smaller than what is promised',
    edits: [{ after: listParcels, from: 'concurrency: 100', to: 'concurrency: 39' }],
    rule: 'concurrency',
    line: 'concurrency: 39',
    message: 'listParcels: expected concurrency of at least 40 (100/s for 400 ms each), received 39',
    fix: 'Raise concurrency',
  },
  {
    name: 'a plan whose burst is below its rate',
    edits: [{ from: 'burst: 1000', to: 'burst: 100' }],
    rule: 'plans',
    line: '  pro: {',
    message: 'plan pro: expected a burst of at least the rate (500), received 100',
    fix: 'Raise burst to 500',
  },
  {
    name: 'a path that API Gateway keeps',
    edits: [{ from: '  /health:', to: '  /ping:' }],
    rule: 'paths',
    line: '  /ping:',
    message: 'received /ping, which API Gateway keeps for its own health checks',
    fix: '/health',
  },
  {
    name: 'a path with half a variable',
    edits: [{ from: '/v1/parcels/{parcelId}/cancellation:', to: '/v1/parcels/{parcelId}/to-{parcelId}:' }],
    rule: 'paths',
    line: 'to-{parcelId}:',
    message: 'received "to-{parcelId}"',
    fix: 'a whole {parameter} between slashes',
  },
  {
    name: 'two variables in one place of the tree',
    edits: [
      { from: '/v1/parcels/{parcelId}/cancellation:', to: '/v1/parcels/{id}/cancellation:' },
      {
        after: '/v1/parcels/{id}/cancellation:',
        from: "- $ref: '#/components/parameters/ParcelId'",
        to: "- { name: id, in: path, required: true, schema: { $ref: '#/components/schemas/ParcelId' } }",
      },
    ],
    rule: 'paths',
    line: '/v1/parcels/{id}/cancellation:',
    message: 'expected one variable below /v1/parcels, received {id} beside {parcelId}',
    fix: 'Call it {parcelId} in every path.',
  },
  {
    name: 'a method that the gateway does not route',
    edits: [{ from: '    get:\n      operationId: getHealth', to: '    trace:\n      operationId: getHealth' }],
    rule: 'paths',
    line: '    trace:',
    message: 'getHealth: expected a method of get, post, put, patch, delete, head, received trace',
    fix: 'Remove the operation',
  },
  {
    name: 'an operation without an operationId',
    edits: [{ from: '      operationId: getHealth\n', to: '' }],
    rule: 'operation-id',
    line: '    get:',
    after: '  /health:',
    message: 'GET /health: expected an operationId in camelCase, 2 to 40 letters and digits, received nothing',
    fix: 'as in createParcel',
  },
  {
    name: 'an operationId that is not in camelCase',
    edits: [{ from: getHealth, to: 'operationId: get-health' }],
    rule: 'operation-id',
    line: 'get-health',
    message: 'received "get-health"',
    fix: 'as in createParcel',
  },
  {
    name: 'an operationId for two operations, be it in other case',
    edits: [{ from: getHealth, to: 'operationId: getparcel' }],
    rule: 'operation-id',
    line: 'operationId: getparcel',
    message: 'expected each operationId once, received "getparcel" after "getParcel"',
    fix: 'Rename one of the two.',
  },
  {
    name: "the authorizer's name for an operation",
    edits: [{ from: getHealth, to: 'operationId: authorizer' }],
    rule: 'operation-id',
    line: 'operationId: authorizer',
    message: 'expected a free name, received "authorizer", which is the authorizer function',
    fix: 'Rename it.',
  },
  {
    name: 'a path parameter that is not declared',
    edits: [
      {
        after: '/v1/parcels/{parcelId}:',
        from: "    parameters:\n      - $ref: '#/components/parameters/ParcelId'\n",
        to: '',
      },
    ],
    rule: 'parameters',
    line: '    get:',
    after: '  /v1/parcels/{parcelId}:',
    message: 'getParcel: expected the path parameter "parcelId" to be declared, received none',
    fix: 'Declare parcelId in: path, required: true.',
  },
  {
    name: 'a path parameter that the path does not have',
    edits: [
      {
        after: getHealth,
        from: '      parameters:\n',
        to: "      parameters:\n        - $ref: '#/components/parameters/ParcelId'\n",
      },
    ],
    rule: 'parameters',
    line: '    ParcelId:',
    message: 'getHealth: expected path parameters of /health only, received "parcelId"',
    fix: 'Remove it or name it in the path.',
  },
  {
    name: 'a parameter that is a list',
    edits: [
      {
        from: '{ type: integer, minimum: 1, maximum: 100, default: 20 }',
        to: '{ type: array, maxItems: 2, items: { type: boolean } }',
      },
    ],
    rule: 'parameters',
    line: '{ type: array, maxItems: 2',
    message: 'listParcels: parameter limit: expected a schema of type string, integer or boolean, received "array"',
    fix: 'Give it one scalar type.',
  },
  {
    name: 'a parameter twice',
    edits: [
      { after: listParcels, from: '- name: status\n          in: query', to: '- name: cursor\n          in: query' },
    ],
    rule: 'parameters',
    line: '- name: cursor',
    message: 'listParcels: expected each query parameter once, received "cursor" again',
    fix: 'Remove one of the two',
  },
  {
    name: 'a cookie',
    edits: [{ from: 'name: limit\n      in: query', to: 'name: limit\n      in: cookie' }],
    rule: 'parameters',
    line: '    Limit:',
    message: 'listParcels: parameter limit: expected in path, query or header, received "cookie"',
    fix: 'Move it.',
  },
  {
    name: 'a header parameter that OpenAPI ignores',
    edits: [{ from: 'name: If-None-Match', to: 'name: Authorization' }],
    rule: 'parameters',
    line: '    IfNoneMatch:',
    message: 'getParcel: parameter Authorization: expected a header that OpenAPI lets a parameter describe',
    fix: 'Remove it',
  },
  {
    name: 'a default that its own bounds refuse',
    edits: [{ from: 'maximum: 100, default: 20', to: 'maximum: 100, default: 200' }],
    rule: 'default',
    line: 'default: 200',
    message: 'expected a default that fits its schema, received 200',
    fix: 'Correct the default or its bounds.',
  },
  {
    name: 'problem responses left out',
    edits: [{ after: listParcels, from: "        '429': { $ref: '#/components/responses/TryLater' }\n", to: '' }],
    rule: 'problem-responses',
    line: '      responses:',
    after: listParcels,
    message: 'listParcels: expected every operation to declare 429, received none',
    fix: 'Add 429 with application/problem+json.',
  },
  {
    name: 'a secured operation without 401',
    edits: [{ after: listParcels, from: "        '401': { $ref: '#/components/responses/Unauthorized' }\n", to: '' }],
    rule: 'problem-responses',
    line: '      responses:',
    after: listParcels,
    message: 'listParcels: expected a secured operation to declare 401, received none',
    fix: 'Add 401',
  },
  {
    name: 'an operation with a body without 413 and 415',
    edits: [
      { after: createParcel, from: "        '413': { $ref: '#/components/responses/Problem' }\n", to: '' },
      { after: createParcel, from: "        '415': { $ref: '#/components/responses/Problem' }\n", to: '' },
    ],
    rule: 'problem-responses',
    line: '      responses:',
    after: createParcel,
    message: 'createParcel: expected an operation with a body to declare 413, 415, received none',
    fix: 'Add 413, 415',
  },
  {
    name: 'an error that is no problem document',
    edits: [{ after: '    TryLater:', from: 'application/problem+json:', to: 'application/json:' }],
    rule: 'problem-responses',
    line: '    TryLater:',
    message: 'createParcel: expected 429 as application/problem+json, received application/json',
    fix: 'Give it application/problem+json alone.',
  },
  {
    name: 'an operation that cannot succeed',
    edits: [{ after: getHealth, from: "'200':", to: "'304':" }],
    rule: 'responses',
    also: ['answers'],
    line: '      responses:',
    after: getHealth,
    message: 'getHealth: expected an answer 2xx, received none',
    fix: 'Declare how it succeeds.',
  },
  {
    name: 'an interim response',
    edits: [{ after: getHealth, from: "        '400':", to: "        '103': { description: Hints. }\n        '400':" }],
    rule: 'answers',
    line: "'103'",
    message: 'getHealth: expected answers from 200 to 599, received 103',
    fix: 'Remove it: API Gateway takes no interim response',
  },
  {
    name: 'content of a status that has none',
    edits: [
      {
        after: 'operationId: deleteLabel',
        from: '          description: The label is gone.\n',
        to: "          description: The label is gone.\n          content: { application/json: { schema: { $ref: '#/components/schemas/Health' } } }\n",
      },
    ],
    rule: 'answers',
    line: 'content: {',
    after: 'The label is gone.',
    message: 'deleteLabel: expected no content of 204, received application/json',
    fix: 'Remove it: HTTP gives this status none.',
  },
  {
    name: 'an answer that is no JSON',
    edits: [{ after: 'description: This region answers.', from: 'application/json:', to: 'text/plain:' }],
    rule: 'answers',
    line: '          content:',
    after: 'description: This region answers.',
    message: 'getHealth: expected one JSON media type for 200, received text/plain',
    fix: 'Keep one, as in application/json.',
  },
  {
    name: 'an answer without a schema',
    edits: [
      {
        after: 'description: This region answers.',
        from: "            application/json:\n              schema: { $ref: '#/components/schemas/Health' }",
        to: '            application/json: {}',
      },
    ],
    rule: 'answers',
    line: 'application/json: {}',
    message: 'getHealth: expected a schema for application/json, received none',
    fix: 'Add schema.',
  },
  {
    name: 'a header whose name HTTP cannot carry',
    edits: [{ after: createParcel, from: '            Location:', to: '            Lo cation:' }],
    rule: 'answers',
    line: 'Lo cation:',
    message: 'createParcel: expected a header name that is a token (RFC 9110, 5.6.2), received "Lo cation"',
    fix: 'Rename it.',
  },
  {
    name: 'a header that the gateway keeps for itself',
    edits: [{ after: createParcel, from: '            Location:', to: '            Date:' }],
    rule: 'answers',
    line: 'Date:',
    message: 'createParcel: expected a header that API Gateway hands on, received "Date"',
    fix: 'Remove it: API Gateway renames or drops it.',
  },
  {
    name: 'an answer whose schema does not compile',
    edits: [{ after: '    Health:', from: 'type: object', to: 'type: object\n      minimum: 1' }],
    rule: 'schema',
    line: 'schema:',
    after: 'description: This region answers.',
    message: 'expected a schema that compiles',
    fix: 'Correct the schema.',
  },
  {
    name: 'a POST that does not speak of idempotency',
    edits: [{ after: createParcel, from: '        idempotency: required\n', to: '' }],
    rule: 'idempotency',
    line: 'x-penstock:',
    after: createParcel,
    message: 'createParcel: expected idempotency (required or none) on a POST, received nothing',
    fix: 'Write `idempotency: required` in its x-penstock.',
  },
  {
    name: 'idempotency without the key',
    edits: [{ after: cancelParcel, from: "        - $ref: '#/components/parameters/IdempotencyKey'\n", to: '' }],
    rule: 'idempotency',
    line: 'x-penstock:',
    after: cancelParcel,
    message: 'cancelParcel: expected the header parameter Idempotency-Key, required, received no such parameter',
    fix: 'Declare Idempotency-Key in: header, required: true.',
  },
  {
    name: 'an optional key',
    edits: [{ after: 'name: Idempotency-Key', from: 'required: true', to: 'required: false' }],
    rule: 'idempotency',
    line: '    IdempotencyKey:',
    message: 'createParcel: expected the header parameter Idempotency-Key, required, received an optional one',
    fix: 'Declare Idempotency-Key in: header, required: true.',
  },
  {
    name: 'the key without idempotency',
    edits: [
      {
        after: updateParcel,
        from: '      parameters:\n',
        to: "      parameters:\n        - $ref: '#/components/parameters/IdempotencyKey'\n",
      },
    ],
    rule: 'idempotency',
    line: 'x-penstock:',
    after: updateParcel,
    message: 'updateParcel: expected `idempotency: required` where Idempotency-Key is taken, received nothing',
    fix: 'Write `idempotency: required`, or remove the parameter.',
  },
  {
    name: 'a key on a method that needs none',
    edits: [
      {
        after: listParcels,
        from: '        concurrency: 100',
        to: '        concurrency: 100\n        idempotency: required',
      },
    ],
    rule: 'idempotency',
    line: 'idempotency: required',
    after: listParcels,
    message: 'listParcels: expected no idempotency key on GET, received "required"',
    fix: 'Remove it',
  },
  {
    name: 'an operation that does not say who may call it',
    edits: [{ from: 'security:\n  - oauth2: [parcels:read]\n', to: '' }],
    rule: 'security',
    line: '    get:',
    after: createParcel,
    message: "listParcels: expected security, its own or the root's, received nothing",
    fix: '`security: []` for a public operation',
  },
  {
    name: 'two ways in',
    edits: [
      {
        after: createParcel,
        from: '- oauth2: [parcels:write]',
        to: '- oauth2: [parcels:write]\n        - oauth2: [parcels:read]',
      },
    ],
    rule: 'security',
    line: '      security:',
    after: createParcel,
    message: 'createParcel: expected one security requirement with one scheme',
    fix: 'Name one scheme with all the scopes that are needed.',
  },
  {
    name: 'a security scheme that is not declared',
    edits: [{ after: createParcel, from: '- oauth2: [parcels:write]', to: '- oauth: [parcels:write]' }],
    rule: 'security',
    line: '- oauth: [parcels:write]',
    message: 'createParcel: expected the security scheme "oauth" of type oauth2, received none of that name',
    fix: 'Declare it in components.securitySchemes.',
  },
  {
    name: 'a scope that is not declared',
    edits: [{ after: createParcel, from: 'parcels:write]', to: 'parcels:wirte]' }],
    rule: 'scopes',
    line: 'parcels:wirte',
    message: 'createParcel: expected a scope of parcels:read, parcels:write, received "parcels:wirte"',
    fix: 'Declare it in the flows of the security scheme, or correct it.',
  },
  {
    name: 'a secured operation without a scope',
    edits: [{ after: createParcel, from: '- oauth2: [parcels:write]', to: '- oauth2: []' }],
    rule: 'scopes',
    line: '- oauth2: []',
    message: 'createParcel: expected at least one scope, received none',
    fix: 'Name the scope a caller needs.',
  },
  {
    name: 'no plan for the tenants',
    edits: [
      {
        from: contractText.slice(contractText.indexOf('x-penstock-plans:'), contractText.indexOf('security:')),
        to: '',
      },
    ],
    rule: 'plans',
    line: 'openapi: 3.1.1',
    message: 'expected x-penstock-plans for the tenants of secured operations, received nothing',
    fix: 'Add at least one plan',
  },
  {
    name: 'two media types for one body',
    edits: [
      {
        after: createParcel,
        from: 'application/json:',
        to: 'text/plain: { schema: { type: string, maxLength: 9 } }\n          application/json:',
      },
    ],
    rule: 'request-body',
    line: '        content:',
    after: createParcel,
    message: 'createParcel: expected one JSON media type for the body, received text/plain, application/json',
    fix: 'Keep one',
  },
  {
    name: 'a body on GET',
    edits: [
      {
        after: getHealth,
        from: '      responses:',
        to: "      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Cancellation' } } } }\n      responses:",
      },
    ],
    rule: 'request-body',
    also: ['problem-responses'],
    line: '      requestBody: {',
    message: 'getHealth: expected no request body on GET, received one',
    fix: 'Move what it says to parameters',
  },
  {
    name: 'a keyword that no validator knows',
    edits: [{ after: '    Reference:', from: 'maxLength', to: 'maxLenght' }],
    rule: 'schema',
    also: ['bounded'],
    line: 'maxLenght',
    message: 'expected a keyword of JSON Schema 2020-12, received "maxLenght"',
    fix: 'Correct the keyword',
  },
  {
    name: 'a schema that is not JSON Schema',
    edits: [{ after: '    Reference:', from: 'type: string', to: 'type: text' }],
    rule: 'schema',
    line: 'type: text',
    message: 'expected one of array, boolean, integer, null, number, object, string, received "text"',
    fix: 'Write one of',
  },
  {
    name: 'a pattern that is no regular expression',
    edits: [{ from: "'^[A-Z0-9-]{1,64}$'", to: "'^[A-Z0-9-{1,64}$'" }],
    rule: 'schema',
    line: "'^[A-Z0-9-{1,64}$'",
    message: 'expected a regular expression (ECMA-262, flag u), received one where Invalid regular expression',
    fix: 'Correct the pattern.',
  },
  {
    name: 'a pattern that takes exponential time',
    edits: [{ from: "'^[A-Z0-9-]{1,64}$'", to: "'^([A-Z0-9]+-?)+$'" }],
    rule: 'pattern',
    line: "'^([A-Z0-9]+-?)+$'",
    message: 'expected no repetition inside a repeated group, received ^([A-Z0-9]+-?)+$',
    fix: 'Bound one of the two',
  },
  {
    name: 'bounds that no value fits',
    edits: [{ after: '    Items:', from: 'minItems: 1', to: 'minItems: 101' }],
    rule: 'contradiction',
    line: 'minItems: 101',
    message: 'expected minItems to be at most maxItems, received 101 over 100',
    fix: 'Correct one of the two',
  },
  {
    name: 'a schema that is nothing',
    edits: [{ from: '    Sku:\n', to: '    Nothing:\n    Sku:\n' }],
    rule: 'openapi',
    line: '    Nothing:',
    message: 'expected an object or a boolean, received null',
    fix: 'Write an object or a boolean.',
  },
  {
    name: 'an unbounded string',
    edits: [{ after: '    Reference:', from: '      maxLength: 128\n', to: '' }],
    rule: 'bounded',
    line: '    Reference:',
    message: 'expected this string to have maxLength, received none',
    fix: 'Add maxLength (or enum or const).',
  },
  {
    name: 'an unbounded string in a header of an answer',
    edits: [{ from: 'schema: { type: string, maxLength: 1024 }', to: 'schema: { type: string }' }],
    rule: 'bounded',
    line: 'schema: { type: string }',
    message: 'expected this string to have maxLength, received none',
    fix: 'Add maxLength (or enum or const).',
  },
  {
    name: 'an unbounded array',
    edits: [{ after: '    ParcelPage:', from: '          maxItems: 100\n', to: '' }],
    rule: 'bounded',
    line: '        items:',
    after: '    ParcelPage:',
    message: 'expected this array to have maxItems, received none',
    fix: 'Add maxItems.',
  },
  {
    name: 'a number without a minimum',
    edits: [{ after: 'unitPrice:', from: '          minimum: 0\n', to: '' }],
    rule: 'bounded',
    line: '        unitPrice:',
    message: 'expected this integer to have minimum, received none',
    fix: 'Add minimum.',
  },
  {
    name: 'a number without a maximum',
    edits: [
      {
        from: 'quantity: { type: integer, minimum: 1, maximum: 10000 }',
        to: 'quantity: { type: integer, minimum: 1 }',
      },
    ],
    rule: 'bounded',
    line: 'quantity: { type: integer, minimum: 1 }',
    message: 'expected this integer to have maximum, received none',
    fix: 'Add maximum.',
  },
  {
    name: 'a map of any size',
    edits: [
      {
        after: '    Health:',
        from: 'region: { type: string, maxLength: 32 }',
        to: 'region: { type: object, additionalProperties: { type: boolean } }',
      },
    ],
    rule: 'bounded',
    line: 'region: { type: object',
    message: 'expected a map to have maxProperties, received none',
    fix: 'Add maxProperties',
  },
  {
    name: 'a schema that any value fits',
    edits: [
      { after: '    Health:', from: 'region: { type: string, maxLength: 32 }', to: 'region: { description: Any. }' },
    ],
    rule: 'bounded',
    line: 'region: { description: Any. }',
    message: 'expected a type, received a schema that any value fits',
    fix: 'Add type and its bounds.',
  },
  {
    name: 'a member that may be anything',
    edits: [{ after: '    Health:', from: 'region: { type: string, maxLength: 32 }', to: 'region: true' }],
    rule: 'bounded',
    line: 'region: true',
    message: 'expected a type, received a schema that any value fits',
    fix: 'Add type and its bounds.',
  },
  {
    name: 'a schema that is only true',
    edits: [{ from: '    Sku:\n', to: '    Anything: true\n    Sku:\n' }],
    rule: 'schema',
    line: '    Anything: true',
    message: 'expected a schema that is an object, received true',
    fix: 'Describe what fits',
  },
  {
    name: 'a request body that is open',
    edits: [{ after: '    NewParcel:', from: '      additionalProperties: false\n', to: '' }],
    rule: 'closed-body',
    line: '    NewParcel:',
    message: 'expected an object of a request body to be closed, received an open one',
    fix: 'Add `additionalProperties: false`',
  },
  {
    name: 'an object deep inside a request body that is open',
    edits: [{ after: '    Item:', from: '      additionalProperties: false\n', to: '' }],
    rule: 'closed-body',
    line: '    Item:',
    message: 'expected an object of a request body to be closed, received an open one',
    fix: 'Add `additionalProperties: false`',
  },
  {
    name: 'a deprecated operation that says no end',
    edits: [{ from: getHealth, to: `${getHealth}\n      deprecated: true` }],
    rule: 'sunset',
    line: 'deprecated: true',
    message: 'expected x-sunset on what is deprecated, received nothing',
    fix: 'Add `x-sunset: YYYY-MM-DD`',
  },
  {
    name: 'a deprecated schema that says no end',
    edits: [{ from: '    Sku:\n', to: '    Sku:\n      deprecated: true\n' }],
    rule: 'sunset',
    line: 'deprecated: true',
    message: 'expected x-sunset on what is deprecated, received nothing',
    fix: 'Add `x-sunset: YYYY-MM-DD`',
  },
  {
    name: 'a day that the calendar does not have',
    edits: [{ from: getHealth, to: `${getHealth}\n      deprecated: true\n      x-sunset: 2027-02-30` }],
    rule: 'sunset',
    line: 'x-sunset: 2027-02-30',
    message: 'expected a date of the calendar as YYYY-MM-DD, received "2027-02-30"',
    fix: 'Write the last day it works, as in 2027-06-30.',
  },
  {
    name: 'an end of what is not deprecated',
    edits: [{ from: getHealth, to: `${getHealth}\n      x-sunset: 2027-06-30` }],
    rule: 'sunset',
    line: 'x-sunset: 2027-06-30',
    message: 'expected x-sunset on what is deprecated only',
    fix: 'Add `deprecated: true` or remove x-sunset.',
  },
];

describe('the rules of a contract', () => {
  it('find nothing in the sample', () => {
    expect(findingsOf(contractText)).toEqual([]);
  });

  it.each(cases)('fails on $name', ({ edits, rule, also = [], line, after, message, fix }) => {
    const text = edited(...edits);
    const findings = findingsOf(text);
    expect(findings).toContainEqual(
      expect.objectContaining({
        file: 'broken.yaml',
        rule,
        line: lineOf(text, line, after),
        message: expect.stringContaining(message),
        fix: expect.stringContaining(fix),
      }),
    );
    expect(new Set(findings.map((finding) => finding.rule))).toEqual(new Set([rule, ...also]));
  });

  it('report every mistake at once, by line', () => {
    const small = cases.filter(({ edits }) => edits.length === 1).slice(6, 9);
    const findings = findingsOf(edited(...small.flatMap(({ edits }) => edits)));
    expect(findings.length).toBeGreaterThanOrEqual(3);
    expect(findings.map(({ line }) => line)).toEqual(findings.map(({ line }) => line).sort((a, b) => a - b));
  });

  it('report a mistake in what operations share once', () => {
    const text = edited({ after: '    TraceParent:', from: ', maxLength: 512', to: '' });
    expect(findingsOf(text)).toHaveLength(1);
  });
});
