import { describe, expect, it } from '@jest/globals';
import { parseContract } from '../../../contract/load.ts';
import { contractFile, edited } from '../contract.ts';
import { type Change, changed, findingsIn, lineIn } from './folder.ts';

interface Case {
  readonly name: string;
  readonly changes: readonly Change[];
  /** By default the schema of labelled parcels. */
  readonly file?: string;
  readonly rule: string;
  /** The finding is on the first line that holds this; 0 without it. */
  readonly line?: string;
  readonly message: string;
  readonly fix: string;
}

const labelled = 'events/parcels.parcel.labelled.v1.schema.json';
const registered = 'events/parcels.parcel.registered.v1.schema.json';
const parcel = '../openapi.yaml#/components/schemas/Parcel';

const inLabelled = (from: string, to: string): readonly Change[] => [{ file: labelled, from, to }];

const cases: readonly Case[] = [
  {
    name: 'no JSON',
    changes: inLabelled('"type": "object",', '"type": "object"'),
    rule: 'yaml',
    line: '"additionalProperties": false',
    message: 'Missing , between flow map items',
    fix: 'Correct the YAML here',
  },
  {
    name: 'a list',
    changes: [{ file: labelled, text: '[]' }],
    rule: 'yaml',
    line: '[]',
    message: 'expected the JSON Schema of an event, received a list',
    fix: 'Write an object with $schema, $id, title',
  },
  {
    name: 'a member twice',
    changes: inLabelled('"title"', '"title": "Labelled",\n  "title"'),
    rule: 'yaml',
    line: '"title": "A parcel was labelled"',
    message: 'Map keys must be unique',
    fix: 'Keep one of the two keys',
  },
  {
    name: 'a comma after the last member',
    changes: inLabelled('["parcel"],', '["parcel",],'),
    rule: 'json',
    line: '{',
    message: 'expected JSON, received YAML that is none',
    fix: 'Write JSON: no comments, no comma after the last member',
  },
  {
    name: 'another dialect',
    changes: inLabelled('draft/2020-12/schema', 'draft-07/schema'),
    rule: 'event-schema',
    line: 'draft-07',
    message: 'expected "https://json-schema.org/draft/2020-12/schema", received',
    fix: 'Write "https://json-schema.org/draft/2020-12/schema".',
  },
  {
    name: 'no title',
    changes: inLabelled('  "title": "A parcel was labelled",\n', ''),
    rule: 'event-schema',
    line: '{',
    message: 'expected the member "title", received none',
    fix: 'Add "title".',
  },
  {
    name: 'data that is no object',
    changes: inLabelled('"type": "object"', '"type": "array", "maxItems": 1'),
    rule: 'event-schema',
    line: '"type": "array"',
    message: 'expected "object", received "array"',
    fix: 'Write "object".',
  },
  {
    name: 'data that takes any member',
    changes: inLabelled('"additionalProperties": false', '"additionalProperties": true'),
    rule: 'event-schema',
    line: '"additionalProperties": true',
    message: 'expected false, received true',
    fix: 'Write false.',
  },
  {
    name: "an $id that is another's",
    changes: inLabelled('"$id": "parcels.parcel.labelled.v1.', '"$id": "parcels.parcel.labelled.v2.'),
    rule: 'event-type',
    line: '"$id"',
    message:
      'expected $id to be the name of the file, "parcels.parcel.labelled.v1.schema.json", received "parcels.parcel.labelled.v2.schema.json"',
    fix: 'Write the one or rename the other.',
  },
  {
    name: 'a type without a version',
    changes: [{ file: 'events/parcels.parcel.lost.schema.json', text: '{}' }],
    file: 'events/parcels.parcel.lost.schema.json',
    rule: 'event-type',
    line: '{}',
    message:
      'expected a file named <context>.<entity>.<what happened>.v<version>.schema.json, received "parcels.parcel.lost.schema.json"',
    fix: 'Rename the file, as in parcels.parcel.registered.v1.schema.json.',
  },
  {
    name: 'a type in capitals',
    changes: [{ file: 'events/parcels.parcel.Lost.v1.schema.json', text: '{}' }],
    file: 'events/parcels.parcel.Lost.v1.schema.json',
    rule: 'event-type',
    line: '{}',
    message: 'received "parcels.parcel.Lost.v1.schema.json"',
    fix: 'Rename the file',
  },
  {
    name: 'a version zero',
    changes: [{ file: 'events/parcels.parcel.lost.v0.schema.json', text: '{}' }],
    file: 'events/parcels.parcel.lost.v0.schema.json',
    rule: 'event-type',
    line: '{}',
    message: 'received "parcels.parcel.lost.v0.schema.json"',
    fix: 'Rename the file',
  },
  {
    name: 'two types of one name in code',
    changes: [{ file: 'events/parcels.parcel.label.failed.v1.schema.json', text: '{}' }],
    file: 'events/parcels.parcel.label_failed.v1.schema.json',
    rule: 'event-type',
    line: '{',
    message: 'received "parcels.parcel.label_failed.v1" beside "parcels.parcel.label.failed.v1"',
    fix: 'Rename one of the two',
  },
  {
    name: 'a file that nobody reads',
    changes: [{ file: 'events/parcels.parcel.labelled.v1.json', text: '{}' }],
    file: 'events/parcels.parcel.labelled.v1.json',
    rule: 'event-file',
    message: 'expected schemas (<type>.schema.json) and consumers.yaml only, received parcels.parcel.labelled.v1.json',
    fix: 'Rename it, or move it elsewhere.',
  },
  {
    name: 'a reference to nowhere',
    changes: inLabelled(parcel, `${parcel}s`),
    rule: 'reference',
    line: `${parcel}s`,
    message: `expected a reference to a schema of the API contract, received "${parcel}s"`,
    fix: 'Write ../openapi.yaml#/components/schemas/<name> with a name that is there.',
  },
  {
    name: 'a reference into itself',
    changes: inLabelled(parcel, '#/components/schemas/Parcel'),
    rule: 'reference',
    line: '"#/components/schemas/Parcel"',
    message: 'received "#/components/schemas/Parcel"',
    fix: 'Write ../openapi.yaml#',
  },
  {
    name: 'a reference to another file',
    changes: inLabelled(parcel, 'parcel.json'),
    rule: 'reference',
    line: '"parcel.json"',
    message: 'received "parcel.json"',
    fix: 'Write ../openapi.yaml#',
  },
  {
    name: 'a reference into a schema',
    changes: inLabelled(parcel, `${parcel}/properties/id`),
    rule: 'reference',
    line: '/properties/id',
    message: 'expected a reference to a schema of the API contract',
    fix: 'with a name that is there',
  },
  {
    name: 'a string without a bound',
    changes: inLabelled(',\n      "maxLength": 128', ''),
    rule: 'bounded',
    line: '"label": {',
    message: 'expected this string to have maxLength, received none',
    fix: 'Add maxLength',
  },
  {
    name: 'a member that anything fits',
    changes: inLabelled('"label": {', '"note": {},\n    "label": {'),
    rule: 'bounded',
    line: '"note": {}',
    message: 'expected a type, received a schema that any value fits',
    fix: 'Add type and its bounds.',
  },
  {
    name: 'a bound below another',
    changes: inLabelled('"minLength": 1', '"minLength": 129'),
    rule: 'contradiction',
    line: '"minLength": 129',
    message: 'expected minLength to be at most maxLength, received 129 over 128',
    fix: 'Correct one of the two',
  },
  {
    name: 'a keyword that JSON Schema does not know',
    changes: inLabelled('"minLength": 1', '"minLenght": 1'),
    rule: 'schema',
    line: '"minLenght"',
    message: 'expected a keyword of JSON Schema 2020-12, received "minLenght"',
    fix: 'Correct the keyword',
  },
  {
    name: 'a pattern that is none',
    changes: inLabelled('"minLength": 1', '"pattern": "("'),
    rule: 'schema',
    line: '"pattern"',
    message: 'expected a regular expression (ECMA-262, flag u)',
    fix: 'Correct the pattern.',
  },
  {
    name: 'an open object inside',
    changes: inLabelled('"label": {', '"printer": { "type": "object", "properties": {} },\n    "label": {'),
    rule: 'closed-event',
    line: '"printer"',
    message: 'expected an object of an event to be closed, received an open one',
    fix: 'Add `"additionalProperties": false`',
  },
  {
    name: 'an open object that does not say how far',
    changes: inLabelled('"label": {', '"printer": { "type": "object", "additionalProperties": true },\n    "label": {'),
    rule: 'closed-event',
    line: '"printer"',
    message: 'expected an object of an event to be closed, received an open one',
    fix: 'where anything may pass, true and maxProperties',
  },
  {
    name: 'more than the bus takes',
    changes: inLabelled('"maxLength": 128', '"maxLength": 50000'),
    rule: 'event-size',
    line: '{',
    message: 'expected an event that the bus takes, an entry of less than 262144 bytes, received one of up to 356473',
    fix: 'Lower maxItems and maxLength, or send a reference instead.',
  },
  {
    name: 'a little more than the bus takes, with its source and type',
    changes: inLabelled('"maxLength": 128', '"maxLength": 34279'),
    rule: 'event-size',
    line: '{',
    message: 'received one of up to 262147',
    fix: 'Lower maxItems and maxLength, or send a reference instead.',
  },
  {
    name: 'an event on the bus that may hold anything',
    changes: inLabelled(
      '"label": {',
      '"note": { "type": "object", "additionalProperties": true, "maxProperties": 3 },\n    "label": {',
    ),
    rule: 'event-size',
    line: '{',
    message: 'expected an event that the bus takes, an entry of less than 262144 bytes, received one without a bound',
    fix: 'Lower maxItems and maxLength, or send a reference instead.',
  },
  {
    name: 'a required member that is not described',
    changes: inLabelled('["parcel"],', '["parcel", "amount"],'),
    rule: 'contradiction',
    line: '["parcel", "amount"]',
    message: 'expected required members that the closed object describes, received amount',
    fix: 'Describe it under properties',
  },
];

