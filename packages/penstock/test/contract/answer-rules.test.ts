import { describe, it } from '@jest/globals';
import { type Case, createParcel, expectFinding, getHealth, listParcels } from './rule-cases.ts';

const cases: readonly Case[] = [
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
    name: 'a problem that lists its types, but not all',
    edits: [
      {
        after: '    Problem:\n      description: A problem',
        from: '            - urn:penstock:problem:invalid-state\n',
        to: '',
      },
    ],
    rule: 'problem-types',
    line: 'schema: {',
    after: '    Problem:',
    message: 'expected the types of 409 to hold urn:penstock:problem:invalid-state, received none of them',
    fix: 'Add them to the enum of type',
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
    name: 'a stream beside another media type',
    edits: [
      {
        after: 'description: This region answers.',
        from: 'application/json:',
        to: "text/event-stream: { schema: { $ref: '#/components/schemas/Health' } }\n            application/json:",
      },
    ],
    rule: 'answers',
    also: ['concurrency', 'streams', 'problem-responses'],
    line: '          content:',
    after: 'description: This region answers.',
    message: 'getHealth: expected text/event-stream alone for 200, received text/event-stream, application/json',
    fix: 'Make the stream an operation of its own.',
  },
  {
    name: 'several media types without 406',
    edits: [
      {
        after: 'description: This region answers.',
        from: 'application/json:',
        to: 'text/plain: { schema: { type: string, maxLength: 9 } }\n            application/json:',
      },
    ],
    rule: 'problem-responses',
    line: '      responses:',
    after: getHealth,
    message: 'getHealth: expected an operation with answers of several media types to declare 406, received none',
    fix: 'Add 406',
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
];

describe('the rules of answers', () => {
  it.each(cases)('fail on $name', expectFinding);
});
