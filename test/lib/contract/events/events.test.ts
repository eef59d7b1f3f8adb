import { describe, expect, it } from '@jest/globals';
import { parseContract } from '../../../../packages/penstock/contract/index.ts';
import { contractFile, edited } from '../contract.ts';
import { type Change, changed, findingsIn, lineIn } from './folder.ts';

interface Case {
  readonly name: string;
  readonly changes: readonly Change[];
  /** By default the schema of paid orders. */
  readonly file?: string;
  readonly rule: string;
  /** The finding is on the first line that holds this; 0 without it. */
  readonly line?: string;
  readonly message: string;
  readonly fix: string;
}

const paid = 'events/orders.order.paid.v1.schema.json';
const placed = 'events/orders.order.placed.v1.schema.json';
const order = '../openapi.yaml#/components/schemas/Order';

const inPaid = (from: string, to: string): readonly Change[] => [{ file: paid, from, to }];

const cases: readonly Case[] = [
  {
    name: 'no JSON',
    changes: inPaid('"type": "object",', '"type": "object"'),
    rule: 'yaml',
    line: '"additionalProperties": false',
    message: 'Missing , between flow map items',
    fix: 'Correct the YAML here',
  },
  {
    name: 'a list',
    changes: [{ file: paid, text: '[]' }],
    rule: 'yaml',
    line: '[]',
    message: 'expected the JSON Schema of an event, received a list',
    fix: 'Write an object with $schema, $id, title',
  },
  {
    name: 'a member twice',
    changes: inPaid('"title"', '"title": "Paid",\n  "title"'),
    rule: 'yaml',
    line: '"title": "An order was paid"',
    message: 'Map keys must be unique',
    fix: 'Keep one of the two keys',
  },
  {
    name: 'a comma after the last member',
    changes: inPaid('["order"],', '["order",],'),
    rule: 'json',
    line: '{',
    message: 'expected JSON, received YAML that is none',
    fix: 'Write JSON: no comments, no comma after the last member',
  },
  {
    name: 'another dialect',
    changes: inPaid('draft/2020-12/schema', 'draft-07/schema'),
    rule: 'event-schema',
    line: 'draft-07',
    message: 'expected "https://json-schema.org/draft/2020-12/schema", received',
    fix: 'Write "https://json-schema.org/draft/2020-12/schema".',
  },
  {
    name: 'no title',
    changes: inPaid('  "title": "An order was paid",\n', ''),
    rule: 'event-schema',
    line: '{',
    message: 'expected the member "title", received none',
    fix: 'Add "title".',
  },
  {
    name: 'data that is no object',
    changes: inPaid('"type": "object"', '"type": "array", "maxItems": 1'),
    rule: 'event-schema',
    line: '"type": "array"',
    message: 'expected "object", received "array"',
    fix: 'Write "object".',
  },
  {
    name: 'data that takes any member',
    changes: inPaid('"additionalProperties": false', '"additionalProperties": true'),
    rule: 'event-schema',
    line: '"additionalProperties": true',
    message: 'expected false, received true',
    fix: 'Write false.',
  },
  {
    name: "an $id that is another's",
    changes: inPaid('"$id": "orders.order.paid.v1.', '"$id": "orders.order.paid.v2.'),
    rule: 'event-type',
    line: '"$id"',
    message:
      'expected $id to be the name of the file, "orders.order.paid.v1.schema.json", received "orders.order.paid.v2.schema.json"',
    fix: 'Write the one or rename the other.',
  },
  {
    name: 'a type without a version',
    changes: [{ file: 'events/orders.order.lost.schema.json', text: '{}' }],
    file: 'events/orders.order.lost.schema.json',
    rule: 'event-type',
    line: '{}',
    message:
      'expected a file named <context>.<entity>.<what happened>.v<version>.schema.json, received "orders.order.lost.schema.json"',
    fix: 'Rename the file, as in orders.order.placed.v1.schema.json.',
  },
  {
    name: 'a type in capitals',
    changes: [{ file: 'events/orders.order.Lost.v1.schema.json', text: '{}' }],
    file: 'events/orders.order.Lost.v1.schema.json',
    rule: 'event-type',
    line: '{}',
    message: 'received "orders.order.Lost.v1.schema.json"',
    fix: 'Rename the file',
  },
  {
    name: 'a version zero',
    changes: [{ file: 'events/orders.order.lost.v0.schema.json', text: '{}' }],
    file: 'events/orders.order.lost.v0.schema.json',
    rule: 'event-type',
    line: '{}',
    message: 'received "orders.order.lost.v0.schema.json"',
    fix: 'Rename the file',
  },
  {
    name: 'two types of one name in code',
    changes: [{ file: 'events/orders.order.payment.failed.v1.schema.json', text: '{}' }],
    file: 'events/orders.order.payment_failed.v1.schema.json',
    rule: 'event-type',
    line: '{',
    message: 'received "orders.order.payment_failed.v1" beside "orders.order.payment.failed.v1"',
    fix: 'Rename one of the two',
  },
  {
    name: 'a file that nobody reads',
    changes: [{ file: 'events/orders.order.paid.v1.json', text: '{}' }],
    file: 'events/orders.order.paid.v1.json',
    rule: 'event-file',
    message: 'expected schemas (<type>.schema.json) and consumers.yaml only, received orders.order.paid.v1.json',
    fix: 'Rename it, or move it elsewhere.',
  },
  {
    name: 'a reference to nowhere',
    changes: inPaid(order, `${order}s`),
    rule: 'reference',
    line: `${order}s`,
    message: `expected a reference to a schema of the API contract, received "${order}s"`,
    fix: 'Write ../openapi.yaml#/components/schemas/<name> with a name that is there.',
  },
  {
    name: 'a reference into itself',
    changes: inPaid(order, '#/components/schemas/Order'),
    rule: 'reference',
    line: '"#/components/schemas/Order"',
    message: 'received "#/components/schemas/Order"',
    fix: 'Write ../openapi.yaml#',
  },
  {
    name: 'a reference to another file',
    changes: inPaid(order, 'order.json'),
    rule: 'reference',
    line: '"order.json"',
    message: 'received "order.json"',
    fix: 'Write ../openapi.yaml#',
  },
  {
    name: 'a reference into a schema',
    changes: inPaid(order, `${order}/properties/id`),
    rule: 'reference',
    line: '/properties/id',
    message: 'expected a reference to a schema of the API contract',
    fix: 'with a name that is there',
  },
  {
    name: 'a string without a bound',
    changes: inPaid(',\n      "maxLength": 128', ''),
    rule: 'bounded',
    line: '"charge": {',
    message: 'expected this string to have maxLength, received none',
    fix: 'Add maxLength',
  },
  {
    name: 'a member that anything fits',
    changes: inPaid('"charge": {', '"note": {},\n    "charge": {'),
    rule: 'bounded',
    line: '"note": {}',
    message: 'expected a type, received a schema that any value fits',
    fix: 'Add type and its bounds.',
  },
  {
    name: 'a bound below another',
    changes: inPaid('"minLength": 1', '"minLength": 129'),
    rule: 'contradiction',
    line: '"minLength": 129',
    message: 'expected minLength to be at most maxLength, received 129 over 128',
    fix: 'Correct one of the two',
  },
  {
    name: 'a keyword that JSON Schema does not know',
    changes: inPaid('"minLength": 1', '"minLenght": 1'),
    rule: 'schema',
    line: '"minLenght"',
    message: 'expected a keyword of JSON Schema 2020-12, received "minLenght"',
    fix: 'Correct the keyword',
  },
  {
    name: 'a pattern that is none',
    changes: inPaid('"minLength": 1', '"pattern": "("'),
    rule: 'schema',
    line: '"pattern"',
    message: 'expected a regular expression (ECMA-262, flag u)',
    fix: 'Correct the pattern.',
  },
  {
    name: 'an open object inside',
    changes: inPaid('"charge": {', '"payer": { "type": "object", "properties": {} },\n    "charge": {'),
    rule: 'closed-event',
    line: '"payer"',
    message: 'expected an object of an event to be closed, received an open one',
    fix: 'Add `"additionalProperties": false`',
  },
  {
    name: 'an open object that does not say how far',
    changes: inPaid('"charge": {', '"payer": { "type": "object", "additionalProperties": true },\n    "charge": {'),
    rule: 'closed-event',
    line: '"payer"',
    message: 'expected an object of an event to be closed, received an open one',
    fix: 'where anything may pass, true and maxProperties',
  },
  {
    name: 'more than the bus takes',
    changes: inPaid('"maxLength": 128', '"maxLength": 50000'),
    rule: 'event-size',
    line: '{',
    message: 'expected an event that the bus takes, an entry of less than 262144 bytes, received one of up to 356461',
    fix: 'Lower maxItems and maxLength, or send a reference instead.',
  },
  {
    name: 'a little more than the bus takes, with its source and type',
    changes: inPaid('"maxLength": 128', '"maxLength": 34281'),
    rule: 'event-size',
    line: '{',
    message: 'received one of up to 262147',
    fix: 'Lower maxItems and maxLength, or send a reference instead.',
  },
  {
    name: 'an event on the bus that may hold anything',
    changes: inPaid(
      '"charge": {',
      '"note": { "type": "object", "additionalProperties": true, "maxProperties": 3 },\n    "charge": {',
    ),
    rule: 'event-size',
    line: '{',
    message: 'expected an event that the bus takes, an entry of less than 262144 bytes, received one without a bound',
    fix: 'Lower maxItems and maxLength, or send a reference instead.',
  },
  {
    name: 'a required member that is not described',
    changes: inPaid('["order"],', '["order", "amount"],'),
    rule: 'schema',
    line: '{',
    message:
      'expected a schema that compiles, received one where strict mode: required property "amount" is not defined',
    fix: 'Correct the schema.',
  },
];