describe('the events of the contract', () => {
  it.each(cases)('fail on $name', ({ changes, file = labelled, rule, line, message, fix }) => {
    const folder = changed(...changes);
    const findings = findingsIn(folder);
    const found = findings.find((finding) => finding.file === file && finding.message.includes(message));
    expect(found ?? findings).toMatchObject({ rule, line: line === undefined ? 0 : lineIn(folder, file, line) });
    expect(found?.fix).toContain(fix);
  });

  it('may be as large as the bus takes with their source and type', () => {
    expect(findingsIn(changed(...inLabelled('"maxLength": 128', '"maxLength": 34278')))).toEqual([]);
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
        { file: labelled, text: '{}' },
        { file: registered, from: parcel, to: 'parcel.json' },
        { file: 'events/consumers.yaml', from: 'batchSize: 5', to: 'batchSize: 50' },
      ),
    );
    const files = [...new Set(findings.map(({ file }) => file))];
    expect(files).toEqual([labelled, registered, 'events/consumers.yaml']);
  });

  it('fail on what they refer to in the API contract, and say where it is', () => {
    const text = edited({
      after: '    Parcel:\n',
      from: '      additionalProperties: false\n      required: [id',
      to: '      required: [id',
    });
    const findings = findingsIn(changed(), parseContract(contractFile, text));
    expect(findings.filter(({ rule }) => rule === 'closed-event').map(({ file, message }) => [file, message])).toEqual(
      ['cancelled', 'label_failed', 'labelled', 'registered', 'updated'].map((name) => [
        `events/parcels.parcel.${name}.v1.schema.json`,
        'expected an object of an event to be closed, received an open one, in ../openapi.yaml#/components/schemas/Parcel',
      ]),
    );
  });
});