describe('the events of the contract', () => {
  it.each(cases)('fail on $name', ({ changes, file = paid, rule, line, message, fix }) => {
    const folder = changed(...changes);
    const findings = findingsIn(folder);
    const found = findings.find((finding) => finding.file === file && finding.message.includes(message));
    expect(found ?? findings).toMatchObject({ rule, line: line === undefined ? 0 : lineIn(folder, file, line) });
    expect(found?.fix).toContain(fix);
  });

  it('may be as large as the bus takes with their source and type', () => {
    expect(findingsIn(changed(...inPaid('"maxLength": 128', '"maxLength": 34280')))).toEqual([]);
  });

  it('fail when there is no folder of them', () => {
    expect(findingsIn(changed({ file: 'events', removed: true }))).toEqual([
      expect.objectContaining({
        file: 'events',
        rule: 'file',
        message: 'expected a folder of events, received ENOENT',
      }),
    ]);
  });

  it('are all checked, every finding at once, with the consumers', () => {
    const findings = findingsIn(
      changed(
        { file: paid, text: '{}' },
        { file: placed, from: order, to: 'order.json' },
        { file: 'events/consumers.yaml', from: 'batchSize: 5', to: 'batchSize: 50' },
      ),
    );
    const files = [...new Set(findings.map(({ file }) => file))];
    expect(files).toEqual([paid, placed, 'events/consumers.yaml']);
  });

  it('fail on what they refer to in the API contract, and say where it is', () => {
    const text = edited({
      after: '    Order:\n',
      from: '      additionalProperties: false\n      required: [id',
      to: '      required: [id',
    });
    const findings = findingsIn(changed(), parseContract(contractFile, text));
    expect(findings.filter(({ rule }) => rule === 'closed-event').map(({ file, message }) => [file, message])).toEqual(
      ['cancelled', 'paid', 'payment_failed', 'placed', 'updated'].map((name) => [
        `events/orders.order.${name}.v1.schema.json`,
        'expected an object of an event to be closed, received an open one, in ../openapi.yaml#/components/schemas/Order',
      ]),
    );
  });
});
